/** Draws are keyed by seed and name: whatever else changes in the file, everybody keeps their luck. */
import { expect, it } from 'vitest';
import { createSampler } from '../../src/engine/draws.ts';
import { network, planOf } from '../engine/play.ts';

const LINES = [
  'pour: {duration: {lognormal: {mean: 20, sd: 6}}, after: dig}',
  'dig: {duration: {triangular: {low: 3, mode: 5, high: 12}}, pools: {crew: 2}}',
  'ship: {duration: {exponential: {mean: 9}}, times: [vendors]}',
  'test: {effort: {work: {normal: {mean: 80, sd: 10}}, crew: crew, max: 3}, after: [pour, ship]}',
];
const REST = 'pools: {crew: 4}\nfactors: {vendors: {lognormal: {mean: 1, sd: 0.4}}}';

/** The draws of each activity in futures 0 to 63 of a seed. */
function draws(text: string, seed = 'draws', first = 0): Record<string, number[]> {
  const plan = planOf(text);
  const matrix = createSampler(plan).draw([{ text: seed, first, count: 64 }]);
  const width = plan.activities.length;
  return Object.fromEntries(plan.activities.map(({ id }, i) => [id, Array.from({ length: 64 }, (_, row) => matrix[row * width + i]!)]));
}

const original = draws(network(LINES.join('\n'), REST));

it('varies from future to future and from activity to activity', () => {
  for (const column of Object.values(original)) expect(new Set(column).size).toBeGreaterThan(60);
  expect(draws(network('a: {duration: {exponential: {mean: 9}}}\nb: {duration: {exponential: {mean: 9}}}')).a).not.toEqual(
    draws(network('a: {duration: {exponential: {mean: 9}}}\nb: {duration: {exponential: {mean: 9}}}')).b,
  );
});

it('is the same again for the same seed, and other for another', () => {
  expect(draws(network(LINES.join('\n'), REST))).toEqual(original);
  expect(draws(network(LINES.join('\n'), REST), 'other').dig).not.toEqual(original.dig);
});

it('does not change when an activity is added', () => {
  const more = draws(
    network(
      [...LINES, 'a-first: {duration: {uniform: {low: 1, high: 2}}}', 'z-last: {duration: {exponential: {mean: 3}}, after: dig}'].join(
        '\n',
      ),
      REST,
    ),
  );
  expect(more).toMatchObject(original);
  expect(Object.keys(more)).toHaveLength(6);
});

it('does not change when one is left out', () => {
  const { ship, dig, pour } = original;
  expect(draws(network(LINES.slice(0, 3).join('\n'), REST))).toEqual({ ship, dig, pour });
});

it('does not change with the order of the file', () => {
  expect(draws(network([...LINES].reverse().join('\n'), REST))).toEqual(original);
});

it('does not change with the size of pools, the rule, or who comes after whom', () => {
  const other = LINES.map((line) => line.replace(', after: dig', '').replace('crew: 2', 'crew: 1'));
  expect(
    draws(network(other.join('\n'), `${REST.replace('crew: 4', 'crew: 9')}\ndispatch: {rule: most-successors, strict: true}`)),
  ).toEqual(original);
});

it('does not change with how many futures are drawn at once, or from where', () => {
  const late = draws(network(LINES.join('\n'), REST), 'draws', 32);
  expect(late.dig!.slice(0, 32)).toEqual(original.dig!.slice(32));
});

it('keeps the rank of a future when its law changes: a longer mean is a longer wait in the same futures', () => {
  const longer = draws(network(LINES.map((line) => line.replace('mean: 9', 'mean: 18')).join('\n'), REST));
  for (let i = 0; i < 64; i++) expect(Math.abs(longer.ship![i]! - 2 * original.ship![i]!)).toBeLessThanOrEqual(1);
});

it('shares a factor among those that name it', () => {
  const shared = 'a: {duration: 1000, times: [vendors]}\nb: {duration: 2000, times: [vendors]}\nc: {duration: 1000}';
  const { a, b, c } = draws(network(shared, REST));
  expect(new Set(a).size).toBeGreaterThan(60);
  for (let i = 0; i < 64; i++) expect(Math.abs(2 * a![i]! - b![i]!)).toBeLessThanOrEqual(1.5);
  expect(new Set(c)).toEqual(new Set([10_000_000]));
});
