/** Futures of a dated scenario from 2026-01-05, told in days since then. */
import { columnsOf } from '../../../src/measure/rows.ts';
import { compile } from '../../../src/scenario/compile.ts';
import { parseScenario } from '../../../src/scenario/read-scenario.ts';
import { runStudy } from '../../../src/study/study.ts';

const DAY = 1440;

export async function futuresOf(text: string, futures: number | 'median' | 'mean' | 'mode' = 1, asOf?: string) {
  const plan = compile(parseScenario(`scenario: test\nstart: 2026-01-05\nuntil: 2028-12-31\n${text}`), asOf);
  const { outcomes, rows } = await runStudy({
    plan,
    tool: 'test',
    futures: typeof futures === 'number' ? [{ text: 'risks', from: 0, count: futures }] : futures,
    seedLabel: 'risks',
    questions: [],
    tellActivities: false,
    workers: 1,
  });
  const columns = columnsOf(plan);
  /** Days from the start to a milestone in each future; negative: not by the horizon. */
  const days = (id: string): number[] => {
    const index = plan.milestones.findIndex((milestone) => milestone.id === id);
    if (index < 0) throw new Error(`no milestone ${id}`);
    return Array.from(rows.column(columns.milestone(index)), (tick) => tick / DAY);
  };
  return { plan, outcomes, days };
}
