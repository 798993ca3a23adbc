/** What dates say, told by several threads at once. */
import { expect, it } from 'vitest';
import { MINUTES_PER_DAY as DAY } from '../../src/base/time.ts';
import { CENSORED, columnsOf, rowsOf } from '../../src/measure/rows.ts';
import { datesOf } from '../../src/study/dates.ts';
import { startHelpers } from '../../src/study/helpers.ts';
import { activity, planOf } from '../plan-builder.ts';
import { diceOf } from './random-plan.ts';

/** Seven: three threads have three, three and one of them. */
const MILESTONES = 7;
/** With the milestones more than half a million dates, from where on others help. */
const FUTURES = 80_000;

const NAMES = Array.from({ length: MILESTONES }, (_, i) => `m${i}`);
const plan = planOf({
  activities: NAMES.map((name) => activity(name, DAY)),
  milestones: NAMES.map((name, i) => ({ id: name, activity: name, target: i % 2 === 0 ? 200 * DAY : null })),
});

it('is what one thread tells, for any number of threads', async () => {
  const { width, milestone } = columnsOf(plan);
  const dice = diceOf(1);
  const ticks = Int32Array.from({ length: FUTURES * width }, () => dice.roll(400 * DAY));
  // The last milestone is often not reached, the second never.
  for (let future = 0; future < FUTURES; future++) {
    ticks[future * width + milestone(1)] = CENSORED;
    if (dice.roll(5) === 1) ticks[future * width + milestone(MILESTONES - 1)] = CENSORED;
  }
  const rows = rowsOf(ticks, width);
  const alone = await datesOf(plan, rows, null);
  expect(alone.map(({ reached }) => reached)).toEqual(expect.arrayContaining([0, FUTURES]));
  for (const workers of [2, 3]) {
    const helpers = await startHelpers({ plan, asked: [] }, workers, 100);
    let asked = 0;
    const counted =
      helpers === null
        ? null
        : { ...helpers, dates: (some: Parameters<typeof helpers.dates>[0]) => helpers.dates(some).finally(() => asked++) };
    try {
      expect(await datesOf(plan, rows, counted)).toEqual(alone);
      expect(asked).toBe(workers - 1);
    } finally {
      await helpers?.close();
    }
  }
});
