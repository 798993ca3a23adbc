/** Tables that sort by a press on a column's head, and that a field of text narrows. */

export function sortTables(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('th button'))
    button.addEventListener('click', () => {
      const head = button.closest('th') as HTMLTableCellElement;
      const body = head.closest('table')?.tBodies[0];
      if (body === undefined) return;
      const down = head.getAttribute('aria-sort') === 'ascending';
      for (const other of head.parentElement?.children ?? []) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const column = head.cellIndex;
      const rows = [...body.rows].map((row, order) => ({
        row,
        order,
        key: keyOf(row.cells[column]),
      }));
      rows.sort((a, b) => (down ? -1 : 1) * compare(a.key, b.key) || a.order - b.order);
      body.append(...rows.map(({ row }) => row));
    });
}

/** The number or date that a cell stands for, or its words. */
function keyOf(cell: HTMLTableCellElement | undefined): string {
  return cell?.querySelector('data')?.value ?? cell?.dataset['sort'] ?? cell?.textContent ?? '';
}

/** Numbers as numbers, everything else as text; what is empty comes last. */
function compare(a: string, b: string): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}

export function filterTables(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('input[data-filters]')) {
    const table = document.getElementById(field.dataset['filters'] as string);
    const count = document.querySelector(`output[for="${field.id}"]`);
    field.addEventListener('input', () => {
      const wanted = field.value.trim().toLowerCase();
      let shown = 0;
      for (const row of table?.querySelectorAll<HTMLTableRowElement>('tbody tr') ?? []) {
        row.hidden = wanted !== '' && !(row.textContent ?? '').toLowerCase().includes(wanted);
        if (!row.hidden) shown++;
      }
      if (count !== null) count.textContent = `${shown} shown`;
    });
  }
}
