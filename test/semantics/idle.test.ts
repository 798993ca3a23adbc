import { describe, expect, it } from 'vitest';
import { compileProgram } from '../../src/engine/program.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import { activity, borrows, calendar, effortWork, gives, link, planOf, resource, workOf } from '../plan-builder.ts';

/** One team, which is at work elsewhere until tick 100 when the rework is or is not called for at tick 10. */
function play(rework: number, kind: 'duration' | 'effort', idleIsFree: boolean) {
  const plan = planOf({
    resources: [resource('pool', 'team', 1), resource('stock', 'token', 0)],
    activities: [
      activity('elsewhere', 100, { needs: [borrows('team')] }),
      activity('test', 10),
      activity('rework', kind === 'duration' ? rework : effortWork(rework, 'team', 1, 1), {
        after: [link('test')],
        needs: kind === 'duration' ? [borrows('team')] : [],
        gives: [gives('token')],
        ...(idleIsFree ? { idleIsFree: true as const } : {}),
      }),
      activity('online', 5, { after: [link('rework')], needs: [{ resource: 'token', amount: 1, giveBack: false }] }),
      activity('later', 20, { needs: [borrows('team')], after: [link('online')] }),
    ],
  });
  const program = compileProgram(plan);
  const trace = createSimulator(program).run(workOf(plan));
  return (id: string) => trace.finish[program.indexOf.get(id)!]!;
}

describe.each(['duration', 'effort'] as const)('work by %s that is not called for', (kind) => {
  it('waits for nobody, and gives nothing back that it did not take', () => {
    const finish = play(0, kind, true);
    expect(finish('rework')).toBe(10);
    expect(finish('online')).toBe(15);
    // The team is free at 100 and not before.
    expect(finish('later')).toBe(120);
  });

  it('waits like all other work when it is called for', () => {
    const finish = play(7, kind, true);
    expect(finish('rework')).toBe(107);
    expect(finish('later')).toBe(132);
  });

  it('waits for no calendar either', () => {
    const nights = calendar('nights', 1000, 50, 60, 2);
    const retest = (idleIsFree: boolean) => {
      const plan = planOf({
        calendars: [nights],
        activities: [
          activity('test', 10),
          activity('retest', kind === 'duration' ? 0 : effortWork(0, 'team', 1, 1), {
            after: [link('test')],
            calendar: 'nights',
            ...(idleIsFree ? { idleIsFree: true as const } : {}),
          }),
        ],
        resources: [resource('pool', 'team', 1)],
      });
      const program = compileProgram(plan);
      return createSimulator(program).run(workOf(plan)).finish[program.indexOf.get('retest')!];
    };
    expect([retest(true), retest(false)]).toEqual([10, 50]);
  });

  it('waits without the trait, as work of no length does', () => {
    expect(play(0, kind, false)('rework')).toBe(100);
  });
});
