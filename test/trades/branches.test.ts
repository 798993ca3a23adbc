/** Conditional branches: which course is taken, when, and what follows. Times in days since 2026-01-05. */
import { describe, expect, it } from 'vitest';
import { futuresOf } from './risks/futures.ts';

const MINUTE = 1 / 1440;

/** Asked about on day 40, 2026-02-14. */
const branch = (grid: string) => `
sites:
  plains:
    activities:
      grid: {duration: ${grid}, milestone: true}
      clear: {duration: 5 d}
      online: {duration: 1 d, after: clear, milestone: true}
    branches:
      bridging:
        title: take the bridging power
        if_not: grid
        by: 2026-02-14
        do:
          rent: {duration: 7 d}
          connect: {duration: 3 d, after: rent}
        else:
          switch-over: {duration: 2 d, milestone: true}
        before: [online]
activities:
  told: {after: plains/bridging, milestone: true}`;

describe('a branch', () => {
  it.each([
    // In time on day 30: two days of switching over, a day of coming online.
    ['30 d', 33, 0, 32],
    // Done as the day begins is in time.
    ['40 d', 43, 0, 42],
    // Late: from the first minute of day 40 on seven days and three, and a day; the grid comes when it comes.
    ['41 d', 51 + MINUTE, 1, -MINUTE],
    ['90 d', 51 + MINUTE, 1, -MINUTE],
  ])('with the grid after %s', async (grid, online, taken, switched) => {
    const { days, outcomes } = await futuresOf(branch(grid));
    expect(days('plains/online')).toEqual([online]);
    expect(days('told')[0]).toBeCloseTo(online - 1, 9);
    expect(days('plains/grid')).toEqual([Number.parseInt(grid, 10)]);
    expect(days('plains/bridging/else/switch-over')).toEqual([switched]);
    expect(outcomes.accounts['plains/branch/bridging']?.mean).toBe(taken);
    // A course that is not taken censors nothing, waits for nothing and shows no bar.
    expect(outcomes.censored).toBe(0);
    const bars = outcomes.representative?.bars.map(({ activity }) => activity) ?? [];
    expect(bars.includes('plains/bridging/do/rent')).toBe(taken === 1);
    expect(bars.includes('plains/bridging/else/switch-over')).toBe(taken === 0);
    expect(outcomes.causes['plan/branch-bridging']?.waitDays).toBeCloseTo(online - 1, 3);
  });

  it('is taken as often as luck has it', async () => {
    const { days, outcomes } = await futuresOf(branch('{uniform: {low: 20 d, high: 60 d}}'), 200);
    const grid = days('plains/grid');
    days('plains/online').forEach((day, i) => {
      expect(day).toBeCloseTo(grid[i]! <= 40 ? grid[i]! + 3 : 51 + MINUTE, 9);
    });
    expect(outcomes.accounts['plains/branch/bridging']?.mean).toBe(grid.filter((day) => day > 40).length / 200);
  });

  it('may have one course only', async () => {
    const text = branch('30 d').replace(/ {8}else:\n.*\n/, '');
    expect((await futuresOf(text)).days('plains/online')).toEqual([31]);
  });
});
