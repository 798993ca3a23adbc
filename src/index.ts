/**
 * The library door. Read a scenario, compile it into a plan, play futures, and say what they add up to:
 *
 *     import { readScenario, compile, runStudy } from 'time-to-compute';
 *     const plan = compile(readScenario('scenarios/first-hall.yaml'));
 *     const { outcomes } = await runStudy({ plan, futures: [{ text: 'a', from: 0, count: 500 }], ... });
 */
export { inlineMore } from './base/inline-more.ts';
export { InvalidInput, type Place, type Problem } from './base/problem.ts';
export { createSampler, type Sampler } from './engine/draws.ts';
export { createNoWait, type NoWait } from './engine/no-wait.ts';
export { compileProgram, type Program } from './engine/program.ts';
export { createSimulator, type Simulator } from './engine/simulate.ts';
export type { Trace } from './engine/trace.ts';
export type { Figure } from './figures/figure.ts';
export { figuresOf } from './figures/registry.ts';
export { type ExplainedStep, explain } from './measure/explain.ts';
export { createFold, mergeSums } from './measure/fold.ts';
export type * from './measure/outcomes.ts';
export { parseProbability } from './measure/probability.ts';
export type { Rows } from './measure/rows.ts';
export type * from './plan/plan.ts';
export { compile } from './scenario/compile.ts';
export { scenarioJsonSchema } from './scenario/json-schema.ts';
export { parseScenario, readScenario, type Scenario } from './scenario/read-scenario.ts';
export { readSweep, type SweepFile } from './scenario/sweep.ts';
export { simulate } from './study/simulate.ts';
export { runStudy, type StudyRequest, type StudyResult } from './study/study.ts';
export { cellFutures, runSweep, type SweepRequest } from './study/sweep.ts';
