import { shownKind, type Problem, type SimprocSpec } from '@disco-engine/kernel';
import type { ColumnType } from '../scenario/column.js';
import { columnNeeds, type ColumnDeclaration } from './column-declaration.js';
import type { NodeOptions } from './node-options.js';
import { unknownSimproc } from './unknown-simproc.js';

/** Problems in the options of `@Node`. */
export function* nodeOptionProblems(
  owner: string,
  { distinctBy = [], sameNodeBy = [], columns = {}, edgeColumns = {} }: NodeOptions,
  simprocs: readonly SimprocSpec[],
): Iterable<Problem> {
  for (const [option, types] of [
    ['distinctBy', distinctBy],
    ['sameNodeBy', sameNodeBy],
  ] as const) {
    for (const [index, type] of types.entries()) {
      if (type === '' || type.includes('='))
        yield {
          code: 'LABEL_INVALID',
          message: `${option} of ${owner} names '${type}', which is not a valid label type`,
        };
      if (types.indexOf(type) < index)
        yield { code: 'NAME_REPEATED', message: `${option} of ${owner} names '${type}' twice` };
    }
  }
  yield* declarationProblems(owner, columns);
  for (const [layer, declared] of Object.entries(edgeColumns)) {
    if (!simprocs.some(({ name }) => name === layer))
      yield unknownSimproc(`edgeColumns of ${owner} names layer '${layer}'`, simprocs);
    yield* declarationProblems(owner, declared);
  }
}

/** By column type, the `typeof` of its default. */
const DEFAULTS: Readonly<Record<Exclude<ColumnType, 'value'>, string>> = {
  float64: 'number',
  int32: 'number',
  int64: 'bigint',
  boolean: 'boolean',
  text: 'string',
};

function* declarationProblems(owner: string, declared: Readonly<Record<string, ColumnDeclaration>>): Iterable<Problem> {
  for (const [name, { type, default: fallback }] of columnNeeds(declared)) {
    if (type !== 'value' && !Object.hasOwn(DEFAULTS, type)) {
      const message = `column '${name}' of ${owner} is declared as '${String(type)}'; the types are: ${Object.keys(DEFAULTS).join(', ')}, value`;
      yield { code: 'COLUMN_TYPE_WRONG', message };
    } else if (fallback !== undefined && type !== 'value' && typeof fallback !== DEFAULTS[type]) {
      const message = `the default of column '${name}' of ${owner} is ${shownKind(fallback)}; a column of type ${type} takes a ${DEFAULTS[type]}`;
      yield { code: 'COLUMN_TYPE_WRONG', message };
    }
  }
}
