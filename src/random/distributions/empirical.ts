/** Observations drawn again as they were. */
import { defineKind, numbersOf } from './kind.ts';

export const empirical = defineKind({
  name: 'empirical',
  summary: 'One of a list of observations, each equally likely; nothing in between is made up.',
  source: 'inverse of the empirical CDF: Hyndman and Fan, American Statistician 50 (1996), definition 1',
  example: { empirical: { values: ['5 wk', '6 wk', '6 wk', '9 wk', '14 wk'] } },
  parameters: { values: { type: 'values', description: 'The observations, in any order; repeat one that was seen twice.' } },
  forms: [['values']],
  check: () => undefined,
  make(parameters) {
    const values = Float64Array.from(numbersOf(parameters, 'values')).sort();
    const count = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
    return {
      // Value number ceil(n u), counted from 1: the least whose share of the list reaches u.
      quantile: (u) => values[Math.max(0, Math.ceil(count * u) - 1)]!,
      mean,
      sd: Math.sqrt(variance),
      mode: commonest(values),
      min: values[0]!,
      max: values[count - 1]!,
    };
  },
});

/** The value seen most often; of equals the one nearest the middle of the list, so that a list without repeats gives its median. */
function commonest(sorted: Float64Array): number {
  const middle = (sorted.length - 1) / 2;
  let best = { value: sorted[0]!, times: 0, distance: Number.POSITIVE_INFINITY };
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to + 1 < sorted.length && sorted[to + 1] === sorted[from]) to++;
    const run = { value: sorted[from]!, times: to - from + 1, distance: Math.max(from - middle, middle - to, 0) };
    if (run.times > best.times || (run.times === best.times && run.distance < best.distance)) best = run;
    from = to + 1;
  }
  return best.value;
}
