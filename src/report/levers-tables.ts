/** What levers are worth as flat tables: CSV for machines, Markdown for people. Comes in: LeversOutcome. Goes out: text. */
import { showChance } from '../base/show-chance.ts';
import type { LeversOutcome, LeverWorth } from '../measure/levers.ts';
import type { CauseAmount } from '../measure/outcomes.ts';
import { showSet } from '../scenario/set-option.ts';
import { type Cell, csv } from './csv.ts';
import { code, plain } from './plain.ts';

export function leversCsv({ levers }: LeversOutcome): string {
  const head = [
    ...['rank', 'id', 'kind', 'label', 'days', 'days_lo', 'days_hi', 'verdict', 'mw_days', 'mw_days_lo', 'mw_days_hi'],
    ...['share_sooner', 'share_later', 'cost_usd', 'set'],
  ];
  const rows = levers.map((lever): Cell[] => [
    ...[lever.rank, lever.id, lever.kind, lever.label, lever.days.by, lever.days.lo, lever.days.hi, lever.verdict],
    ...[lever.mwDays?.by ?? null, lever.mwDays?.lo ?? null, lever.mwDays?.hi ?? null, lever.sooner, lever.later, lever.costUsd],
    lever.overrides.map(showSet).join(' '),
  ]);
  return csv([head, ...rows]);
}

/** `+34 (28 to 41)`, with null where nothing is known. */
export function showGain(gain: LeverWorth['days'] | null): string {
  if (gain === null) return '';
  const { by, lo, hi } = gain;
  if (by === null) return `? (${bound(lo)} to ${bound(hi)})`;
  return lo === 0 && hi === 0 && by === 0 ? '0' : `${signed(by)} (${bound(lo)} to ${bound(hi)})`;
}

/** Days and MW-days with one decimal where they are few. */
export function signed(value: number): string {
  const digits = Math.abs(value) < 10 ? 1 : 0;
  const shown = Number(Math.abs(value).toFixed(digits));
  return shown === 0 ? '0' : `${value > 0 ? '+' : '-'}${shown.toLocaleString('en-GB')}`;
}

function bound(value: number | null): string {
  return value === null ? '?' : signed(value);
}

/** `+1.2 MUSD`, or nothing where no cost is stated. */
export function showCost(usd: number | null): string {
  if (usd === null) return '';
  const [amount, unit] = Math.abs(usd) < 1e5 ? [usd / 1e3, 'kUSD'] : [usd / 1e6, 'MUSD'];
  return `${signed(amount)} ${unit}`;
}

/** `electricians 84 d, GPUs 40 d`. */
export function showBinding(causes: readonly CauseAmount[], unit: string, most = 3): string {
  return causes
    .slice(0, most)
    .map(({ label, amount }) => `${label} ${Math.round(amount)} ${unit}`)
    .join(', ');
}

/** Share of futures that became later although something was relieved, as a sentence; null: none did. */
export function tellAnomalies({ levers }: LeversOutcome): string | null {
  const added = levers.filter(({ later, kind }) => later > 0 && ADDS.has(kind));
  if (added.length === 0) return null;
  const worst = added.reduce((a, b) => (b.later > a.later ? b : a));
  return `${added.length} of the levers that add capacity or bring something sooner made some futures later: most often ${worst.label}, in ${showChance(worst.later)} of them. Who gets it first decides what waits (Graham 1969), so this is no error.`;
}

const ADDS: ReadonlySet<string> = new Set(['crew', 'hiring', 'second-shift', 'lead-time', 'vendor', 'gpus', 'power', 'mining', 'prefab']);

export function leversMarkdown(outcome: LeversOutcome): string {
  const { levers, milestone, percentile, sequence, notTried, base, unit, replications, seed } = outcome;
  const days = unit ?? 'd';
  const shown = levers.map(
    (lever) =>
      `| ${[lever.rank, plain(lever.label), showGain(lever.days), showGain(lever.mwDays), percent0(lever.later), showCost(lever.costUsd), lever.verdict].join(' | ')} |`,
  );
  const anomalies = tellAnomalies(outcome);
  return [
    `# Levers: ${plain(outcome.title)}`,
    '',
    `P${Number((100 * percentile).toFixed(1))} of ${plain(milestone)} is ${base.date ?? base.value ?? 'after the horizon'} as things are (${replications} futures, seed ${plain(seed)}). Each lever is pulled alone, on the same futures. Intervals hold the truth with 90 %.`,
    '',
    `| | lever | ${days} gained | MW-${days} gained | later in | cost | verdict |`,
    '| --: | --- | --: | --: | --: | --: | --- |',
    ...shown,
    '',
    ...(anomalies === null ? [] : [plain(anomalies), '']),
    ...(notTried.length === 0
      ? []
      : ['Not tried:', '', ...notTried.map(({ label, problem }) => `- ${plain(label)}: ${plain(problem)}`), '']),
    ...(sequence === null
      ? []
      : [
          '## Whack-a-mole order',
          '',
          `At first the time goes into ${plain(showBinding(sequence.binds, days))}.`,
          '',
          ...sequence.steps.map(
            (step, i) =>
              `${i + 1}. ${plain(step.label)}: ${showGain(step.days)} ${days}, to ${step.reached.date ?? step.reached.value ?? 'after the horizon'}; then it goes into ${plain(showBinding(step.binds, days))}.`,
          ),
          '',
          sequence.ended === 'nothing helps' ? 'After that no lever helps for certain.' : `It stops at ${sequence.mostSteps} steps.`,
          '',
        ]),
    '## How to pull them',
    '',
    ...levers.map((lever) => `- ${plain(lever.label)}: ${lever.overrides.map((override) => code(showSet(override))).join(' ')}`),
    '',
  ].join('\n');
}

function percent0(share: number): string {
  return share === 0 ? '' : showChance(share);
}
