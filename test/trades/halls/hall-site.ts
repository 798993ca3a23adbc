/** One small site for tests of halls and mining: compiled, and played in a world without luck or in a few futures. */
import { MINUTES_PER_DAY as DAY } from '../../../src/base/time.ts';
import { createSampler } from '../../../src/engine/draws.ts';
import { compileProgram } from '../../../src/engine/program.ts';
import { createSimulator } from '../../../src/engine/simulate.ts';
import type { Outcomes } from '../../../src/measure/outcomes.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import type { DeterministicWorld } from '../../../src/random/world.ts';
import { compile } from '../../../src/scenario/compile.ts';
import { parseScenario } from '../../../src/scenario/read-scenario.ts';
import { runStudy } from '../../../src/study/study.ts';

export const POWER = 'power: {secured: [{mw: 200 MW, on: 2025-01-01}], energised: [{mw: 200 MW, on: 2025-01-01}]}';

/** 2026-01-05 is a Monday. `fields` of the site "plains"; `rest` of the file. Around the clock unless a calendar is named. */
export function site(fields: string, rest = ''): Plan {
  const indented = fields.replaceAll('\n', '\n    ');
  return compile(parseScenario(`scenario: x\nstart: 2026-01-05\nuntil: 2029-12-31\n${rest}\nsites:\n  plains:\n    ${indented}\n`));
}

/** Start and finish of activities of the site, in days, in one world without luck. */
export function days(plan: Plan, world: DeterministicWorld = 'median'): { start: (id: string) => number; finish: (id: string) => number } {
  const program = compileProgram(plan);
  const trace = createSimulator(program).run(createSampler(plan).deterministic(world));
  const at = (times: Float64Array, id: string): number => {
    const index = program.indexOf.get(`plains/${id}`);
    if (index === undefined) throw new Error(`no ${id} among ${[...program.indexOf.keys()].join(', ')}`);
    return times[index]! / DAY;
  };
  return { start: (id) => at(trace.start, id), finish: (id) => at(trace.finish, id) };
}

/** Finish in days of activities of the site in each of `count` futures. */
export function futures(plan: Plan, count: number, ids: readonly string[]): number[][] {
  const program = compileProgram(plan);
  const simulator = createSimulator(program);
  const width = plan.activities.length;
  const matrix = createSampler(plan)
    .draw([{ text: 'halls', first: 0, count }])
    .slice();
  return Array.from({ length: count }, (_, i) => {
    const { finish } = simulator.run(matrix.subarray(i * width, (i + 1) * width));
    return ids.map((id) => finish[program.indexOf.get(`plains/${id}`)!]! / DAY);
  });
}

export async function outcomesOf(plan: Plan): Promise<Outcomes> {
  const request = { plan, tool: 'test', seedLabel: 'median', questions: [], tellActivities: false, workers: 1 };
  return (await runStudy({ ...request, futures: 'median' })).outcomes;
}
