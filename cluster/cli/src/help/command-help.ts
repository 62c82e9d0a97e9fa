import type { CommandForm, CommandSpec, Example, FlagGroup, FlagSpec } from '../flags/flag-spec.js';
import { styled, type Line } from '../terminal/styled.js';
import { definitionLines, paragraph, section, type Definition } from './sections.js';
import { wrapped } from './wrapped.js';

/** Indentation of the lines that continue an example. */
const CONTINUED = '      ';
/** A flag stays with its value. */
const BEFORE_FLAG = / (?=--)/;

/**
 * The help of a command.
 *
 * @param path the command line that calls it, such as `disco run`
 * @param summary what it does, as in the overview
 */
export function commandHelp(path: string, summary: string, spec: CommandSpec, width: number): Line[] {
  const { forms, about, examples, notes = [], exitCodes } = spec;
  const once = new Set<FlagGroup>();
  const groups = forms
    .flatMap((form) => form.groups)
    .filter((group) => !once.has(group) && once.add(group) !== undefined);
  const last = groups.filter(({ title }) => title === 'General');
  const others = groups.filter(({ title }) => title !== 'General');
  const places = forms.flatMap((form) => form.arguments);
  // Wide enough for the flags of all groups, so that they align.
  const definitions = [...others, ...last].map((group) => ({ group, entries: flagDefinitions(group) }));
  const placeEntries = places.map(({ name, help }): Definition => [name, help]);
  const all = [...placeEntries, ...definitions.flatMap(({ entries }) => entries)];
  const indent = Math.min(24, Math.max(...all.map(([term]) => term.length)));
  return [
    ...paragraph(`${summary}.`, width),
    ...(about === undefined ? [] : ['', ...paragraph(about, width)]),
    ...section('Usage', usageLines(path, forms)),
    ...section(
      'Examples',
      examples.flatMap((example) => exampleLines(example, width)),
    ),
    ...(places.length > 0 ? section('Arguments', definitionLines(placeEntries, indent, width)) : []),
    ...definitions.flatMap(({ group, entries }) =>
      section(group.title, [
        ...(group.about === undefined ? [] : paragraph(group.about, width, '  ')),
        ...definitionLines(entries, indent, width),
      ]),
    ),
    ...notes.flatMap(({ title, text = '', entries = [] }) => {
      const column = Math.max(0, ...entries.map(([term]) => term.length));
      return section(title, [
        ...(text === '' ? [] : paragraph(text, width, '  ')),
        ...definitionLines(entries, column, width),
      ]);
    }),
    ...section('Exit codes', definitionLines(Object.entries(exitCodes), 3, width)),
  ];
}

function usageLines(path: string, forms: readonly CommandForm[]): Line[] {
  return forms.map(({ usage }) => [`  `, styled('term', path), ` ${usage}`]);
}

function flagDefinitions({ flags }: FlagGroup): Definition[] {
  return Object.entries(flags).map(([name, { value, help }]: [string, FlagSpec]) => [
    `--${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  ]);
}

/** The title, and the command line; one that is too long goes on in the next line, as a shell takes it. */
function exampleLines({ title, command }: Example, width: number): Line[] {
  const lines = wrapped(command, width - CONTINUED.length - ' \\'.length, BEFORE_FLAG);
  const texts = lines.map((line, at) => {
    const end = at < lines.length - 1 ? ' \\' : '';
    return [at === 0 ? '    ' : CONTINUED, styled('term', `${line}${end}`)];
  });
  return [`  ${title}:`, ...texts];
}
