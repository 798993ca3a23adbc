/** A few values, each with a weight. */
import type { WeightedValue } from '../distribution.ts';
import { defineKind, tableOf } from './kind.ts';

export const discrete = defineKind({
  name: 'discrete',
  summary: 'One of a few values, each as likely as its weight says.',
  source: 'the finite discrete distribution; quantile(u) is the least value whose cumulative share reaches u',
  example: {
    discrete: {
      values: [
        { value: '2 wk', weight: 3 },
        { value: '6 wk', weight: 1 },
      ],
    },
  },
  parameters: { values: { type: 'table', description: 'The values and their weights; the weights need not add up to anything.' } },
  forms: [['values']],
  check: () => undefined,
  make(parameters) {
    const rows = [...tableOf(parameters, 'values')].sort((a, b) => a.value - b.value);
    const total = rows.reduce((sum, row) => sum + row.weight, 0);
    const values = Float64Array.from(rows, (row) => row.value);
    const reached = cumulative(rows, total);
    const mean = rows.reduce((sum, row) => sum + row.value * (row.weight / total), 0);
    const variance = rows.reduce((sum, row) => sum + (row.value - mean) ** 2 * (row.weight / total), 0);
    return {
      quantile: (u) => values[firstReaching(reached, u)]!,
      mean,
      sd: Math.sqrt(variance),
      mode: heaviest(rows),
      min: values[0]!,
      max: values[values.length - 1]!,
    };
  },
});

/** Shares of all weight up to and including each row; the last is 1 whatever the rounding. */
function cumulative(rows: readonly WeightedValue[], total: number): Float64Array {
  let sum = 0;
  const shares = Float64Array.from(rows, (row) => {
    sum += row.weight;
    return sum / total;
  });
  shares[shares.length - 1] = 1;
  return shares;
}

function firstReaching(reached: Float64Array, u: number): number {
  let low = 0;
  let high = reached.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reached[middle]! < u) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The value of most weight, rows of one value taken together; of equals the least. */
function heaviest(rows: readonly WeightedValue[]): number {
  const weights = new Map<number, number>();
  for (const row of rows) weights.set(row.value, (weights.get(row.value) ?? 0) + row.weight);
  let best = rows[0]!.value;
  for (const [value, weight] of weights) if (weight > weights.get(best)!) best = value;
  return best;
}
