/** What was played so far, as gates read it: rows, sums, and amounts of each future. More futures can be added. */
import { ticksPerReportUnit } from '../base/time.ts';
import { mergeSums, metricContext, type Played as StudyPlayed } from '../measure/fold.ts';
import type { Totals } from '../measure/metric.ts';
import { columnsOf, joinRows, rowsOf } from '../measure/rows.ts';
import type { AmountMetric } from '../plan/expectation.ts';
import type { Plan } from '../plan/plan.ts';
import type { AmountMeasure } from './gate-resolve.ts';
import { type MonteCarloOptions, monteCarlo } from './monte-carlo.ts';
import type { Player } from './player.ts';

/** The sums that each metric is made of, future by future. */
export const KEPT: Readonly<Record<AmountMetric, string>> = {
  lost_mw_days: 'held/kw-ticks',
  driving_days: 'drivers/last-ticks',
  wait_days: 'waits/ticks',
};

export interface Played {
  readonly plan: Plan;
  readonly futures: number;
  /** One column of the rows, in ticks. */
  readonly column: (column: number) => Int32Array;
  /** An amount of each future: MW-days, or days. */
  readonly amount: (measure: AmountMeasure) => Float64Array;
  readonly totals: Totals;
}

export interface Playing {
  readonly played: () => Played;
  /** Play on until there are so many. */
  readonly upTo: (futures: number, options: MonteCarloOptions) => Promise<void>;
}

/** Futures `first`, `first + 1` and so on of a seed text. `player` must keep what the gates read. */
export function createPlaying(player: Player, { text, first }: { readonly text: string; readonly first: number }): Playing {
  const { program } = player;
  const { plan } = program;
  const { width } = columnsOf(plan);
  const context = metricContext(program);
  let futures = 0;
  let all: StudyPlayed = { rows: rowsOf(new Int32Array(0), width), sums: {} };

  function amount({ metric, causes }: AmountMeasure): Float64Array {
    const unit = ticksPerReportUnit(plan.axis) * (metric === 'lost_mw_days' ? 1000 : 1);
    const values = all.each?.[KEPT[metric]] ?? new Float64Array(0);
    const size = values.length / futures;
    const counts = Array.from({ length: size }, (_, i) => causes.has(metric === 'wait_days' ? context.causes.ofWait[i]! : i));
    return Float64Array.from({ length: futures }, (_, future) => {
      let sum = 0;
      for (let i = 0; i < size; i++) if (counts[i]) sum += values[future * size + i]!;
      return sum / unit;
    });
  }

  return {
    played: () => ({
      plan,
      futures,
      column: (column) => all.rows.column(column),
      amount,
      totals: { ...context, futures, sums: all.sums },
    }),
    async upTo(wanted, options) {
      if (wanted <= futures) return;
      const more = await monteCarlo(player, [{ text, from: first + futures, count: wanted - futures }], options);
      all = futures === 0 ? more : joined(all, more);
      futures = wanted;
    },
  };
}

function joined(first: StudyPlayed, second: StudyPlayed): StudyPlayed {
  mergeSums(first.sums, second.sums);
  const each = Object.fromEntries(
    Object.entries(first.each ?? {}).map(([name, values]) => {
      const more = second.each?.[name] ?? new Float64Array(0);
      const both = new Float64Array(values.length + more.length);
      both.set(values);
      both.set(more, values.length);
      return [name, both];
    }),
  );
  return { rows: joinRows(first.rows, second.rows), sums: first.sums, each };
}
