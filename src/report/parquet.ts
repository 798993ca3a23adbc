/** The doorway to hyparquet-writer: a table of named columns as a Parquet file. */
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Cell } from './csv.ts';

export interface TableColumn {
  readonly name: string;
  /** Of its cells; any may be null. */
  readonly type: 'text' | 'number';
}

const TYPES = { text: 'STRING', number: 'DOUBLE' } as const;

/** The same table gives the same bytes. */
export function parquet(columns: readonly TableColumn[], rows: readonly (readonly Cell[])[]): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: columns.map(({ name, type }, i) => ({
        name,
        data: rows.map((row) => row[i] ?? null),
        type: TYPES[type],
        nullable: true,
      })),
    }),
  );
}
