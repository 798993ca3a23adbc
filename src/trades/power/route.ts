/**
 * Which stages a tranche goes through: those of its route, changed and without what is done, and its own after them. Comes in: the
 * fields of a tranche and the library. Goes out: stages with the defaults of their kinds, and where they were written.
 */
import { didYouMean } from '../../base/nearest.ts';
import type { Path } from '../../base/problem.ts';
import type { Lowering } from '../lowering.ts';
import { type Route, type Stage, type StageChanges, type StageKind, withKind } from './stage.ts';

export interface PowerLibrary {
  readonly stages: ReadonlyMap<string, StageKind>;
  readonly routes: ReadonlyMap<string, Route>;
}

/** What a tranche says of its stages. */
export interface WayToPower {
  readonly route?: string | undefined;
  readonly with?: Readonly<Record<string, StageChanges>> | undefined;
  readonly done?: readonly string[] | undefined;
  readonly stages?: readonly Stage[] | undefined;
}

export interface PlacedStage {
  readonly stage: Stage;
  readonly path: Path;
}

/** Stages of the route, as changed, and the tranche's own after them. */
export function stagesOf({ problems }: Lowering, library: PowerLibrary, path: Path, id: string, tranche: WayToPower): PlacedStage[] {
  const own = (tranche.stages ?? []).map((stage, i) => ({ stage, path: [...path, 'stages', i] }));
  if (tranche.route === undefined && tranche.stages === undefined)
    problems.addMissing([...path, 'stages'], `"${id}" has no way to power`, 'add "stages:", or name a "route:"');
  const route = tranche.route === undefined ? undefined : library.routes.get(tranche.route);
  // A stage keeps what it comes after even if that is done.
  const routed = (route?.stages ?? []).map((entry, i, all) => {
    const stage = { ...entry, after: entry.after ?? (i === 0 ? [] : [all[i - 1]!.id]) };
    const changes: StageChanges | undefined =
      tranche.with !== undefined && Object.hasOwn(tranche.with, stage.id) ? tranche.with[stage.id] : undefined;
    return { stage: changed(stage, changes), path: changes === undefined ? [...path, 'route'] : [...path, 'with', stage.id] };
  });
  const names = routed.map(({ stage }) => stage.id);
  const check = (entry: string, at: Path): void => {
    if (route !== undefined && !names.includes(entry))
      problems.add(at, `the route has no stage "${entry}"${didYouMean(entry, names)}`, `name one of ${names.join(', ')}`);
    if (tranche.route === undefined) problems.add(at, 'this is about the stages of a route, and none is named', 'add "route:"');
  };
  Object.keys(tranche.with ?? {}).forEach((entry) => void check(entry, [...path, 'with', entry]));
  (tranche.done ?? []).forEach((entry, i) => void check(entry, [...path, 'done', i]));
  const done = new Set(tranche.done ?? []);
  // What came after a stage that is done comes after nothing in its place.
  const left = routed
    .filter(({ stage }) => !done.has(stage.id))
    .map((entry) => ({
      ...entry,
      stage: { ...entry.stage, ...(entry.stage.after === undefined ? {} : { after: entry.stage.after.filter((from) => !done.has(from)) }) },
    }));
  return [...left, ...own].map(({ stage, path: at }) => ({
    stage: withKind(stage, stage.kind === undefined ? undefined : library.stages.get(stage.kind)),
    path: at,
  }));
}

/** A stage with changes. A change of its length takes the place of the length that it had. */
function changed(stage: Stage, changes: StageChanges | undefined): Stage {
  if (changes === undefined) return stage;
  const own = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const hasLength = ['duration', 'on', 'batches', 'slot'].some((key) => Object.hasOwn(own, key));
  const { duration, on, batches, slot, late, ...others } = stage;
  return { ...others, ...(hasLength ? {} : dropUndefined({ duration, on, batches, slot, late })), ...own } as Stage;
}

function dropUndefined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
