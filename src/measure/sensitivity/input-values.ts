/**
 * The inputs as they were in the futures that were played: draws are keyed, so they are drawn again. Comes in: a plan, its inputs and
 * futures. Goes out: two columns for each input. `luck` is what is its own and independent of all others: the uniform, or for weather the
 * days that were lost. `value` is what came of it in the input's unit, with what it shares through a copula.
 */
import { axisOrigin, MINUTES_PER_DAY, yearAndMonth } from '../../base/time.ts';
import { createSampler, type SeedRun } from '../../engine/draws.ts';
import { createWeather } from '../../engine/weather.ts';
import type { Plan } from '../../plan/plan.ts';
import { normalCdf, normalQuantile } from '../../random/special.ts';
import { BLOCK_SIZE, fillUniforms } from '../../random/world.ts';
import type { Input } from './inputs.ts';

export interface InputColumns {
  readonly input: Input;
  /** By future. Values that tie say the same: a risk that does not come is one value, however it was missed. */
  readonly luck: Float64Array;
  /** Null: it has no unit of its own. */
  readonly value: Float64Array | null;
}

export function inputColumns(plan: Plan, inputs: readonly Input[], runs: readonly SeedRun[]): InputColumns[] {
  const weather = lostDays(plan, inputs, runs);
  return inputs.map((input): InputColumns => {
    const lost = weather.get(input.id);
    if (lost !== undefined) return { input, luck: lost, value: lost };
    const uniforms = keyColumn(input.key, runs);
    const { quantile, copula } = input;
    if (quantile === null) return { input, luck: uniforms, value: null };
    if (copula === undefined) {
      const value = uniforms.map(quantile);
      return { input, luck: value, value };
    }
    const shared = keyColumn(copula.key, runs);
    const common = Math.sqrt(copula.rho);
    const own = Math.sqrt(1 - copula.rho);
    const value = uniforms.map((uniform, i) => quantile(normalCdf(common * normalQuantile(shared[i]!) + own * normalQuantile(uniform))));
    return { input, luck: uniforms, value };
  });
}

/** The uniforms of a key in these futures. */
export function keyColumn(key: string, runs: readonly SeedRun[]): Float64Array {
  const column = new Float64Array(runs.reduce((sum, { count }) => sum + count, 0));
  const block = new Float64Array(BLOCK_SIZE);
  let at = 0;
  for (const { text, first, count } of runs) {
    const number = Math.floor(first / BLOCK_SIZE);
    fillUniforms(text, number, key, block);
    column.set(block.subarray(first - number * BLOCK_SIZE, first - number * BLOCK_SIZE + count), at);
    at += count;
  }
  return column;
}

/** Days lost to each hazard in each year, by input. */
function lostDays(plan: Plan, inputs: readonly Input[], runs: readonly SeedRun[]): Map<string, Float64Array> {
  const asked = inputs.flatMap(({ id, weather }) => (weather === undefined ? [] : [{ id, ...weather }]));
  if (asked.length === 0) return new Map();
  const futures = runs.reduce((sum, { count }) => sum + count, 0);
  const columns = new Map(asked.map(({ id }) => [id, new Float64Array(futures)]));
  const sampler = createSampler({ ...plan, activities: [], factors: [] });
  // The luck of weather stands after the work of all activities, of which there are none here.
  const weather = createWeather({ ...plan, activities: [] });
  const firstDay = Math.floor(axisOrigin(plan.axis) / MINUTES_PER_DAY);
  const yearOf = Int32Array.from({ length: weather.days }, (_, day) => yearAndMonth((firstDay + day) * MINUTES_PER_DAY).year);
  let future = 0;
  for (const run of runs) {
    const luck = sampler.draw([run]);
    for (let row = 0; row < run.count; row++, future++) {
      weather.begin(luck.subarray(row * sampler.width, (row + 1) * sampler.width));
      for (const { id, hazard, year } of asked) {
        const codes = weather.daysOf(hazard, weather.days);
        let lost = 0;
        for (let day = 0; day < codes.length; day++) if (codes[day] !== 0 && yearOf[day] === year) lost++;
        columns.get(id)![future] = lost;
      }
    }
  }
  return columns;
}
