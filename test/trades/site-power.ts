/** Scenarios of one site with power, written in a test, and what becomes of them. Starts on 2026-01-05; times in days since then. */
import { createSampler } from '../../src/engine/draws.ts';
import { compileProgram, type Program } from '../../src/engine/program.ts';
import type { Trace } from '../../src/engine/trace.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { runStudy } from '../../src/study/study.ts';
import { planOf, play, playWork } from '../engine/play.ts';

export const DAY = 1440;
export const WEEK = 7;

export interface SitePlayed {
  readonly plan: Plan;
  readonly trace: Trace;
  /** Days since the start. */
  readonly start: (id: string) => number;
  readonly finish: (id: string) => number;
}

/** `power` and `rest` are YAML in flow style: of the site's power, and other keys of the site. */
export function sitePlan(power: string, rest = '', file = ''): Plan {
  return planOf(siteText(power, rest, file));
}

export function siteText(power: string, rest = '', file = ''): string {
  return `scenario: x\nstart: 2026-01-05\nuntil: 2032-01-05T00:00\n${file}\nsites: {plains: {power: ${power}${rest === '' ? '' : `, ${rest}`}}}\n`;
}

/** The median future. */
export function playSite(power: string, rest = '', file = ''): SitePlayed {
  return inDays(play(siteText(power, rest, file)));
}

/** So many futures, drawn. */
export function futuresOf(plan: Plan, count: number): { readonly program: Program; readonly traces: SitePlayed[] } {
  const program = compileProgram(plan);
  const width = plan.activities.length;
  const matrix = createSampler(plan).draw(
    Array.from({ length: Math.ceil(count / 256) }, (_, i) => ({ text: 'power', first: 256 * i, count: Math.min(256, count - 256 * i) })),
  );
  const traces = Array.from({ length: count }, (_, row) => inDays(playWork(plan, matrix.slice(row * width, (row + 1) * width))));
  return { program, traces };
}

function inDays(played: ReturnType<typeof playWork>): SitePlayed {
  return {
    plan: played.plan,
    trace: played.trace,
    start: (id) => played.start(id) / DAY,
    finish: (id) => played.finish(id) / DAY,
  };
}

/** Outcomes of a few futures of a site. */
export async function outcomesOf(text: string, futures = 3) {
  const { outcomes } = await runStudy({
    plan: planOf(text),
    futures: [{ text: 'power', from: 0, count: futures }],
    seedLabel: 'power',
    tool: 'test',
    workers: 1,
    questions: [],
    tellActivities: false,
  });
  return outcomes;
}
