// One measurement in a process of its own, so that rounds do not warm each other up: node test/bench/task.mjs <task> <arguments>.
// Prints one JSON line.
import { compile, figuresOf, parseScenario, readScenario, runStudy } from '../../dist/index.js';
import { projectFigures, projectScenario } from './project-scenario.mjs';

const [task, ...words] = process.argv.slice(2);
const request = { tool: 'bench', seedLabel: 'bench', questions: [], tellActivities: false };
const project = (variant) => compile(parseScenario(projectScenario(variant)));
const study = (plan, futures, workers) => runStudy({ ...request, plan, workers, futures: [{ text: 'bench', from: 0, count: futures }] });
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
    return { bytes: process.memoryUsage().rss, held: result.rows.length };
  },
  async picture() {
    const { paint } = await import('./paint.mjs');
    const plan = compile(readScenario('scenarios/first-hall.yaml'));
    const { outcomes } = await study(plan, 300, 1);
    return paint(figuresOf(outcomes)[0]);
  },
};

console.log(JSON.stringify(await TASKS[task](...words.map(Number))));
