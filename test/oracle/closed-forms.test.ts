/** Monte Carlo against formulas: what 20,000 futures say on average lies within four standard errors of what is known exactly. */
import { expect, it } from 'vitest';
import { createSampler } from '../../src/engine/draws.ts';
import { compileProgram } from '../../src/engine/program.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import type { Trace } from '../../src/engine/trace.ts';
import { BLOCK_SIZE } from '../../src/random/world.ts';
import { planOf } from '../engine/play.ts';

const FUTURES = 20_000;
const TICKS = 10_000;

interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}

/** The mean over all futures of what `measure` reads from each trace. */
function estimate(scenario: object, measure: (trace: Trace, indexOf: ReadonlyMap<string, number>) => number): Estimate {
  const plan = planOf(JSON.stringify(scenario));
  const program = compileProgram(plan);
  const simulator = createSimulator(program);
  const sampler = createSampler(plan);
  const width = plan.activities.length;
  let [count, sum, squares] = [0, 0, 0];
  for (let first = 0; first < FUTURES; first += BLOCK_SIZE) {
    const inBlock = Math.min(BLOCK_SIZE, FUTURES - first);
    const matrix = sampler.draw([{ text: 'closed-forms', first, count: inBlock }]);
    for (let row = 0; row < inBlock; row++) {
      const value = measure(simulator.run(matrix.subarray(row * width, (row + 1) * width)), program.indexOf);
      count++;
      sum += value;
      squares += value * value;
    }
  }
  const mean = sum / count;
  return { mean, standardError: Math.sqrt((squares / count - mean * mean) / (count - 1)) };
}

function expectWithin({ mean, standardError }: Estimate, exact: number): void {
  expect(standardError).toBeGreaterThan(0);
  expect(standardError).toBeLessThan(0.02 * exact);
  expect(Math.abs(mean - exact)).toBeLessThan(4 * standardError);
}

/** Mean wait in an M/M/c queue: Erlang C over the spare capacity. Erlang (1917); Gross and Harris, "Fundamentals of Queueing Theory", 2.3. */
function meanWait(servers: number, arrivalRate: number, serviceRate: number): number {
  const load = arrivalRate / serviceRate;
  let [term, below] = [1, 0];
  for (let k = 0; k < servers; k++) {
    below += term;
    term *= load / (k + 1);
  }
  const full = (term * servers) / (servers - load);
  return full / (below + full) / (servers * serviceRate - arrivalRate);
}

it('a queue with three servers keeps its customers waiting for as long as Erlang says', () => {
  // The queue forgets its empty start in about 1 / (sqrt(3) - sqrt(2.4))^2 = 30 units of time, 72 customers.
  const [first, last] = [300, 340];
  const activities: Record<string, object> = {};
  for (let i = 1; i <= last; i++) {
    activities[`arrival${i}`] = { duration: { exponential: { mean: 1 / 2.4 } }, after: i === 1 ? [] : [`arrival${i - 1}`] };
    activities[`service${i}`] = { duration: { exponential: { mean: 1 } }, after: [`arrival${i}`], pools: { server: 1 } };
  }
  const scenario = { scenario: 'queue', time_unit: 'unit', dispatch: { rule: 'fifo' }, pools: { server: 3 }, activities };
  let services: number[] | undefined;
  const found = estimate(scenario, ({ start, ready }, indexOf) => {
    services ??= Array.from({ length: last - first + 1 }, (_, i) => indexOf.get(`service${first + i}`)!);
    return services.reduce((sum, i) => sum + start[i]! - ready[i]!, 0) / services.length / TICKS;
  });
  expect(meanWait(3, 2.4, 1)).toBeCloseTo(1.0787, 4);
  expectWithin(found, meanWait(3, 2.4, 1));
});

it('the last of eight exponential lots of mean 10 comes after the eighth harmonic number times 10', () => {
  const lots = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`lot${i + 1}`, { duration: { exponential: { mean: 10 } } }]));
  const found = estimate({ scenario: 'lots', time_unit: 'unit', activities: lots }, ({ makespan }) => makespan / TICKS);
  const harmonic = [1, 2, 3, 4, 5, 6, 7, 8].reduce((sum, k) => sum + 1 / k, 0);
  expect(10 * harmonic).toBeCloseTo(27.1786, 4);
  expectWithin(found, 10 * harmonic);
});

const PARALLEL = {
  scenario: 'parallel',
  time_unit: 'unit',
  activities: {
    left: { duration: { normal: { mean: 100, sd: 10 } } },
    right: { duration: { normal: { mean: 100, sd: 10 } } },
    both: { milestone: true, after: ['left', 'right'] },
  },
};

it('two normal activities side by side finish sd / sqrt(pi) later than either', () => {
  // Clark (1961), "The greatest of a finite set of random variables", Operations Research 9.
  const exact = 100 + 10 / Math.sqrt(Math.PI);
  expect(exact).toBeCloseTo(105.6419, 4);
  expectWithin(
    estimate(PARALLEL, ({ finish }, indexOf) => finish[indexOf.get('both')!]! / TICKS),
    exact,
  );
});

it('and by the date that each of them keeps with an even chance, both have finished in one future out of four', () => {
  const found = estimate(PARALLEL, ({ makespan }) => Number(makespan <= 100 * TICKS));
  expectWithin(found, 0.25);
});
