/**
 * Graham's nine jobs: with list scheduling, a fourth machine, shorter jobs or fewer constraints each make the whole take longer.
 * Graham (1969), "Bounds on multiprocessing timing anomalies", SIAM J. Appl. Math. 17, 416-429, figures 1 to 5.
 */
import { expect, it } from 'vitest';
import { play } from '../engine/play.ts';

const DURATIONS = [3, 2, 2, 2, 4, 4, 4, 4, 9];
const PREDECESSORS: Readonly<Record<number, number>> = { 5: 4, 6: 4, 7: 4, 8: 4, 9: 1 };

function makespan(machines: number, durations: readonly number[], predecessors: Readonly<Record<number, number>>): number {
  const jobs = durations.map((duration, i) => {
    const job = i + 1;
    const before = predecessors[job];
    return [`job${job}`, { duration, priority: job, pools: { machine: 1 }, after: before === undefined ? [] : [`job${before}`] }];
  });
  const { trace } = play(
    JSON.stringify({
      scenario: 'graham',
      time_unit: 'unit',
      dispatch: { rule: 'priority' },
      pools: { machine: machines },
      activities: Object.fromEntries(jobs),
    }),
  );
  return trace.makespan / 10_000;
}

it('takes 12 on three machines', () => {
  expect(makespan(3, DURATIONS, PREDECESSORS)).toBe(12);
});

it('takes 15 on four machines', () => {
  expect(makespan(4, DURATIONS, PREDECESSORS)).toBe(15);
});

it('takes 13 when every job is one unit shorter', () => {
  const shorter = DURATIONS.map((duration) => duration - 1);
  expect(makespan(3, shorter, PREDECESSORS)).toBe(13);
});

it('takes 16 without the constraints of jobs 5 and 6', () => {
  const { 5: _five, 6: _six, ...fewer } = PREDECESSORS;
  expect(makespan(3, DURATIONS, fewer)).toBe(16);
});
