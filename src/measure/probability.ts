/**
 * Questions such as `campus/hall-1/accepted <= 2026-06-30` or `online 100 MW <= 2026-12-31`, and their answers: the share of
 * futures in which it comes true. Comes in: the text of a question, and the rows and sums of a study.
 */
import { didYouMean } from '../base/nearest.ts';
import type { Problem } from '../base/problem.ts';
import { wilsonInterval } from '../base/statistics.ts';
import { axisOrigin, lastTickOf, parseDate, ticksPerPlainUnit } from '../base/time.ts';
import type { Plan } from '../plan/plan.ts';
import { type AskedAmount, asksForAmount, parseAmount } from './asked-amount.ts';
import { ASKED, type Played } from './fold.ts';
import type { Outcomes } from './outcomes.ts';
import { CENSORED, columnsOf } from './rows.ts';
import { tidy } from './tell.ts';

interface Question {
  /** As it was asked. */
  readonly text: string;
  /** Last tick that counts. */
  readonly limit: number;
}

/** About what the rows hold, which can be asked at any time; or about an amount of compute, which must be known before the futures are played. */
export type ProbabilityQuestion =
  | (Question & { readonly kind: 'column'; readonly column: number })
  | (Question & AskedAmount & { readonly kind: 'amount' });

export type ParsedQuestion =
  | { readonly ok: true; readonly question: ProbabilityQuestion }
  | { readonly ok: false; readonly problem: Problem };

/** The finish of the last activity may be asked for under this name, unless a milestone has it. */
const MAKESPAN = 'makespan';

/**
 * Parse `<milestone> <= <date>` (dated) or `<milestone> <= <number>` (plain, in its unit). In the place of the milestone may stand
 * `online <amount>` or `<site>/online <amount>`, the amount in MW of IT load or in % of what is planned.
 */
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
  const amount = milestone < 0 && asksForAmount(name) ? parseAmount(name, plan) : null;
  if (amount !== null && !amount.ok) return refuse(amount.message, amount.remedy);
  if (amount === null && milestone < 0 && name !== MAKESPAN) {
    return refuse(
      `no milestone "${name}"${didYouMean(name, [...names, MAKESPAN])}`,
      `use one of the plan's milestones, ${plan.compute.length > 0 ? '"online 50 %" or another amount, ' : ''}or "${MAKESPAN}", such as "${example}"`,
    );
  }
  const tick = parseLimit(limitText, plan);
  if (tick === undefined) {
    return refuse(
      plan.axis.kind === 'dated' ? `"${limitText}" is not a date` : `"${limitText}" is not a number`,
      `write it like "${example}"`,
    );
  }
  // A time of day is a limit to the minute; a day alone stands for all of it.
  const limit = limitText.includes('T') ? tick : lastTickOf(plan.axis, tick);
  if (limit > plan.horizon)
    return refuse(
      `"${limitText}" is not over by the end of the simulation, about which nothing more is known`,
      'ask for an earlier limit, or move "until"',
    );
  const asked = { text, limit };
  if (amount !== null) return { ok: true, question: { kind: 'amount', ...asked, ...amount.amount } };
  const columns = columnsOf(plan);
  const column = milestone < 0 ? columns.makespan : columns.milestone(milestone);
  return { ok: true, question: { kind: 'column', ...asked, column } };
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

/** The amounts of compute among the questions: what a fold has to count. In their order. */
export function askedAmounts(questions: readonly ProbabilityQuestion[]): AskedAmount[] {
  return questions.flatMap((question) => (question.kind === 'amount' ? [question] : []));
}

/**
 * The share of futures in which each comes true, with its 90 % interval (Wilson). Throws if amounts of compute are asked about that
 * the fold was not given.
 */
export function answerProbabilities(
  { rows, sums }: Pick<Played, 'rows' | 'sums'>,
  questions: readonly ProbabilityQuestion[],
): Outcomes['probabilities'] {
  const inTime = sums[ASKED] ?? new Float64Array(0);
  const amounts = askedAmounts(questions);
  if (inTime.length !== amounts.length)
    throw new Error(`${amounts.length} amounts of compute are asked about, but ${inTime.length} were counted`);
  let next = 0;
  return questions.map((question) => {
    const { share, lo, hi } =
      question.kind === 'column' ? shareBy(rows.column(question.column), question.limit) : shareOf(inTime[next++]!, rows.futures);
    return { question: question.text, p: share, lo, hi };
  });
}

interface Share {
  readonly share: number;
  readonly lo: number;
  readonly hi: number;
}

/** The share of futures whose tick is at most `limit`. */
export function shareBy(column: Int32Array, limit: number): Share {
  let hits = 0;
  for (const tick of column) if (tick !== CENSORED && tick <= limit) hits++;
  return shareOf(hits, column.length);
}

function shareOf(hits: number, futures: number): Share {
  const { share, lo, hi } = wilsonInterval(hits, futures);
  return { share: tidy(share), lo: tidy(lo), hi: tidy(hi) };
}
