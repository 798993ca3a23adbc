/** Plays one future of a scenario written in a test and tells it in the words of the scenario: names and units of its time. */

import { InvalidInput, type Problem } from '../../src/base/problem.ts';
import { createSampler } from '../../src/engine/draws.ts';
import { compileProgram, type Program } from '../../src/engine/program.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import type { Trace } from '../../src/engine/trace.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { compile } from '../../src/scenario/compile.ts';
import { parseScenario } from '../../src/scenario/read-scenario.ts';

export interface Wait {
  readonly for: string;
  readonly from: number;
  readonly to: number;
}

export interface Played {
  readonly plan: Plan;
  readonly program: Program;
  readonly trace: Trace;
  readonly work: Float64Array;
  /** Times in ticks divided by `unit`. */
  readonly ready: (id: string) => number;
  readonly start: (id: string) => number;
  readonly workEnd: (id: string) => number;
  readonly finish: (id: string) => number;
  readonly worked: (id: string) => number;
  readonly crew: (id: string) => number;
  /** In order of time. */
  readonly waits: (id: string) => Wait[];
}

export function planOf(text: string): Plan {
  return compile(parseScenario(text));
}

/** A bare network in units of time; `rest` are its other keys. Units of 10,000 ticks. */
export function network(activities: string, rest = ''): string {
  return `scenario: test\ntime_unit: unit\n${unindented(rest)}\nactivities:\n${indented(unindented(activities))}\n`;
}

/** A dated scenario from Monday 2026-03-02; times come back in minutes. */
export function dated(activities: string, rest = ''): string {
  return `scenario: test\nstart: 2026-03-02\nuntil: 2026-06-01\n${unindented(rest)}\nactivities:\n${indented(unindented(activities))}\n`;
}

/** What is wrong with a scenario; nothing if it compiles. */
export function problemsOf(text: string): readonly Problem[] {
  try {
    planOf(text);
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}

/** The median future of a scenario. */
export function play(text: string): Played {
  const plan = planOf(text);
  return playWork(plan, createSampler(plan).deterministic('median'));
}

export function playWork(plan: Plan, work: Float64Array): Played {
  const program = compileProgram(plan);
  const trace = createSimulator(program).run(work);
  const unit = plan.axis.kind === 'plain' && plan.axis.unit === 'unit' ? 10_000 : 1;
  const index = (id: string): number => {
    const found = program.indexOf.get(id);
    if (found === undefined) throw new Error(`no activity ${id}`);
    return found;
  };
  const nameOf = (what: number): string => [...plan.resources, ...plan.calendars, ...plan.weather][what]!.id;
  const waits = (id: string): Wait[] => {
    const found: Wait[] = [];
    for (let i = trace.lastWait[index(id)]!; i >= 0; i = trace.waitPrevious[i]!) {
      found.unshift({ for: nameOf(trace.waitFor[i]!), from: trace.waitFrom[i]! / unit, to: trace.waitTo[i]! / unit });
    }
    return found;
  };
  return {
    ...{ plan, program, trace, work, waits },
    ready: (id) => trace.ready[index(id)]! / unit,
    start: (id) => trace.start[index(id)]! / unit,
    workEnd: (id) => trace.workEnd[index(id)]! / unit,
    finish: (id) => trace.finish[index(id)]! / unit,
    worked: (id) => trace.worked[index(id)]! / unit,
    crew: (id) => trace.crew[index(id)]!,
  };
}

function unindented(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(margin)).join('\n');
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}
