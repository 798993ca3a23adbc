/** A plain table: columns as wide as their widest cell, numbers to the right. */
export function table(rows: readonly (readonly string[])[], align: readonly ('left' | 'right')[]): string {
  const widths = align.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      align
        .map((side, column) => {
          const cell = row[column] ?? '';
          const width = widths[column] as number;
          return side === 'right' ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
