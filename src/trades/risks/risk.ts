/**
 * What the parts of the trade of risks share: a risk on its way into the plan, its luck, and small drafts. Whether it strikes is
 * one draw; a factor that is 1 where it strikes and another that is 1 where it does not are turned from it.
 */
import type { Path } from '../../base/problem.ts';
import { MINUTES_PER_HOUR, MINUTES_PER_YEAR } from '../../base/time.ts';
import { quantity as parse } from '../../base/units.ts';
import { type ActivityDraft, type NeedDraft, type Scope, scoped } from '../../plan/builder.ts';
import { CAUSE_GROUPS, type Entry, type Work } from '../../plan/plan.ts';
import type { Law } from '../../random/distribution.ts';
import { book } from '../booking.ts';
import { type Lowering, namedCause } from '../lowering.ts';
import type { Affected, RiskFields } from '../risks.ts';
import { activitiesOf, deliveriesOf, milestoneOf, type Target } from '../targets.ts';

export interface Risk {
  readonly lowering: Lowering;
  /** Empty, or the site whose risk it is. */
  readonly scope: Scope;
  readonly name: string;
  readonly title: string;
  readonly fields: RiskFields;
  readonly path: Path;
  /** The chance that it strikes. */
  readonly p: number;
  /** What each entry of "affects" stands for; nothing for a crew. */
  readonly targets: readonly (readonly Target[])[];
  /** An id in `Plan.causes`. */
  readonly cause: string;
  readonly guard: Guard | null;
}

/** A mitigation in the plan. */
export interface Guard {
  /** Levels: there is headroom in the first until the mitigation is in place, and in the second from then on. */
  readonly open: string;
  readonly guarded: string;
  /** The chance that it works. */
  readonly works: number;
}

export type RiskInPart = Omit<Risk, 'cause' | 'guard'>;

/** Enough of a risk to add activities of its own. */
type Named = RiskInPart & Pick<Risk, 'cause'>;

const HOURS_PER_YEAR = MINUTES_PER_YEAR / MINUTES_PER_HOUR;

/** More than anything that asks for a level of a risk at one time. */
export const PLENTY = 1_000_000;

export const AT_ONCE: Law = { kind: 'fixed', parameters: { value: 0 } };
const ONE: Law = { kind: 'fixed', parameters: { value: 1 } };

/** So little that no draw falls in between, and ties of the median and the mode go the way of the risk itself. */
const HAIR = 2 ** -40;

/** `<site>/risk/<name>`: the risk's own scope. */
export function ownScope({ scope, name }: RiskInPart): Scope {
  return [...scope, 'risk', name];
}

export function idOf(risk: RiskInPart): string {
  return ownScope(risk).join('/');
}

function yesOrNo(p: number): Law {
  if (p >= 1) return ONE;
  return p <= 0 ? AT_ONCE : { kind: 'chance', parameters: { p, of: ONE } };
}

/** The factor that is 1 where the risk strikes, 0 where it does not. */
export function strikes(risk: RiskInPart): string {
  const id = idOf(risk);
  const drawn = luckOf(risk);
  risk.lowering.builder.addFactor({ id, law: yesOrNo(risk.p), ...(drawn === id ? {} : { drawn }) });
  return id;
}

/** The factor that is 1 where the mitigation fails. */
export function fails(risk: Risk, guard: Guard): string {
  const id = `${idOf(risk)}/mitigation-fails`;
  risk.lowering.builder.addFactor({ id, law: yesOrNo(1 - guard.works) });
  return id;
}

function luckOf(risk: RiskInPart): string {
  const { common_cause } = risk.fields;
  return common_cause === undefined ? idOf(risk) : `common-cause/${common_cause}`;
}

/** Where the risk strikes it is over at once; where it does not, it never is. */
export function ifItStrikes(risk: Risk): Work {
  const id = `${idOf(risk)}/spared`;
  const law = yesOrNo(risk.p >= 1 ? 0 : Math.min(1, 1 - risk.p + HAIR));
  risk.lowering.builder.addFactor({ id, law, drawn: luckOf(risk), turned: true });
  return never(risk, [id]);
}

/** Over at once where the mitigation fails, and never where it works. */
export function ifItFails(risk: Risk, guard: Guard): Work {
  const id = `${idOf(risk)}/mitigation-works`;
  const law = yesOrNo(guard.works <= 0 ? 0 : Math.min(1, guard.works + HAIR));
  risk.lowering.builder.addFactor({ id, law, drawn: `${idOf(risk)}/mitigation-fails`, turned: true });
  return never(risk, [id]);
}

/** In the world of means a factor is a share, and a share of this still lies beyond the horizon. */
function never({ lowering }: Risk, factors: readonly string[]): Work {
  const law: Law = { kind: 'fixed', parameters: { value: lowering.horizon + 1 } };
  return { kind: 'duration', clock: 'elapsed', law, scale: PLENTY, factors };
}

export function elapsed(law: Law, factors: readonly string[] = [], drawn?: string): Work {
  return { kind: 'duration', clock: 'elapsed', law, scale: 1, factors, ...(drawn === undefined ? {} : { drawn }) };
}

/** The cause of its delays: named after it, in the stated band or in that of the first thing it delays. */
export function causeOf({ lowering, fields, name, title, targets }: RiskInPart): string {
  const first = targets.flat()[0];
  const own = first === undefined ? undefined : lowering.builder.draft(first.id)?.cause.split('/')[0];
  const group = fields.cause ?? CAUSE_GROUPS.find((candidate) => candidate === own) ?? 'plan';
  return namedCause(lowering.builder, group, `risk-${name}`, title);
}

/** What an entry affects, with a problem if that is nothing. */
export function targetsOf(lowering: Lowering, scope: Scope, entry: Affected, path: Path): Target[] {
  if (entry.activity !== undefined) return activitiesOf(lowering, scope, entry.activity, [...path, 'activity']);
  if (entry.order !== undefined) return deliveriesOf(lowering, scope, entry.order, [...path, 'order']);
  return entry.milestone === undefined ? [] : milestoneOf(lowering, scope, entry.milestone, [...path, 'milestone']);
}

/** An activity of the risk itself, optional and of no length unless `parts` say otherwise. Returns its id. */
export function addOwn(risk: Named, name: string, label: string, parts: Partial<ActivityDraft> = {}): string {
  const { lowering, scope, path, cause } = risk;
  return lowering.builder.addActivity({
    scope: ownScope(risk),
    name,
    label: `${risk.title}: ${label}`,
    cause,
    site: scope[0] ?? null,
    hall: null,
    work: elapsed(AT_ONCE),
    after: [],
    notBefore: 0,
    needs: [],
    gives: [],
    calendar: null,
    onClose: 'pause',
    priority: 0,
    optional: true,
    origin: path,
    ...parts,
  });
}

/** Adds a stock or level of the risk and returns its id. */
export function addMark(risk: Named, name: string, kind: 'stock' | 'level', amount: number): string {
  const { lowering, scope, path, cause } = risk;
  const id = scoped(ownScope(risk), name);
  lowering.builder.addResource({
    id,
    label: risk.title,
    kind,
    unit: 'each',
    cause,
    capacity: [{ from: 0, amount }],
    strict: false,
    site: scope[0] ?? null,
    origin: path,
  });
  return id;
}

/** Headroom of a level for as long as it lasts, or a token of a stock for good. */
export function holds(name: string, path: Path): NeedDraft {
  return { name, amount: 1, giveBack: true, path };
}

export function takesToken(name: string, path: Path): NeedDraft {
  return { name, amount: 1, giveBack: false, path };
}

/** Books that it struck, and what that costs, when the activity finishes. */
export function bookStrike({ lowering, scope, name, title, fields }: Risk, activity: string): void {
  const account = { label: title, site: scope[0] ?? null };
  const id = (what: string): string => scoped(scope, `${what}/${name}`);
  book(lowering.builder, { ...account, id: id('struck'), unit: 'share of futures' }, { kind: 'event', activity, at: 'finish', amount: 1 });
  const cost = (entry: Entry): void => book(lowering.builder, { ...account, id: id('risk-cost'), unit: 'USD' }, entry);
  if (fields.cost !== undefined) cost({ kind: 'event', activity, at: 'finish', amount: parse(fields.cost, 'money') });
  if (fields.cost_per_year !== undefined)
    cost({ kind: 'running', activity, from: 'finish', perHour: parse(fields.cost_per_year, 'money') / HOURS_PER_YEAR });
}
