/** A comparison as flat tables: CSV for machines, Markdown for people. Comes in: a Comparison. Goes out: text. */
import type { CauseShift, ComparedDate, Comparison } from '../measure/comparison.ts';
import type { Instant } from '../measure/outcomes.ts';
import { type Cell, csv } from './csv.ts';
import { signed } from './levers-tables.ts';
import { plain } from './plain.ts';

export function comparisonCsv({ dates }: Comparison): string {
  const bounds = (p: string): string[] => [`${p}_later_by`, `${p}_lo`, `${p}_hi`, `${p}_verdict`];
  const head = [
    'name',
    'p50_before',
    'p50_after',
    'p80_before',
    'p80_after',
    ...bounds('p50'),
    ...bounds('p80'),
    ...bounds('mean'),
    'verdict',
  ];
  const cells = ({ by, lo, hi, verdict }: ComparedDate['p80']): Cell[] => [by, lo, hi, verdict];
  const rows = dates.map((date): Cell[] => [
    ...[date.name, date.before.p50, date.after.p50, date.before.p80, date.after.p80],
    ...[...cells(date.p50), ...cells(date.p80), ...cells(date.mean), date.verdict],
  ]);
  return csv([head, ...rows]);
}

/** `+14 (9 to 20)`: later is positive. */
export function showDifference({
  by,
  lo,
  hi,
}: {
  readonly by: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
}): string {
  if (by === 0 && lo === 0 && hi === 0) return '0';
  const told = (value: number | null): string => (value === null ? '?' : signed(value));
  return `${told(by)} (${told(lo)} to ${told(hi)})`;
}

export function showDay(instant: Instant): string {
  return instant === null ? 'after the end' : String(instant).slice(0, 10);
}

/** `electricians +12 d, UPS -3 d`: the causes that took or gave most. */
export function showShifts(causes: readonly CauseShift[], unit: string, most = 3): string {
  return causes
    .slice(0, most)
    .map(({ label, by }) => `${label} ${signed(by)} ${unit}`)
    .join(', ');
}

export function comparisonMarkdown(comparison: Comparison): string {
  const { before, after, dates, lostMwDays, lostByCause, pairing, notes, onlyBefore, onlyAfter } = comparison;
  const unit = before.unit ?? 'd';
  const missing = meansMissing(comparison);
  return [
    `# ${plain(before.label)} and ${plain(after.label)}`,
    '',
    `${pairing === 'paired' ? `${before.replications} futures with the same luck` : `${before.replications} and ${after.replications} futures, not the same`}, seed ${plain(after.seed)}. Later is positive. Intervals hold the truth with 90 %.`,
    '',
    ...notes.map((note) => `> ${plain(note)}\n`),
    `| | P50 | then | later by, ${unit} | P80 | then | later by, ${unit} | mean later by | verdict | most of it |`,
    '| --- | --- | --- | --: | --- | --- | --: | --: | --- | --- |',
    ...dates.map(
      (date) =>
        `| ${[plain(date.name), showDay(date.before.p50), showDay(date.after.p50), showDifference(date.p50), showDay(date.before.p80), showDay(date.after.p80), showDifference(date.p80), showDifference(date.mean), date.verdict, plain(showShifts(date.causes, unit))].join(' | ')} |`,
    ),
    '',
    ...(missing === null ? [] : [plain(missing), '']),
    ...(lostMwDays === null
      ? []
      : [
          `MW-days lost against the plan: ${Math.round(lostMwDays.before)} and ${Math.round(lostMwDays.after)}, ${showDifference(lostMwDays)}.`,
          '',
          ...lostByCause
            .slice(0, 10)
            .map(({ label, by, before: a, after: b }) => `- ${plain(label)}: ${signed(by)} (${Math.round(a)} and ${Math.round(b)})`),
          '',
        ]),
    ...(onlyBefore.length > 0 ? [`Only in the first: ${onlyBefore.map(plain).join(', ')}.`, ''] : []),
    ...(onlyAfter.length > 0 ? [`Only in the second: ${onlyAfter.map(plain).join(', ')}.`, ''] : []),
  ].join('\n');
}

/** Why means are missing, where they are; null where all are there. */
export function meansMissing({ before, after, dates }: Comparison): string | null {
  if (dates.every(({ mean }) => mean.by !== null)) return null;
  const open = [before, after].flatMap(({ label, censored, replications, until }) =>
    censored === 0 ? [] : [`${censored} of ${replications} futures of ${label} are not finished by ${until}`],
  );
  return `A mean that is "?" cannot be said${open.length === 0 ? '' : `: ${open.join(', ')}`}.`;
}
