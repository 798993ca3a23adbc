import { describe, expect, it } from 'vitest';
import { compileProgram } from '../../src/engine/program.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import { activity, gives, link, planOf, resource, takes } from '../plan-builder.ts';

/** Power comes at `power`; from tick 50 on a bridge may stand in for it. Whoever takes the token first goes the way. */
function branch(power: number) {
  return planOf({
    resources: [resource('stock', 'token', 1), resource('stock', 'supplied', 0)],
    activities: [
      activity('bridge', 20, { notBefore: 50, needs: [takes('token')], gives: [gives('supplied')], optional: true }),
      activity('grid', power),
      activity('grid-first', 0, { after: [link('grid')], needs: [takes('token')], gives: [gives('supplied')], optional: true }),
      activity('online', 5, { needs: [takes('supplied')] }),
    ],
  });
}

function run(power: number) {
  const plan = branch(power);
  const program = compileProgram(plan);
  const trace = createSimulator(program).run(Float64Array.from(plan.activities, ({ work }) => Number(work.law.parameters.value)));
  return { trace, finish: (id: string) => trace.finish[program.indexOf.get(id)!]! };
}

describe('optional activities', () => {
  it('leaves the branch alone that was not taken, and the future is whole', () => {
    const early = run(40);
    expect(early.finish('online')).toBe(45);
    expect(early.finish('bridge')).toBeNaN();
    expect(early.trace.unfinished).toBe(0);
    expect(early.trace.makespan).toBe(45);
  });

  it('takes the branch when the state asks for it', () => {
    const late = run(90);
    expect(late.finish('online')).toBe(75);
    expect(late.finish('grid-first')).toBeNaN();
    expect(late.trace.unfinished).toBe(0);
    expect(late.trace.makespan).toBe(90);
  });
});
