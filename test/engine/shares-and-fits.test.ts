/** Shares of work that are done across a pause, crews for whom only part of a shift is left, and the bound that nothing may beat. */
import { expect, it } from 'vitest';
import { createNoWait } from '../../src/engine/no-wait.ts';
import { compileProgram } from '../../src/engine/program.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { randomPlan } from '../measure/random-plan.ts';
import { activity, borrows, calendar, effortWork, fixedWork, link, planOf, resource, workOf } from '../plan-builder.ts';

function startsOf(plan: Plan): Record<string, number> {
  const program = compileProgram(plan);
  const { start } = createSimulator(program).run(workOf(plan));
  return Object.fromEntries(plan.activities.map(({ id }, i) => [id, start[i]!]));
}

it('opens a share once that much work is done, however long the crew was away', () => {
  // Shifts 0-10, 24-34, 48-58. `wire` works 0-10; `night` has the crew from 12 to 42; `wire` works again 48-58.
  // Three quarters of its 20 ticks are 15: done at 53, not at 29.
  const plan = planOf({
    horizon: 1000,
    activities: [
      activity('wire', fixedWork(20, 'working'), { calendar: 'day', onClose: 'pause-and-release', needs: [borrows('crew')] }),
      activity('night', 30, { notBefore: 12, needs: [borrows('crew')] }),
      activity('test', 1, { after: [link('wire', 'SS', 0, 0.75)] }),
    ],
    resources: [resource('pool', 'crew', 1)],
    calendars: [calendar('day', 24, 0, 10, 50)],
  });
  expect(startsOf(plan)).toEqual({ wire: 0, night: 12, test: 53 });
});

it('lets work that must fit into a shift begin once enough of its crew is free', () => {
  // 16 worker-ticks: 16 ticks for one worker, which never fit into a shift of 10; 8 ticks for two, who are free from 5 on,
  // when the shift has 5 left. So on the next day.
  const plan = planOf({
    horizon: 1000,
    activities: [
      activity('before', 5, { needs: [borrows('crew')] }),
      activity('lift', effortWork(16, 'crew', 1, 2, 'working'), { calendar: 'day', onClose: 'fit' }),
    ],
    resources: [resource('pool', 'crew', 2)],
    calendars: [calendar('day', 24, 0, 10, 50)],
  });
  expect(startsOf(plan)).toEqual({ before: 0, lift: 24 });
});

it('finishes nothing before the no-wait bound', () => {
  for (let seed = 0; seed < 1700; seed++) {
    const plan = randomPlan(seed, 5000);
    const program = compileProgram(plan);
    const { finish } = createSimulator(program).run(workOf(plan));
    const bound = createNoWait(program).run(workOf(plan));
    for (let i = 0; i < program.activities; i++) {
      if (!Number.isNaN(finish[i]!)) expect(finish[i]!, `plan ${seed}, ${plan.activities[i]!.id}`).toBeGreaterThanOrEqual(bound[i]!);
    }
  }
});
