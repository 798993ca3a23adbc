/** Levers of luck: each risk off, each mitigation taken, the weather off, no shared shock, and work that only may be needed spared. */
import type { Override } from '../override.ts';
import { durationOf, isChance, medianOfNumbers, noTime } from './laws.ts';
import type { Ground, LeverPart } from './lever.ts';

export function riskParts({ fields }: Ground): LeverPart[] {
  const registers = [
    { place: null, path: 'risks', risks: fields.risks },
    ...Object.entries(fields.sites).map(([site, { risks }]) => ({ place: site, path: `sites.${site}.risks`, risks })),
  ];
  return registers.flatMap(({ place, path, risks }) =>
    Object.entries(risks).flatMap(([id, risk]): LeverPart[] => [
      {
        kind: 'risk',
        what: id,
        label: `no ${withoutArticle(risk.title ?? id)}`,
        says: `"${risk.title ?? id}" never strikes`,
        place,
        overrides: [{ path: `${path}.${id}`, value: null }],
      },
      {
        kind: 'mitigation',
        what: id,
        label: risk.mitigation?.title ?? `mitigation of ${risk.title ?? id}`,
        says: `The mitigation of "${risk.title ?? id}" is taken`,
        place,
        overrides: risk.mitigation?.taken === false ? [{ path: `${path}.${id}.mitigation.taken`, value: true }] : [],
      },
    ]),
  );
}

/** `a fee` as it stands after "no". */
function withoutArticle(label: string): string {
  return label.replace(/^(an?|the) /i, '');
}

/** Within this of one, the median of a factor says that there is no shock. */
const NO_SHOCK = 0.01;

export function shockParts({ fields }: Ground): LeverPart[] {
  return Object.entries(fields.factors).map(
    ([id, law]): LeverPart => ({
      kind: 'risk',
      what: `factor-${id}`,
      label: `no ${id}`,
      says: `The shared factor ${id} stays at one`,
      place: null,
      overrides: typeof law === 'object' && Math.abs(medianOfNumbers(law) - 1) < NO_SHOCK ? [{ path: `factors.${id}`, value: 1 }] : [],
    }),
  );
}

/** Work of the file or of a site that is needed only by chance. */
export function chanceParts({ fields }: Ground): LeverPart[] {
  const works = [
    { place: null, path: 'activities', activities: fields.activities },
    ...Object.entries(fields.sites).map(([site, { activities }]) => ({ place: site, path: `sites.${site}.activities`, activities })),
  ];
  return works.flatMap(({ place, path, activities }) =>
    Object.entries(activities).flatMap(([id, { duration, label }]): LeverPart[] =>
      isChance(duration) ? [spared(id, label ?? id, place, [{ path: `${path}.${id}.duration`, value: nothing(duration) }])] : [],
    ),
  );
}

/** The weather of sites that have one, and in halls the work that stands for it. */
export function weatherParts({ fields }: Ground): LeverPart[] {
  return Object.entries(fields.sites).flatMap(([site, { weather }]): LeverPart[] =>
    weather === undefined ? [] : [weatherPart(site, [{ path: `sites.${site}.weather.intensity`, value: '0 %' }])],
  );
}

export function hallParts({ fields, library }: Ground): LeverPart[] {
  return Object.entries(fields.sites).flatMap(([site, { halls, weather }]) =>
    Object.entries(halls).flatMap(([hall, entry]): LeverPart[] => {
      const template = library.templates.get(entry.build);
      const path = `sites.${site}.halls.${hall}`;
      const works = Object.entries(template?.activities ?? {})
        .map(([id, work]) => ({ id, ...work, duration: entry.with[id]?.duration ?? work.duration }))
        .filter(({ id, duration }) => duration !== undefined && !entry.done.includes(id));
      const weathered = weather === undefined ? works.filter(({ stands_for }) => stands_for === 'weather') : [];
      const chances = works.filter(({ duration, stands_for }) => isChance(duration) && stands_for !== 'weather');
      const without = (spare: readonly { readonly id: string; readonly duration?: unknown }[]): Override[] =>
        sparedWork(path, entry.with, new Map(spare.map(({ id, duration }) => [id, nothing(duration)])));
      return [
        ...chances.map((work) => spared(work.id, work.label ?? work.id, site, without([work]))),
        ...(weathered.length > 0 ? [weatherPart(site, without(weathered))] : []),
        ...prefabParts(site, path, entry, template),
      ];
    }),
  );
}

function nothing(duration: unknown): string {
  return noTime(durationOf(duration).clock);
}

function spared(id: string, label: string, place: string | null, overrides: readonly Override[]): LeverPart {
  return {
    kind: 'risk',
    what: id,
    label: `no ${withoutArticle(label)}`,
    says: `"${label}", which only may be needed, never is`,
    place,
    overrides,
  };
}

function weatherPart(site: string, overrides: readonly Override[]): LeverPart {
  return { kind: 'weather', what: 'off', label: 'no weather', says: 'No day is lost to weather', place: site, overrides };
}

/** Changes of durations under "with:" of a hall, whatever stands there already. */
function sparedWork(path: string, there: Readonly<Record<string, unknown>>, durations: ReadonlyMap<string, string>): Override[] {
  if (durations.size === 0) return [];
  if (Object.keys(there).length === 0)
    return [{ path: `${path}.with`, value: Object.fromEntries([...durations].map(([id, duration]) => [id, { duration }])) }];
  return [...durations].map(([id, duration]) =>
    Object.hasOwn(there, id)
      ? { path: `${path}.with.${id}.duration`, value: duration }
      : { path: `${path}.with.${id}`, value: { duration } },
  );
}

type Hall = Ground['fields']['sites'][string]['halls'][string];
type Template = ReturnType<Ground['library']['templates']['get']>;

/** What a factory is given to do by the lever. */
const PREFAB = '50 %';

/** Only of halls that nobody has begun: what stands on the site cannot come from a factory any more. */
function prefabParts(site: string, path: string, { prefab, done, left }: Hall, template: Template): LeverPart[] {
  if (template?.prefab === undefined || done.length > 0 || Object.keys(left).length > 0) return [];
  const share = (typeof prefab === 'string' ? prefab : prefab?.share) ?? template.prefab.share ?? '0 %';
  if (Number.parseFloat(share) >= Number.parseFloat(PREFAB)) return [];
  return [
    {
      kind: 'prefab',
      what: 'half',
      label: 'half prefabricated',
      says: 'Half of the hours that a factory can do are done in one, in halls that are not begun',
      place: site,
      overrides: [{ path: typeof prefab === 'object' ? `${path}.prefab.share` : `${path}.prefab`, value: PREFAB }],
    },
  ];
}
