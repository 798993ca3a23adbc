// One measurement in a process of its own, so that rounds do not warm each other up: node test/bench/task.mjs <task> <arguments>.
// Prints one JSON line.
import {
  compile,
  compileProgram,
  createFold,
  createNoWait,
  createSampler,
  createSimulator,
  figuresOf,
  inlineMore,
  parseScenario,
  readScenario,
  runStudy,
} from '../../dist/index.js';
import { projectFigures, projectScenario } from './project-scenario.mjs';

const PORTFOLIO = 'scenarios/iren-portfolio.yaml';
/** Futures of a job: BLOCK_SIZE of src/random/world.ts. */
const BLOCK = 256;

const [task, ...words] = process.argv.slice(2);
const request = { tool: 'bench', seedLabel: 'bench', questions: [], tellActivities: false };
const project = (variant) => compile(parseScenario(projectScenario(variant)));
/** As `ttc run` does it. */
const study = (plan, futures, workers) => {
  inlineMore(plan.activities.length * futures);
  return runStudy({ ...request, plan, workers, futures: [{ text: 'bench', from: 0, count: futures }] });
};
const timed = async (work) => {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
};

const TASKS = {
  async fixed() {
    return projectFigures((await runStudy({ ...request, plan: project('fixed'), workers: 1, futures: 'median' })).outcomes);
  },
  /** Futures a second on one core, the whole way from plan to outcomes. */
  async rate(futures) {
    const plan = project('random');
    return { rate: futures / (await timed(() => study(plan, futures, 1))) };
  },
  async means(futures) {
    return projectFigures((await study(project('random'), futures, 2)).outcomes);
  },
  async seconds(workers, futures) {
    const plan = project('random');
    return { seconds: await timed(() => study(plan, futures, workers)) };
  },
  async memory(futures) {
    const plan = project('random');
    const result = await study(plan, futures, 1);
    globalThis.gc();
    return { bytes: process.memoryUsage().rss, held: result.rows.futures };
  },
  async portfolio(futures) {
    const plan = compile(readScenario(PORTFOLIO));
    return { seconds: await timed(() => study(plan, futures, 1)) };
  },
  /**
   * What a study does for each future, door by door as src/study/player.ts goes through them, with a clock between the doors. What a
   * future would be without waits is reckoned for the measures, and counts as theirs. Events are counted off the clock.
   */
  async portfolioParts(futures) {
    const plan = compile(readScenario(PORTFOLIO));
    const program = compileProgram(plan);
    const simulator = createSimulator(program);
    const sampler = createSampler(plan);
    const noWait = createNoWait(program);
    const fold = createFold(program, BLOCK);
    const spent = { draws: 0n, engine: 0n, measures: 0n };
    const clock = (part, work) => {
      const start = process.hrtime.bigint();
      const result = work();
      spent[part] += process.hrtime.bigint() - start;
      return result;
    };
    const happened = (ticks) => ticks.reduce((sum, tick) => (Number.isNaN(tick) ? sum : sum + 1), 0);
    let events = 0;
    for (let first = 0; first < futures; first += BLOCK) {
      const count = Math.min(BLOCK, futures - first);
      const matrix = clock('draws', () => sampler.draw([{ text: 'bench', first, count }]));
      for (let row = 0; row < count; row++) {
        const work = matrix.subarray(row * sampler.width, (row + 1) * sampler.width);
        const trace = clock('engine', () => simulator.run(work));
        clock('measures', () => fold.add(trace, noWait.run(work)));
        events += happened(trace.start) + happened(trace.finish);
      }
      clock('measures', () => fold.take());
    }
    const seconds = Object.fromEntries(Object.entries(spent).map(([part, nanoseconds]) => [part, Number(nanoseconds) / 1e9]));
    return { ...seconds, events, activities: plan.activities.length };
  },
  async picture() {
    const { paint } = await import('./paint.mjs');
    const plan = compile(readScenario('scenarios/first-hall.yaml'));
    const { outcomes } = await study(plan, 300, 1);
    return paint(figuresOf(outcomes)[0]);
  },
};

console.log(JSON.stringify(await TASKS[task](...words.map(Number))));
