/**
 * What is random in a plan: one input for every draw. Comes in: a Plan. Goes out: the inputs with their keys, what a person calls
 * them, which cause they belong to, and what a uniform means in the input's own unit. It does not know what follows from them.
 */
import { naturalOrder } from '../../base/natural-order.ts';
import { MINUTES_PER_HOUR, MINUTES_PER_WEEK, ticksPerReportUnit } from '../../base/time.ts';
import { weatherDraws } from '../../engine/seasons.ts';
import type { Activity, CauseGroup, Factor, Plan } from '../../plan/plan.ts';
import type { Distribution, Law } from '../../random/distribution.ts';
import { makeDistribution } from '../../random/distributions/registry.ts';
import { drawKey } from '../../random/world.ts';

/**
 * `work`: how long one work takes, or works that share a draw. `factor`: a multiplier or a risk. `shared`: the part of the luck that
 * works of a copula have in common. `weather`: the days a hazard takes in one year.
 */
export type InputKind = 'work' | 'factor' | 'shared' | 'weather';

export interface Input {
  /** The name of the draw; unique. */
  readonly id: string;
  readonly label: string;
  readonly kind: InputKind;
  /** An id in `Plan.causes`, or `shared/<name>` for what bears on several. */
  readonly cause: string;
  readonly causeLabel: string;
  readonly group: CauseGroup;
  /** The key of its draw. */
  readonly key: string;
  /** What a uniform stands for in `unit`; null: nothing that has a name. Works of a copula: given the mixed uniform. */
  readonly quantile: ((uniform: number) => number) | null;
  /** `wk`, `d`, `wh`, `worker-h`, `x` (a multiplier), the unit of a plain axis, or `d lost`. */
  readonly unit: string;
  /** Of weather: the hazard by its number and the calendar year. Of works of a copula: the key of the shared part. */
  readonly weather?: { readonly hazard: number; readonly year: number };
  readonly copula?: { readonly key: string; readonly rho: number };
}

/** Every draw that may differ from one future to the next, by name in natural order. */
export function inputsOf(plan: Plan): Input[] {
  const causes = new Map(plan.causes.map(({ id, label, group }) => [id, { cause: id, causeLabel: label, group }]));
  const causeOf = (cause: string): Named => causes.get(cause) ?? { cause, causeLabel: cause, group: 'work' };
  const inputs = [
    ...workInputs(plan, causeOf),
    ...factorInputs(plan, causeOf),
    ...copulaInputs(plan, causeOf),
    ...weatherInputs(plan, causeOf),
  ];
  return inputs.sort((a, b) => naturalOrder(a.id, b.id));
}

type Named = Pick<Input, 'cause' | 'causeLabel' | 'group'>;
type CauseOf = (cause: string) => Named;

function workInputs(plan: Plan, causeOf: CauseOf): Input[] {
  const distributions = new Map<string, Distribution>();
  const distributionOf = (law: Law): Distribution => {
    const text = JSON.stringify(law);
    const known = distributions.get(text) ?? makeDistribution(law);
    distributions.set(text, known);
    return known;
  };
  const inputs = new Map<string, Input>();
  for (const activity of plan.activities) {
    const { work, id } = activity;
    const name = work.drawn ?? id;
    if (inputs.has(name) || work.law.kind === 'fixed') continue;
    const distribution = distributionOf(work.law);
    if (isCertain(distribution)) continue;
    inputs.set(name, {
      id: name,
      label: labelOf(activity, name),
      kind: 'work',
      ...causeOf(activity.cause),
      key: drawKey(name, 'duration', 0),
      ...workScale(plan, activity, distribution),
      ...(work.copula === undefined ? {} : { copula: { key: drawKey(work.copula.name, 'copula', 0), rho: work.copula.rho } }),
    });
  }
  return [...inputs.values()];
}

function isCertain({ min, max }: Distribution): boolean {
  return min === max;
}

function labelOf({ label, site, hall, id }: Activity, name: string): string {
  if (name !== id) return name;
  const place = [site, hall].filter((part) => part !== null).join('/');
  return place === '' ? label : `${label} of ${place}`;
}

/** Durations of four weeks and more are told in weeks, as lead times are. */
const LONG = 4 * MINUTES_PER_WEEK;

function workScale(plan: Plan, { work }: Activity, distribution: Distribution): Pick<Input, 'quantile' | 'unit'> {
  const told = (unit: string, ticks: number) => ({ unit, quantile: (u: number) => (distribution.quantile(u) * work.scale) / ticks });
  if (work.kind === 'effort') return told('worker-h', MINUTES_PER_HOUR);
  if (plan.axis.kind === 'plain') return told(plan.axis.unit === 'unit' ? 'units' : `${plan.axis.unit}s`, ticksPerReportUnit(plan.axis));
  const isLong = work.clock === 'elapsed' && distribution.quantile(0.5) * work.scale >= LONG;
  if (work.clock === 'working') return told('wh', MINUTES_PER_HOUR);
  return isLong ? told('wk', MINUTES_PER_WEEK) : told('d', ticksPerReportUnit(plan.axis));
}

function factorInputs(plan: Plan, causeOf: CauseOf): Input[] {
  const uses = new Map<string, string[]>();
  for (const { work, cause } of plan.activities) for (const id of work.factors) uses.set(id, [...(uses.get(id) ?? []), cause]);
  const inputs = new Map<string, Input>();
  for (const factor of plan.factors) {
    const name = factor.drawn ?? factor.id;
    const causes = uses.get(factor.id);
    if (causes === undefined || inputs.has(name) || isCertain(makeDistribution(factor.law))) continue;
    inputs.set(name, {
      id: name,
      label: name,
      kind: 'factor',
      ...sharedCause(name, causes, causeOf),
      key: drawKey(name, 'factor', 0),
      quantile: factorQuantile(factor),
      unit: 'x',
    });
  }
  return [...inputs.values()];
}

/** What bears on works of several causes is a cause of its own. */
function sharedCause(name: string, causes: readonly string[], causeOf: CauseOf): Named {
  const most = causeOf(mostCommon(causes));
  return new Set(causes).size === 1 ? most : { cause: `shared/${name}`, causeLabel: `${name} (shared)`, group: most.group };
}

function factorQuantile({ law, turned }: Factor): (uniform: number) => number {
  const distribution = makeDistribution(law);
  return turned === true ? (u) => distribution.quantile(1 - u) : (u) => distribution.quantile(u);
}

function mostCommon(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most))[0];
}

function copulaInputs(plan: Plan, causeOf: CauseOf): Input[] {
  const names = [...new Set(plan.activities.flatMap(({ work: { copula } }) => copula?.name ?? []))];
  return names.map((name) => ({
    id: `${name} (shared)`,
    label: `what works of ${name} share`,
    kind: 'shared',
    ...causeOf(mostCommon(plan.activities.flatMap(({ work, cause }) => (work.copula?.name === name ? [cause] : [])))),
    key: drawKey(name, 'copula', 0),
    quantile: null,
    unit: '',
  }));
}

/** Of hazards that some calendar is exposed to, in years with days of the scenario. */
function weatherInputs(plan: Plan, causeOf: CauseOf): Input[] {
  const exposed = new Set(plan.calendars.flatMap(({ exposure = [] }) => exposure.map(({ hazard }) => hazard)));
  const years = weatherDraws(plan).map(({ year }) => year);
  const before = Math.min(...years);
  return weatherDraws(plan).flatMap(({ hazard, year }): Input[] => {
    const number = plan.weather.findIndex(({ id }) => id === hazard);
    const known = plan.weather[number]!;
    if (!exposed.has(hazard) || year === before) return [];
    return [
      {
        id: `${hazard} ${year}`,
        label: `${known.label} in ${year} (${hazard})`,
        kind: 'weather',
        ...causeOf(known.cause),
        key: drawKey(hazard, `weather ${year}`, 0),
        quantile: null,
        unit: 'd lost',
        weather: { hazard: number, year },
      },
    ];
  });
}
