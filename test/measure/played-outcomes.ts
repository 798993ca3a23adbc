/** What futures with given works add up to, without any luck. */
import { createNoWait } from '../../src/engine/no-wait.ts';
import { compileProgram } from '../../src/engine/program.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import { createFold, playedOf } from '../../src/measure/fold.ts';
import type { Outcomes } from '../../src/measure/outcomes.ts';
import { askedAmounts, type ProbabilityQuestion } from '../../src/measure/probability.ts';
import { summarise } from '../../src/measure/summarise.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { workOf } from '../plan-builder.ts';

/** A future for each of `works`: ticks by activity id, the plan's own where left out. */
export function outcomesOf(
  plan: Plan,
  works: readonly Record<string, number>[] = [{}],
  questions: readonly ProbabilityQuestion[] = [],
): Outcomes {
  const program = compileProgram(plan);
  const simulator = createSimulator(program);
  const noWait = createNoWait(program);
  const fold = createFold(program, works.length, askedAmounts(questions));
  for (const own of works) {
    const work = workOf(plan);
    for (const [id, ticks] of Object.entries(own)) work[program.indexOf.get(id)!] = ticks;
    fold.add(simulator.run(work), noWait.run(work));
  }
  return summarise({ program, tool: 'ttc 1.0.0', seed: 'test', world: null, ...playedOf(plan, fold.result()), tell: null, questions });
}
