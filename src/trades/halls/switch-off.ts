/**
 * Halls that stand in for something: miners that go off, or compute that is out of service while it is upgraded. Comes in: the
 * activity with which the works begin. Goes out: megawatts handed back, and how many are out of service from then on until the
 * hall is online: the valley.
 */
import { didYouMean } from '../../base/nearest.ts';
import type { LinkDraft } from '../../plan/builder.ts';
import { groupCause } from '../lowering.ts';
import { addMiningChange } from '../mining.ts';
import { POWER } from '../power.ts';
import { kilowatts } from '../read.ts';
import { addToGauge } from './gauges.ts';
import { addedActivity, type Hall, NO_WORK, slice } from './hall.ts';
import type { HallsFields } from './hall-fields.ts';
import type { Template } from './template-fields.ts';

/** One piece of work that switches something off, and the share of the hall it stands for. */
export interface SwitchOff {
  readonly activity: string;
  /** Null: the whole hall. */
  readonly block: number | null;
}

export interface Online {
  readonly activity: string;
  readonly block: number | null;
}

/** Links to what must be online before the works of a retrofit can begin. */
export function afterRetrofitted(hall: Hall, halls: HallsFields): LinkDraft[] {
  const { context, fields, path } = hall;
  const target = retrofitted(hall, halls);
  // A hall that retrofits itself is told of with what else is wrong.
  if (target === undefined || fields.retrofits === hall.id) return [];
  return Object.entries(target.template.activities)
    .filter(([, { brings_online }]) => brings_online !== undefined)
    .map(([name]) => ({
      name: [context.site, fields.retrofits, name].join('/'),
      type: 'FS',
      lag: 0,
      share: 0,
      path: [...path, 'retrofits'],
    }));
}

function retrofitted({ context, fields }: Hall, halls: HallsFields): { readonly itKw: number; readonly template: Template } | undefined {
  const target = fields.retrofits === undefined || !Object.hasOwn(halls, fields.retrofits) ? undefined : halls[fields.retrofits];
  const template = target === undefined ? undefined : context.templates.get(target.build);
  return target === undefined || template === undefined ? undefined : { itKw: kilowatts(target.it ?? template.it), template };
}

/** Books what goes off and what is out of service. */
export function lowerSwitchOff(hall: Hall, halls: HallsFields, offs: readonly SwitchOff[], online: readonly Online[]): void {
  const { lowering, context, fields, path, id } = hall;
  const { problems } = lowering;
  for (const key of ['swaps', 'retrofits'] as const) {
    if (fields[key] !== undefined && offs.length === 0)
      problems.add(
        [...path, key],
        `no activity of the template "${fields.build}" switches anything off`,
        'write "switches_off: all" at the activity with which the works begin',
      );
  }
  if (fields.swaps !== undefined) swapMiners(hall, fields.swaps, offs, online);
  if (fields.retrofits === undefined) return;
  const target = retrofitted(hall, halls);
  const known = Object.keys(halls).filter((other) => other !== id);
  if (
    fields.retrofits === id ||
    (target === undefined && !problems.wasLeftOut(fields.retrofits) && !Object.hasOwn(halls, fields.retrofits))
  ) {
    problems.add(
      [...path, 'retrofits'],
      `there is no other hall "${fields.retrofits}" on this site${didYouMean(fields.retrofits, known)}`,
      known.length === 0 ? 'add it under "halls:"' : `name one of ${known.join(', ')}`,
    );
    return;
  }
  if (target === undefined) return;
  const kw = fields.out_of_service === undefined ? target.itKw : kilowatts(fields.out_of_service);
  if (kw > target.itKw)
    problems.add(
      [...path, 'out_of_service'],
      `${kw / 1000} MW are taken out of service, but "${fields.retrofits}" has only ${target.itKw / 1000} MW`,
      'take out less',
    );
  bookOutage(hall, 'retrofits', 'MW of IT out of service for retrofits', kw, offs, online, context.site);
}

function swapMiners(hall: Hall, name: string, offs: readonly SwitchOff[], online: readonly Online[]): void {
  const { lowering, context, path } = hall;
  const { builder, problems } = lowering;
  const miners = context.mining?.halls ?? {};
  const mined = Object.hasOwn(miners, name) ? miners[name] : undefined;
  const at = [...path, 'swaps'];
  if (mined === undefined) {
    const known = Object.keys(miners);
    if (!problems.wasLeftOut(name))
      problems.add(
        at,
        `there is no mining hall "${name}" on this site${didYouMean(name, known)}`,
        known.length === 0 ? 'add it under "halls:" of "mining:"' : `name one of ${known.join(', ')}`,
      );
    return;
  }
  if (mined.hand_back !== undefined) {
    problems.add(at, `the mining hall "${name}" is switched off on a day already`, 'leave out its "hand_back:", or do not swap it');
    return;
  }
  const kw = kilowatts(mined.mw);
  const energised = [context.site, 'mining', name, 'energised'].join('/');
  const isStillToCome = builder.hasActivity(energised);
  for (const { activity, block } of offs) {
    const amount = block === null ? kw : slice(kw, hall.template.blocks, block);
    // Off in the minute in which the works begin: it starts after their start, and takes no time.
    const off = builder.addActivity({
      ...addedActivity(hall),
      scope: [context.site, 'mining', name],
      name: block === null ? 'off' : `off-${block}`,
      hall: null,
      label: `${amount / 1000} MW of miners off in ${name}`,
      cause: groupCause(builder, 'power'),
      work: NO_WORK,
      after: [
        { name: activity, type: 'SS', lag: 0, share: 0, path },
        ...(isStillToCome ? [{ name: energised, type: 'FS' as const, lag: 0, share: 0, path }] : []),
      ],
      gives: [{ name: POWER, amount, at: 'finish', path }],
    });
    addMiningChange(builder, context.site, { activity: off, kw: amount });
  }
  bookOutage(hall, 'swaps', 'MW out of service between miners off and AI online', kw, offs, online, context.site);
}

/** Out of service from the start of the works until the hall is online, block by block. kW. */
function bookOutage(
  { lowering: { builder }, id, template }: Hall,
  what: string,
  label: string,
  kw: number,
  offs: readonly SwitchOff[],
  online: readonly Online[],
  site: string,
): void {
  const part = (block: number | null): number => (block === null ? kw : slice(kw, template.blocks, block));
  const gone = offs.map(({ activity, block }) => ({ activity, at: 'start' as const, amount: part(block) }));
  const back = online.map(({ activity, block }) => ({ activity, at: 'finish' as const, amount: -part(block) }));
  const gauge = `${site}/out-of-service/${what}`;
  addToGauge(builder, { id: gauge, label, unit: 'MW', site, perUnit: 1000, changes: [...gone, ...back] });
  builder.accounts.push({
    id: `${site}/out-of-service/${id}`,
    label: `MW-days out of service for ${id}`,
    unit: 'MWd',
    site,
    entries: [...gone, ...back].map(({ activity, at, amount }) => ({
      kind: 'running',
      activity,
      from: at,
      perHour: amount / 1000 / 24,
    })),
  });
}
