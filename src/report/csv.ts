/** The doorway to csv-stringify. */
import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | null;

export function csv(rows: readonly (readonly Cell[])[]): string {
  return stringify(rows as Cell[][], { record_delimiter: '\n' });
}
