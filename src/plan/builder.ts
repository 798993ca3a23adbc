/**
 * Where trades put what they lower: activities and resources under scoped names (`site/hall/block/name`). Names inside are
 * looked up from the innermost scope outwards. Comes in: drafts with names as the user wrote them. Goes out: a Plan.
 */
import { naturalOrder } from '../base/natural-order.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Path, Problems } from '../base/problem.ts';
import type { TimeAxis } from '../base/time.ts';
import { checkPlan } from './checks.ts';
import {
  type Account,
  type Activity,
  type Calendar,
  type Cause,
  type ComputeUnit,
  type Dispatch,
  type Fact,
  type Factor,
  type Gauge,
  type Give,
  type GpuTranche,
  type Hazard,
  type Link,
  type Milestone,
  type Need,
  PLANNED_START,
  type Plan,
  type Resource,
  type SitePower,
  type Work,
} from './plan.ts';

export type Scope = readonly string[];

export interface LinkDraft extends Omit<Link, 'from'> {
  readonly name: string;
  /** To the activity itself, whatever else counts as its end. */
  readonly exact?: true;
  readonly path: Path;
}

export interface NeedDraft extends Omit<Need, 'resource'> {
  readonly name: string;
  readonly path: Path;
}

export interface GiveDraft extends Omit<Give, 'resource'> {
  readonly name: string;
  /** The place that it takes up, where its stock has only so many, was taken by an activity before this one. */
  readonly placed?: true;
  readonly path: Path;
}

export interface ActivityDraft extends Omit<Activity, 'id' | 'after' | 'needs' | 'gives' | 'calendar' | 'work'> {
  readonly scope: Scope;
  readonly name: string;
  readonly work: Work;
  readonly after: readonly LinkDraft[];
  readonly needs: readonly NeedDraft[];
  readonly gives: readonly GiveDraft[];
  readonly calendar: string | null;
  /** Where its fields stand, if not at its origin: in a template. */
  readonly writtenAt?: Path;
}

export function scoped(scope: Scope, name: string): string {
  return [...scope, name].join('/');
}

const MOST_GUESSES = 200;

export class PlanBuilder {
  readonly #drafts = new Map<string, ActivityDraft>();
  /** Names that stand for several activities: a block's activity, seen from its hall. */
  readonly #groups = new Map<string, string[]>();
  /** What comes after the finish of an activity before it counts as finished for others. */
  readonly #ends = new Map<string, string>();
  readonly #resources = new Map<string, Resource>();
  readonly #calendars = new Map<string, Calendar>();
  readonly #weather = new Map<string, Hazard>();
  readonly #factors = new Map<string, Factor>();
  readonly #causes = new Map<string, Cause>();
  /** The places of a pool that each unit in a stock takes up. */
  readonly #places = new Map<string, { readonly pool: string; readonly units: number }>();
  /** Region of each site: its resources are looked for there before the file's. */
  readonly #regions = new Map<string, string>();
  #guesses = 0;
  readonly milestones: Milestone[] = [];
  readonly compute: ComputeUnit[] = [];
  readonly power: SitePower[] = [];
  readonly gpus: GpuTranche[] = [];
  readonly accounts: Account[] = [];
  readonly gauges: Gauge[] = [];
  readonly facts: Fact[] = [];
  readonly notes: string[] = [];

  constructor(
    readonly axis: TimeAxis,
    readonly horizon: number,
    readonly problems: Problems,
  ) {
    this.addCause({ id: PLANNED_START, label: 'planned start', group: 'plan' });
  }

  /** Adds an activity and returns its id. A second one of the same id is a problem. */
  addActivity(draft: ActivityDraft): string {
    const id = scoped(draft.scope, draft.name);
    if (this.#drafts.has(id)) this.problems.add(draft.origin, `there are two activities called "${id}"`, 'give one of them another name');
    else this.#drafts.set(id, draft);
    return id;
  }

  hasActivity(id: string): boolean {
    return this.#drafts.has(id);
  }

  /** Lets `name`, seen from `scope`, stand for this activity among others. */
  addToGroup(scope: Scope, name: string, activity: string): void {
    const id = scoped(scope, name);
    this.#groups.set(id, [...(this.#groups.get(id) ?? []), activity]);
  }

  /**
   * Whoever comes after the finish of `activity` comes after that of `last`: its rework and retest, or what is added to it. A
   * later call continues an earlier one.
   */
  addEnd(activity: string, last: string): void {
    this.#ends.set(activity, last);
  }

  /** What counts as the end of an activity: itself unless something was added to it. */
  endOf(activity: string): string {
    return this.#ends.get(activity) ?? activity;
  }

  addResource(resource: Resource): void {
    if (this.#resources.has(resource.id))
      this.problems.add(resource.origin, `there are two pools, stocks or levels called "${resource.id}"`, 'give one of them another name');
    this.#resources.set(resource.id, resource);
  }

  /** Each unit in the stock takes up so many units of the pool: kept by whoever puts it in, given back as somebody starts to take it. */
  addPlaces(stock: string, pool: string, units: number): void {
    this.#places.set(stock, { pool, units });
  }

  hasResource(id: string): boolean {
    return this.#resources.has(id);
  }

  addCalendar(calendar: Calendar): void {
    this.#calendars.set(calendar.id, calendar);
  }

  calendarNames(): Iterable<string> {
    return this.#calendars.keys();
  }

  calendar(id: string): Calendar | undefined {
    return this.#calendars.get(id);
  }

  addHazard(hazard: Hazard): void {
    this.#weather.set(hazard.id, hazard);
  }

  addFactor(factor: Factor): void {
    this.#factors.set(factor.id, factor);
  }

  addCause(cause: Cause): string {
    this.#causes.set(cause.id, cause);
    return cause.id;
  }

  /** Lets a site find the pools, stocks and levels of a region, after its own and before the file's. */
  setRegion(site: string, region: string): void {
    this.#regions.set(site, region);
  }

  /** What has been added so far, for trades that reckon from the work of others. */
  drafts(): Iterable<ActivityDraft> {
    return this.#drafts.values();
  }

  /** Activities by name as seen from a scope: the activity itself, or those that a name of a hall stands for. */
  activitiesNamed(scope: Scope, name: string): readonly string[] {
    return this.#lookUp(scope, name, (id) => (this.#drafts.has(id) ? [id] : this.#groups.get(id))) ?? [];
  }

  draft(id: string): ActivityDraft | undefined {
    return this.#drafts.get(id);
  }

  /** Changes an activity that stands in the plan already; its id stays. */
  amend(id: string, changes: Partial<Pick<ActivityDraft, 'after' | 'needs' | 'work' | 'optional'>>): void {
    const known = this.#drafts.get(id);
    if (known === undefined) throw new Error(`there is no activity "${id}" to amend`);
    this.#drafts.set(id, { ...known, ...changes });
  }

  factor(id: string): Factor | undefined {
    return this.#factors.get(id);
  }

  /** The cause an activity or resource is booked under, for the measures. */
  resourceCause(id: string): string | undefined {
    return this.#resources.get(id)?.cause;
  }

  /** The resource that `name` means from `scope`, or undefined. */
  findResource(scope: Scope, name: string): Resource | undefined {
    const region = this.#regions.get(scope[0] ?? '');
    const find = (id: string): Resource | undefined => this.#resources.get(id);
    if (region === undefined) return this.#lookUp(scope, name, find);
    return this.#lookUp(scope, name, find, 1) ?? find(scoped([region], name)) ?? find(name);
  }

  build(scenario: string, title: string, dispatch: Dispatch): Plan {
    const activities = [...this.#drafts.values()].map((draft) => this.#resolve(draft)).sort((a, b) => naturalOrder(a.id, b.id));
    const used = new Set(activities.flatMap((activity) => (activity.calendar === null ? [] : [activity.calendar])));
    const byId = <T extends { readonly id: string }>(entries: Iterable<T>): T[] => [...entries].sort((a, b) => naturalOrder(a.id, b.id));
    const calendars = byId([...this.#calendars.values()].filter(({ id }) => used.has(id)));
    const exposed = new Set(calendars.flatMap(({ exposure = [] }) => exposure.map(({ hazard }) => hazard)));
    const plan: Plan = {
      scenario,
      title,
      axis: this.axis,
      horizon: this.horizon,
      dispatch,
      activities,
      resources: byId(this.#resources.values()),
      calendars,
      weather: byId([...this.#weather.values()].filter(({ id }) => exposed.has(id))),
      factors: byId(this.#factors.values()),
      causes: byId(this.#causes.values()),
      milestones: byId(this.milestones),
      compute: [...this.compute].sort((a, b) => naturalOrder(a.activity, b.activity)),
      power: [...this.power].sort((a, b) => naturalOrder(a.site, b.site)),
      gpus: byId(this.gpus),
      accounts: byId(this.accounts),
      gauges: byId(this.gauges),
      facts: [...this.facts].sort((a, b) => naturalOrder(`${a.site}/${a.id}`, `${b.site}/${b.id}`)),
      notes: this.notes,
    };
    checkPlan(plan, this.problems);
    return deepFreeze(plan);
  }

  #resolve(draft: ActivityDraft): Activity {
    const { scope, name, after, needs, gives, calendar, writtenAt = draft.origin, ...rest } = draft;
    const id = scoped(scope, name);
    for (const factor of draft.work.factors) {
      if (!this.#factors.has(factor) && !this.problems.wasLeftOut(factor)) {
        this.problems.add(
          [...writtenAt, 'times'],
          `there is no factor "${factor}"${didYouMean(factor, this.#factors.keys())}`,
          'define it under "factors:", or name one that is defined',
        );
      }
    }
    return {
      ...rest,
      id,
      after: after.flatMap((link) => this.#links(scope, link)),
      needs: [
        ...needs.flatMap(({ name: resource, path, ...need }) =>
          this.#resource(id, scope, resource, path).map((found) => ({ ...need, resource: found })),
        ),
        ...gives.flatMap(({ name, amount, placed }): Need[] => {
          const places = placed === true ? undefined : this.#placesOf(scope, name);
          return places === undefined ? [] : [{ resource: places.pool, amount: amount * places.units, giveBack: false }];
        }),
      ],
      gives: [
        ...gives.flatMap(({ name: resource, path, placed: _, ...give }) =>
          this.#resource(id, scope, resource, path).map((found) => ({ ...give, resource: found })),
        ),
        ...needs.flatMap(({ name, amount }): Give[] => {
          const places = this.#placesOf(scope, name);
          return places === undefined ? [] : [{ resource: places.pool, amount: amount * places.units, at: 'start' }];
        }),
      ],
      calendar,
      work:
        draft.work.kind === 'effort'
          ? {
              ...draft.work,
              pool: this.#resource(id, scope, draft.work.pool, [...writtenAt, 'effort', 'crew'])[0] ?? draft.work.pool,
            }
          : draft.work,
    };
  }

  #placesOf(scope: Scope, stock: string): { readonly pool: string; readonly units: number } | undefined {
    return this.#places.size === 0 ? undefined : this.#places.get(this.findResource(scope, stock)?.id ?? '');
  }

  #links(scope: Scope, { name, path, exact, ...link }: LinkDraft): Link[] {
    const found = this.#lookUp(scope, name, (id) => (this.#drafts.has(id) ? [id] : this.#groups.get(id)));
    const isAfterFinish = link.type === 'FS' || link.type === 'FF';
    if (found !== undefined)
      return found.map((from) => ({ ...link, from: isAfterFinish && exact === undefined ? this.endOf(from) : from }));
    if (this.problems.wasLeftOut(name)) return [];
    this.problems.add(
      path,
      `there is no activity "${name}"${this.#guess(name, this.#namesFrom(scope))}`,
      scope.length === 0
        ? 'name another activity of this file'
        : 'name one of the same hall, site or file, or write <site>/<hall>/<activity>',
    );
    return [];
  }

  #resource(activity: string, scope: Scope, name: string, path: Path): string[] {
    const found = this.findResource(scope, name);
    if (found !== undefined) return [found.id];
    if (this.problems.wasLeftOut(name)) return [];
    const names = [...this.#resources.keys()].map((id) => id.slice(id.lastIndexOf('/') + 1));
    this.problems.add(
      path,
      `"${activity}" names "${name}", but there is no pool, crew, stock or level of that name${this.#guess(name, names)}`,
      scope.length > 0 ? 'define it for the site or for the file, or name one that is defined' : 'define it, or name one that is defined',
    );
    return [];
  }

  /** Guesses cost time in a large plan: the first mistakes get them. */
  #guess(name: string, names: Iterable<string>): string {
    return ++this.#guesses > MOST_GUESSES ? '' : didYouMean(name, names);
  }

  #lookUp<T>(scope: Scope, name: string, find: (id: string) => T | undefined, outermost = 0): T | undefined {
    for (let depth = scope.length; depth >= outermost; depth--) {
      const found = find(scoped(scope.slice(0, depth), name));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Every activity as it could be written from a scope. */
  *#namesFrom(scope: Scope): Iterable<string> {
    const prefixes = scope.map((_, i) => `${scope.slice(0, i + 1).join('/')}/`).reverse();
    for (const id of [...this.#drafts.keys(), ...this.#groups.keys()]) {
      const prefix = prefixes.find((candidate) => id.startsWith(candidate));
      yield prefix === undefined ? id : id.slice(prefix.length);
    }
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
