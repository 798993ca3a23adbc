/** One future of a plan, for those who use the library: compiles, draws and plays in one call. */
import { createSampler } from '../engine/draws.ts';
import { compileProgram } from '../engine/program.ts';
import { createSimulator } from '../engine/simulate.ts';
import type { Trace } from '../engine/trace.ts';
import type { Plan } from '../plan/plan.ts';
import { DETERMINISTIC_WORLDS, type DeterministicWorld, parseSeed } from '../random/world.ts';

/**
 * Plays the future of a seed (`study:17`) or a deterministic world (`median`, `mode`, `mean`). For many futures use runStudy,
 * which compiles once. Throws on text that is no seed.
 */
export function simulate(plan: Plan, world: string): Trace {
  const sampler = createSampler(plan);
  const simulator = createSimulator(compileProgram(plan));
  const deterministic = DETERMINISTIC_WORLDS.find((kind) => kind === world) as DeterministicWorld | undefined;
  if (deterministic !== undefined) return simulator.run(sampler.deterministic(deterministic));
  const parsed = parseSeed(world);
  if (!parsed.ok) throw new Error(`${parsed.message}; ${parsed.remedy}`);
  return simulator.run(sampler.draw([{ text: parsed.seed.text, first: parsed.seed.index, count: 1 }]));
}
