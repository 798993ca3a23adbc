/**
 * One number per future that a study may be asked about: when a milestone is reached or an amount of compute is online, or the
 * MW-days lost against the plan. Comes in: how a person names it. Goes out: what to take from a trace, or from a row if the rows hold it.
 */
import { didYouMean } from '../base/nearest.ts';
import { axisOrigin, lastTickOf, parseDate, ticksPerReportUnit } from '../base/time.ts';
import type { Program } from '../engine/program.ts';
import type { Trace } from '../engine/trace.ts';
import type { Plan } from '../plan/plan.ts';
import { asksForAmount, parseAmount } from './asked-amount.ts';
import { type Amount, createReach, plannedKw, reportedAmounts } from './reach.ts';
import { ALL_ONLINE, columnsOf } from './rows.ts';

/** The finish of the last activity. */
const MAKESPAN = 'makespan';
/** Planned compute that is not online, from its date to the horizon. */
const LOST = 'lost MW-days';

export type ChosenOutcome = { readonly name: string } & (
  | { readonly kind: 'milestone'; readonly activity: string; readonly column: number; readonly target: number | null }
  | { readonly kind: 'makespan'; readonly column: number }
  /** `column`: null if the rows do not hold this amount. */
  | { readonly kind: 'amount'; readonly amount: Amount; readonly column: number | null; readonly target: number | null }
  | { readonly kind: 'lost' }
);

export type ParsedOutcome =
  | { readonly ok: true; readonly outcome: ChosenOutcome }
  | { readonly ok: false; readonly message: string; readonly remedy: string };

/** Parse a milestone's id, `makespan`, `online <amount>`, `<site>/online <amount>` or `lost MW-days`. */
export function parseOutcome(text: string, plan: Plan): ParsedOutcome {
  const columns = columnsOf(plan);
  const milestone = plan.milestones.findIndex(({ id }) => id === text);
  if (milestone >= 0) {
    const { activity, target } = plan.milestones[milestone]!;
    return { ok: true, outcome: { name: text, kind: 'milestone', activity, column: columns.milestone(milestone), target } };
  }
  if (text === MAKESPAN) return { ok: true, outcome: { name: text, kind: 'makespan', column: columns.makespan } };
  if (text === LOST) {
    if (plan.compute.every(({ planned }) => planned === null))
      return { ok: false, message: 'the plan has no dates for its compute, so none of it is late', remedy: 'choose a milestone' };
    return { ok: true, outcome: { name: text, kind: 'lost' } };
  }
  if (asksForAmount(text)) {
    const parsed = parseAmount(text, plan);
    return parsed.ok ? { ok: true, outcome: { name: text, ...amountOutcome(plan, parsed.amount) } } : parsed;
  }
  const names = [...plan.milestones.map(({ id }) => id), MAKESPAN, ...(plan.compute.length > 0 ? [LOST] : [])];
  return {
    ok: false,
    message: `no milestone "${text}"${didYouMean(text, names)}`,
    remedy: `use one of the plan's milestones, such as "${names[0]}"${plan.compute.length > 0 ? `, "online 50 %" or another amount, "${LOST}"` : ''} or "${MAKESPAN}"`,
  };
}

/** What is asked about if nothing is said: all compute there is, or the last activity. */
export function usualOutcome(plan: Plan): ChosenOutcome {
  const name = plan.compute.length > 0 ? ALL_ONLINE : MAKESPAN;
  const parsed = parseOutcome(name, plan);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.outcome;
}

/** Shares of a plan may miss their kW by rounding. */
const SAME = 1e-6;

function amountOutcome(plan: Plan, amount: Amount) {
  const reported = reportedAmounts(plan).findIndex(
    ({ scope, kw }) => scope === amount.scope && Math.abs(kw - amount.kw) <= SAME * plannedKw(plan.compute, scope),
  );
  const planned = createReach(plan.compute, Int32Array.from(plan.compute.keys()), [amount]);
  const target = planned(
    Float64Array.from(plan.compute, ({ planned: tick }) => tick ?? Number.POSITIVE_INFINITY),
    plan.horizon,
  )[0]!;
  return {
    kind: 'amount' as const,
    amount,
    column: reported < 0 ? null : columnsOf(plan).online(0, 0) + reported,
    target: Number.isFinite(target) ? target : null,
  };
}

/**
 * The outcome of one future: a tick, or Infinity if it is not reached by the horizon; MW-days (MW-units on a plain axis are kW x
 * ticks) for what is lost, which is kW x ticks.
 */
export function outcomeReader({ plan, indexOf, horizon }: Program, outcome: ChosenOutcome): (trace: Trace) => number {
  switch (outcome.kind) {
    case 'milestone': {
      const activity = indexOf.get(outcome.activity)!;
      return ({ finish }) => (finish[activity]! <= horizon ? finish[activity]! : Number.POSITIVE_INFINITY);
    }
    case 'makespan':
      return ({ makespan }) => (makespan <= horizon ? makespan : Number.POSITIVE_INFINITY);
    case 'amount': {
      const places = Int32Array.from(plan.compute, ({ activity }) => indexOf.get(activity)!);
      const reach = createReach(plan.compute, places, [outcome.amount]);
      return ({ finish }) => reach(finish, horizon)[0]!;
    }
    case 'lost': {
      const units = plan.compute.flatMap(({ activity, itKw, planned }) =>
        planned === null ? [] : [{ place: indexOf.get(activity)!, itKw, planned }],
      );
      return ({ finish }) => {
        let lost = 0;
        for (const { place, itKw, planned } of units) {
          const end = finish[place]! <= horizon ? finish[place]! : horizon;
          if (end > planned) lost += itKw * (end - planned);
        }
        return lost;
      };
    }
  }
}

/** Days (units) since the start, or MW-days. What is not reached counts as reached at the horizon. */
export function toldUnits(plan: Plan, outcome: ChosenOutcome, raw: Float64Array): Float64Array {
  const scale = ticksPerReportUnit(plan.axis) * (outcome.kind === 'lost' ? 1000 : 1);
  return raw.map((value) => Math.min(value, outcome.kind === 'lost' ? value : plan.horizon) / scale);
}

export type ParsedLimit =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly message: string; readonly remedy: string };

/** What an outcome is late (or too much) after, as outcomeReader counts it: a date stands for the whole of its day. */
export function parseLimit(text: string, plan: Plan, { kind }: ChosenOutcome): ParsedLimit {
  const { axis, horizon } = plan;
  const isDate = axis.kind === 'dated' && kind !== 'lost';
  const number = Number(text);
  const minutes = isDate ? parseDate(text) : undefined;
  if (isDate && minutes === undefined) return { ok: false, message: `"${text}" is not a date`, remedy: 'write it like 2026-12-31' };
  if (!isDate && (text.trim() === '' || !Number.isFinite(number)))
    return {
      ok: false,
      message: `"${text}" is not a number`,
      remedy: kind === 'lost' ? 'write a number of MW-days, such as 5000' : 'write it like 100',
    };
  if (kind === 'lost') return { ok: true, value: number * 1000 * ticksPerReportUnit(axis) };
  const tick = minutes === undefined ? Math.round(number * ticksPerReportUnit(axis)) : minutes - axisOrigin(axis);
  const limit = text.includes('T') ? tick : lastTickOf(axis, tick);
  if (limit > horizon)
    return {
      ok: false,
      message: `"${text}" is not over by the end of the simulation`,
      remedy: 'ask for an earlier limit, or move "until"',
    };
  return { ok: true, value: limit };
}
