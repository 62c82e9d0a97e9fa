import { DiscoError, type LabelTable } from '@disco-engine/kernel';
import { type Column } from '@disco-engine/sdk';
import { textColumn } from '@disco-engine/sdk/extensions';
import type { FreeNames } from './free-names.js';
import type { LabelColumn } from './table-options.js';

const SEPARATORS = ['|', ';', '¦', '‖', '\u001F'];

/** A column with the labels of one type. */
export interface ExportedLabels {
  readonly options: LabelColumn;
  readonly column: Column;
}

/**
 * The labels of some vertices, one column per type. Several labels of one type are joined with a separator that none of them contains.
 *
 * @throws DiscoError `SCENARIO_UNSTORABLE`
 */
export function exportedLabels(labels: LabelTable, vertices: Int32Array, names: FreeNames): ExportedLabels[] {
  return labels.types.flatMap((type): ExportedLabels[] => {
    const values = Array.from(vertices, (vertex) => labels.values(vertex, type));
    if (values.every((own) => own.length === 0)) return [];
    if (values.some((own) => own.includes('')))
      throw new DiscoError(
        'SCENARIO_UNSTORABLE',
        `label '${type}=' cannot be written to a table, because an empty cell means no label`,
      );
    const several = values.some((own) => own.length > 1);
    const separator = several ? separatorFor(type, values) : undefined;
    const column = textColumn(values.map((own) => (own.length === 0 ? undefined : own.join(separator))));
    return [{ options: { column: names.free(type), type, ...(separator !== undefined && { separator }) }, column }];
  });
}

function separatorFor(type: string, values: readonly (readonly string[])[]): string {
  const free = SEPARATORS.find((separator) => !values.some((own) => own.some((value) => value.includes(separator))));
  if (free !== undefined) return free;
  throw new DiscoError(
    'SCENARIO_UNSTORABLE',
    `labels of type '${type}' contain all of ${SEPARATORS.join(' ')}, so there is no separator for them`,
  );
}
