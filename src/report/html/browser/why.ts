/** Why the chosen milestone comes when it does: the page shows one, and this the others. */
import { showChance } from '../../../base/show-chance.ts';
import { tellPlace, tellSpan } from '../../../figures/dates.ts';
import { tellNumber, tellShare } from '../../../figures/words.ts';
import { type PageData, STEP_KINDS } from '../page-data.ts';

export function chooseWhy(data: PageData): void {
  const choice = document.querySelector<HTMLSelectElement>('#why-choice');
  if (choice === null) return;
  choice.addEventListener('change', () => {
    const why = data.why[Number(choice.value)];
    if (why === undefined) return;
    const word = (at: number): string => data.words[at] ?? '';
    const total = why.drivers.reduce((sum, [, amount]) => sum + amount, 0);
    fill(
      'why-drivers',
      why.drivers.map(([label, amount]) => [word(label), tellSpan(data, amount), tellShare(total > 0 ? amount / total : 0)]),
    );
    fill(
      'why-critical',
      why.critical.map(([label, share]) => [word(label), showChance(share)]),
    );
    fill(
      'why-chain',
      why.chain.map(([from, to, kind, cause, activity, length]) => [
        tellPlace(data, from),
        tellPlace(data, to),
        tellNumber(length),
        `${STEP_KINDS[kind]}${kind === 3 ? '' : ` ${word(cause)}`}`,
        word(activity),
      ]),
    );
  });
}

function fill(id: string, rows: readonly (readonly string[])[]): void {
  const body = document.getElementById(id)?.querySelector('tbody');
  body?.replaceChildren(
    ...rows.map((cells) => {
      const row = document.createElement('tr');
      row.append(
        ...cells.map((text) => {
          const cell = document.createElement('td');
          cell.textContent = text;
          return cell;
        }),
      );
      return row;
    }),
  );
}
