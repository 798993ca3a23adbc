/** Levers of power: everything at the connection three months sooner, miners that make room three months sooner, no pauses. */
import { MINUTES_PER_MONTH, parseDate } from '../../base/time.ts';
import { type Stage, withKind } from '../../trades/power/stage.ts';
import type { TrancheFields } from '../../trades/power/tranches.ts';
import type { Override } from '../override.ts';
import { durationOf } from './laws.ts';
import { type Ground, type LeverPart, moved, stretched } from './lever.ts';

const SOONER = 'sooner 3 mo';
const MONTHS = 3;
/** No stage is cut to less than this share of itself. */
const LEAST = 0.05;

export function powerParts(ground: Ground): LeverPart[] {
  const { fields } = ground;
  const start = parseDate(fields.start) as number;
  return Object.entries(fields.sites).flatMap(([site, { power, mining }]): LeverPart[] => {
    const path = `sites.${site}.power`;
    const isComing = (on: string): boolean => (parseDate(on) as number) > start;
    const steps = (['secured', 'energised'] as const).flatMap((key) =>
      (power?.[key] ?? []).flatMap(({ on }, i) => (isComing(on) ? [{ path: `${path}.${key}.${i}.on`, value: SOONER }] : [])),
    );
    const tranches = Object.entries(power?.tranches ?? {}).flatMap(([id, tranche]) =>
      soonerTranche(ground, `${path}.tranches.${id}`, tranche, start),
    );
    return [
      {
        kind: 'power',
        what: 'sooner',
        label: 'power 3 months sooner',
        says: 'Power on its way is energised about three months sooner',
        place: site,
        overrides: [...steps, ...tranches],
      },
      {
        kind: 'mining',
        what: 'sooner',
        label: 'miners make room 3 months sooner',
        says: 'Miners hand their megawatts back three months sooner, but not before the start',
        place: site,
        overrides: soonerHandBack(fields.start, `sites.${site}.mining`, mining),
      },
      ...Object.entries(power?.pauses ?? {}).map(
        ([id, pause]): LeverPart => ({
          kind: 'risk',
          what: `pause-${id}`,
          label: `${pause.label ?? `pause ${id}`} does not come`,
          says: `${pause.label ?? `The pause ${id}`} does not come`,
          place: site,
          overrides: [{ path: `${path}.pauses.${id}`, value: null }],
        }),
      ),
    ];
  });
}

interface Placed {
  /** Where the stage's own fields stand; null: in the library. */
  readonly at: string | null;
  readonly id: string;
  readonly stage: Stage;
}

/** Stages with known days are moved; where none has one, all are cut alike so that they come to three months less. */
function soonerTranche(ground: Ground, path: string, tranche: TrancheFields, start: number): Override[] {
  const kinds = ground.library.power.stages;
  const full = (stage: Stage): Stage => withKind(stage, stage.kind === undefined ? undefined : kinds.get(stage.kind));
  const route = tranche.route === undefined ? undefined : ground.library.power.routes.get(tranche.route);
  const placed: Placed[] = [
    ...(route?.stages ?? [])
      .filter(({ id }) => !(tranche.done ?? []).includes(id))
      .map((stage) => {
        const changes = tranche.with?.[stage.id];
        return { at: null, id: stage.id, stage: full({ ...stage, ...changes, id: stage.id } as Stage) };
      }),
    ...(tranche.stages ?? []).map((stage, i) => ({ at: `${path}.stages.${i}`, id: stage.id, stage: full(stage) })),
  ];
  const beginsLater = tranche.begin !== undefined && (parseDate(tranche.begin) as number) > start + MONTHS * MINUTES_PER_MONTH;
  const begin = beginsLater ? [{ path: `${path}.begin`, value: SOONER }] : [];
  const dated = placed.flatMap((entry) => (DATED.some((key) => hasLater(entry.stage[key], start)) ? [entry] : []));
  if (dated.length > 0)
    return [...begin, ...changed(path, tranche, dated, (stage) => changesOf(stage, DATED, (value) => moved(value, SOONER)))];
  if (beginsLater) return begin;
  const timed = placed.filter(({ stage }) => stage.duration !== undefined);
  const total = timed.reduce((sum, { stage }) => sum + durationOf(stage.duration).mean, 0);
  if (total <= 0) return [];
  const share = Math.max(LEAST, (total - MONTHS * MINUTES_PER_MONTH) / total);
  const by = Number(share.toFixed(3));
  return changed(path, tranche, timed, (stage) => changesOf(stage, ['duration'], (value) => stretched(value, by)));
}

const DATED = ['on', 'batches', 'slot', 'begin'] as const;

/** Whether a value holds a day after the start. */
function hasLater(value: unknown, start: number): boolean {
  if (typeof value === 'string') return (parseDate(value) ?? Number.NEGATIVE_INFINITY) > start;
  return typeof value === 'object' && value !== null && Object.values(value).some((entry) => hasLater(entry, start));
}

function changesOf(stage: Stage, keys: readonly (keyof Stage)[], turn: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(keys.flatMap((key) => (stage[key] === undefined ? [] : [[key, turn(stage[key])]])));
}

/** Stages of the tranche itself are changed where they stand, those of a route under "with:". */
function changed(
  path: string,
  tranche: TrancheFields,
  stages: readonly Placed[],
  changes: (stage: Stage) => Record<string, unknown>,
): Override[] {
  const own = stages.flatMap(({ at, stage }) =>
    at === null ? [] : Object.entries(changes(stage)).map(([key, value]) => ({ path: `${at}.${key}`, value })),
  );
  const ofRoute = stages.filter(({ at }) => at === null);
  if (ofRoute.length === 0) return own;
  if (tranche.with === undefined)
    return [...own, { path: `${path}.with`, value: Object.fromEntries(ofRoute.map(({ id, stage }) => [id, changes(stage)])) }];
  return [
    ...own,
    ...ofRoute.flatMap(({ id, stage }) =>
      tranche.with?.[id] === undefined
        ? [{ path: `${path}.with.${id}`, value: changes(stage) }]
        : Object.entries(changes(stage)).map(([key, value]) => ({ path: `${path}.with.${id}.${key}`, value })),
    ),
  ];
}

function soonerHandBack(start: string, path: string, mining: Ground['fields']['sites'][string]['mining']): Override[] {
  if (mining === undefined) return [];
  const sooner = (day: string): string => noSoonerThan(start, moved(day, SOONER) as string);
  const steps = Array.isArray(mining.hand_back)
    ? mining.hand_back.map(({ on }, i) => ({ path: `${path}.hand_back.${i}.on`, value: sooner(on) }))
    : [{ path: `${path}.hand_back.from`, value: sooner(mining.hand_back.from) }];
  const halls = Object.entries(mining.halls).flatMap(([id, hall]) =>
    hall.hand_back === undefined || hall.energised !== undefined
      ? []
      : [{ path: `${path}.halls.${id}.hand_back.on`, value: sooner(hall.hand_back.on) }],
  );
  return [...steps, ...halls];
}

/** The day, or the start of the scenario if that is later. */
function noSoonerThan(start: string, day: string): string {
  return (parseDate(day) as number) < (parseDate(start) as number) ? start : day;
}
