import { styled, type Line } from '../terminal/styled.js';
import { wrapped } from './wrapped.js';

/** A term and what it means. */
export type Definition = readonly [term: string, help: string];

/** A title and the lines below it, after an empty line. */
export function section(title: string, lines: readonly Line[]): Line[] {
  return ['', [styled('heading', `${title}:`)], ...lines];
}

export function paragraph(text: string, width: number, indent = ''): Line[] {
  return wrapped(text, width - indent.length).map((line) => `${indent}${line}`);
}

/**
 * Terms on the left, and what they mean to the right of them, aligned.
 *
 * @param column width for the terms; the meaning of a longer one begins in the next line
 */
export function definitionLines(definitions: readonly Definition[], column: number, width: number): Line[] {
  const indent = ' '.repeat(2 + column + 2);
  return definitions.flatMap(([term, help]): Line[] => {
    const [first = '', ...rest] = wrapped(help, width - indent.length);
    const lines = rest.map((line) => `${indent}${line}`);
    if (term.length > column) return [['  ', styled('term', term)], `${indent}${first}`, ...lines];
    return [['  ', styled('term', term), `${' '.repeat(column - term.length)}  ${first}`], ...lines];
  });
}
