import { DiscoError, type LabelTable } from '@disco-engine/kernel';
import { type Column } from '@disco-engine/sdk';
import { textColumn } from '@disco-engine/sdk/extensions';
import type { FreeNames } from './free-names.js';
import type { LabelColumn } from './table-options.js';

const SEPARATORS = ['|', ';', '¦', '‖', '\u001F'];

/** A column that has the labels of one type. */
export interface ExportedLabels {
  readonly options: LabelColumn;
  readonly column: Column;
}

/**
 * The labels of some vertices, one column for each type. Where a vertex has several of one type, something stands between them that
 * none of them has.
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
        `label '${type}=' cannot be written to a table, where it would be no label`,
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
    `labels of type '${type}' have all of ${SEPARATORS.join(' ')} in them, so nothing can stand between them`,
  );
}
