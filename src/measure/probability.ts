/**
 * Questions such as `campus/hall-1/accepted <= 2026-06-30`, and their answers: the share of futures in which it comes true.
 * Comes in: the text of a question and the rows of a study.
 */
import { didYouMean } from '../base/nearest.ts';
import type { Problem } from '../base/problem.ts';
import { wilsonInterval } from '../base/statistics.ts';
import { axisOrigin, parseDate, ticksPerPlainUnit } from '../base/time.ts';
import type { Plan } from '../plan/plan.ts';
import type { Outcomes } from './outcomes.ts';
import { CENSORED, columnOf, columnsOf } from './rows.ts';
import { lastTickBy, tidy } from './tell.ts';

export interface ProbabilityQuestion {
  /** As it was asked. */
  readonly text: string;
  /** Column of the rows. */
  readonly column: number;
  /** Last tick that counts. */
  readonly limit: number;
}

export type ParsedQuestion =
  | { readonly ok: true; readonly question: ProbabilityQuestion }
  | { readonly ok: false; readonly problem: Problem };

/** The finish of the last activity may be asked for under this name, unless a milestone has it. */
const MAKESPAN = 'makespan';

/** Parse `<milestone> <= <date>` (dated) or `<milestone> <= <number>` (plain, in its unit). */
export function parseProbability(text: string, plan: Plan): ParsedQuestion {
  const example = exampleFor(plan);
  const refuse = (message: string, remedy: string): ParsedQuestion => ({
    ok: false,
    problem: { path: ['--probability'], message, remedy },
  });
  const parts = text.split('<=');
  const [name, limitText] = parts.map((part) => part.trim());
  if (parts.length !== 2 || !name || !limitText)
    return refuse(`"${text}" is not a question`, `write a milestone, "<=" and a limit, such as "${example}"`);

  const names = plan.milestones.map(({ id }) => id);
  const milestone = names.indexOf(name);
  if (milestone < 0 && name !== MAKESPAN) {
    return refuse(
      `no milestone "${name}"${didYouMean(name, [...names, MAKESPAN])}`,
      `use one of the plan's milestones, or "${MAKESPAN}", such as "${example}"`,
    );
  }
  const tick = parseLimit(limitText, plan);
  if (tick === undefined) {
    return refuse(
      plan.axis.kind === 'dated' ? `"${limitText}" is not a date` : `"${limitText}" is not a number`,
      `write it like "${example}"`,
    );
  }
  if (tick > plan.horizon)
    return refuse(
      `"${limitText}" lies after the end of the simulation, about which nothing is known`,
      'ask for an earlier limit, or move "until"',
    );
  const columns = columnsOf(plan);
  const column = milestone < 0 ? columns.makespan : columns.milestone(milestone);
  return { ok: true, question: { text, column, limit: lastTickBy(plan, tick) } };
}

function parseLimit(text: string, { axis }: Plan): number | undefined {
  if (axis.kind === 'dated') {
    const minutes = parseDate(text);
    return minutes === undefined ? undefined : minutes - axisOrigin(axis);
  }
  const units = Number(text);
  return Number.isFinite(units) ? Math.round(units * ticksPerPlainUnit(axis.unit)) : undefined;
}

function exampleFor({ milestones, axis }: Plan): string {
  return `${milestones[0]?.id ?? MAKESPAN} <= ${axis.kind === 'dated' ? '2026-12-31' : '100'}`;
}

/** The share of futures in which it comes true, with its 90 % interval (Wilson). */
export function answerProbability(
  plan: Plan,
  rows: Int32Array,
  { text, column, limit }: ProbabilityQuestion,
): Outcomes['probabilities'][number] {
  const { share, lo, hi } = shareBy(columnOf(rows, columnsOf(plan).width, column), limit);
  return { question: text, p: share, lo, hi };
}

/** The share of futures whose tick is at most `limit`. */
export function shareBy(column: Int32Array, limit: number): { readonly share: number; readonly lo: number; readonly hi: number } {
  let hits = 0;
  for (const tick of column) if (tick !== CENSORED && tick <= limit) hits++;
  const { share, lo, hi } = wilsonInterval(hits, column.length);
  return { share: tidy(share), lo: tidy(lo), hi: tidy(hi) };
}
