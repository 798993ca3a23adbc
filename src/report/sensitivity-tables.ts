/** What a sensitivity study says, as a CSV of all inputs and as sentences for the terminal and for Markdown. */
import { showChance } from '../base/show-chance.ts';
import type { LateBox, SensitivityOutcomes } from '../measure/sensitivity/outcomes.ts';
import { type Cell, csv } from './csv.ts';

export function inputsCsv({ inputs }: SensitivityOutcomes): string {
  const head = [
    ...['input', 'label', 'kind', 'cause', 'unit', 'p10', 'p90', 'first_order', 'first_order_lo', 'first_order_hi'],
    ...['rank_correlation', 'rank_correlation_lo', 'rank_correlation_hi', 'swing', 'stands_out'],
  ];
  const rows = inputs.map((entry): Cell[] => [
    ...[entry.input, entry.label, entry.kind, entry.cause, entry.unit, entry.p10, entry.p90],
    ...[entry.first.value, entry.first.lo, entry.first.hi],
    ...[entry.rank.value, entry.rank.lo, entry.rank.hi, entry.swing, entry.standsOut ? 'yes' : 'no'],
  ]);
  return csv([head, ...rows]);
}

/** Whether the futures are enough, in a sentence. */
export function tellVerdict({ verdict, replications, noise, inputs }: SensitivityOutcomes): string {
  const futures = replications.toLocaleString('en-GB');
  if (verdict.enough)
    return `enough futures: by chance alone no input of ${inputs.length} would show more than ${share(noise.first)} in 19 of 20 shuffles, and some show more`;
  const wanted = verdict.wanted.toLocaleString('en-GB');
  switch (verdict.why) {
    case 'few':
      return `not enough futures: ${futures} tell nothing; try --reps ${wanted}`;
    case 'noise':
      return `not enough futures: with ${futures}, chance alone shows up to ${share(noise.first)}; about ${wanted} would do`;
    case 'nothing stands out':
      return `not enough futures, or nothing matters by itself: no input shows more than chance does (${share(noise.first)}); try --reps ${wanted}`;
    case 'no spread':
      return 'the outcome is the same in every future: nothing moves it';
  }
}

/** `12.3 %`; never nothing and never all, which no number of futures can show. */
export function share(value: number): string {
  const percent = 100 * value;
  if (percent < 0.1) return '< 0.1 %';
  if (percent > 99.9) return '> 99.9 %';
  return `${percent >= 10 && percent < 99 ? Math.round(percent) : Number(percent.toFixed(1))} %`;
}

/** `1.2 % (0.4 to 2 %)`. */
export function shareWithInterval({ value, lo, hi }: { readonly value: number; readonly lo: number; readonly hi: number }): string {
  return `${share(value)} (${share(lo).replace(' %', '')} to ${share(hi)})`;
}

/** The futures that are late, box by box. */
export function tellLate({ late, outcome }: SensitivityOutcomes): string[] {
  const chance = ({ share: p, lo, hi }: LateBox['density']): string => `${showChance(p)} (${showChance(lo)} to ${showChance(hi)})`;
  const because = { asked: '', plan: ', its date in the plan', P80: ', its P80' }[late.because];
  const after = typeof late.after === 'number' ? Number(late.after.toPrecision(5)).toLocaleString('en-GB') : (late.after ?? 'the horizon');
  const more = outcome.unit.startsWith('MW') ? `more than ${after} ${outcome.unit}` : `later than ${after}`;
  const head = `${outcome.name} ${more}${because}: ${chance(late.share)} of futures`;
  if (late.none === 'too few') return [head, '  too few, or all but a few: no conditions were sought'];
  if (late.none === 'nothing denser')
    return [head, '  no conditions describe them: nothing was found in one half of the futures that holds in the other'];
  return [
    head,
    ...late.boxes.flatMap((box, i) => [
      `  ${i === 0 ? 'where' : 'of the rest, where'} ${box.conditions.map(({ text }) => text).join('\n    and ')}`,
      `    ${chance(box.density)} are late; this holds ${chance(box.coverage)} of all late futures, in ${chance(box.mass)} of all`,
    ]),
  ];
}
