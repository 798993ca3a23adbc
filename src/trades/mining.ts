/**
 * Mining load on the connection and how it hands its megawatts back: on stated days with a slip, at a steady rate, or hall by
 * hall. Halls of the site may take the place of a mining hall, or add mining load: see halls/switch-off.ts.
 */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import { quantity as parse } from '../base/units.ts';
import type { PlanBuilder } from '../plan/builder.ts';
import type { SitePower } from '../plan/plan.ts';
import { annotated, annotations, byShape, count, date, law, name, quantity } from './fields.ts';
import { groupCause, type Lowering } from './lowering.ts';
import { priceFields } from './mining/prices.ts';
import { durationLaw, kilowatts, tickOfDate } from './read.ts';

const handBack = z.lazy(() =>
  z.strictObject({
    mw: quantity('power', 'Power handed back.'),
    on: date('The planned day.'),
    slip: law('elapsed', 'How much later than planned it happens.').optional(),
    ...annotations,
  }),
);

const steady = z.lazy(() =>
  z.strictObject({
    rate: quantity('rate', 'How fast the load comes down.'),
    from: date('When the first machines are switched off.'),
    step: quantity('power', 'Size of each step: a mining hall.'),
    down_to: quantity('power', 'Load that stays.'),
    slip: law('elapsed', 'How much later than planned each step happens, after the one before it.').optional(),
    ...annotations,
  }),
);

const miningHall = z.lazy(() =>
  z.strictObject({
    mw: quantity('power', 'Load of the hall at the connection.'),
    hashrate: quantity('hashrate', 'What it hashes; worked out from the efficiency of the site otherwise.').optional(),
    miners: count('Machines in the hall: counted when they are switched off.', 1).optional(),
    energised: date("The day it is energised; before the scenario's start otherwise.").optional(),
    hand_back: z
      .strictObject({
        on: date('The planned day.'),
        slip: law('elapsed', 'How much later than planned it happens.').optional(),
        ...annotations,
      })
      .optional()
      .describe('It is switched off on a day; a hall that "swaps" it switches it off when its works begin.'),
    ...annotations,
  }),
);

export const miningSchema = z.lazy(() =>
  z
    .strictObject({
      load: annotated(
        quantity('power', 'Mining load at the start.'),
        'Mining load at the connection at the start, the halls below with it; what they add up to otherwise.',
      ).optional(),
      hand_back: byShape([z.array(handBack), steady], 'Steps on stated days, or a steady rate.').default([]),
      halls: z.record(name, miningHall).default({}).describe('Mining halls, by name, that are switched off one by one.'),
      ...priceFields(),
    })
    .describe('Load already on the connection that hands megawatts back.'),
);

export type MiningFields = z.output<typeof miningSchema>;
export type MiningHall = MiningFields['halls'][string];
type Change = SitePower['handBack'][number];
type Step = { readonly kw: number; readonly tick: number; readonly slip: unknown; readonly path: Path };

export function lowerMining(
  lowering: Lowering,
  site: string,
  fields: MiningFields | undefined,
  path: Path,
): { readonly kw: number; readonly handBack: SitePower['handBack'] } {
  if (fields === undefined) return { kw: 0, handBack: [] };
  const { problems, axis } = lowering;
  const there = Object.values(fields.halls).filter((hall) => energisedAt(lowering, hall) === null);
  const inHalls = there.reduce((sum, { mw }) => sum + kilowatts(mw), 0);
  const load = fields.load === undefined ? inHalls : kilowatts(fields.load);
  if (fields.load === undefined && Object.keys(fields.halls).length === 0)
    problems.addMissing([...path, 'load'], 'nothing says how large the mining load is', 'add "load:", or "halls:"');
  if (inHalls > load)
    problems.add(
      [...path, 'load'],
      `the mining halls add up to ${inHalls / 1000} MW, but the load is only ${load / 1000} MW`,
      'raise the load, or leave it out',
    );
  const steps = Array.isArray(fields.hand_back)
    ? datedSteps(lowering, fields.hand_back, path)
    : steadySteps(lowering, load, fields.hand_back, path);
  const total = steps.reduce((sum, { kw }) => sum + kw, 0);
  if (total > load)
    problems.add([...path, 'hand_back'], `${total / 1000} MW are handed back, but the load is only ${load / 1000} MW`, 'hand back less');
  const isChain = !Array.isArray(fields.hand_back);
  let previous: string | null = null;
  const handBacks: Change[] = steps.map(({ kw, tick, slip, path: at }, i) => {
    if (tick < 0) problems.add(at, "this hand-back lies before the scenario's start", 'take it off the load instead');
    previous = addHandBack(lowering, {
      site,
      scope: [site, 'mining'],
      name: `hand-back-${i + 1}`,
      kw,
      slip,
      tick,
      after: isChain && previous !== null ? [previous] : [],
      path: at,
    });
    return { activity: previous, kw };
  });
  for (const [id, hall] of Object.entries(fields.halls)) {
    const at = [...path, 'halls', id];
    const on = energisedAt(lowering, hall);
    const energised = on === null ? null : addEnergisation(lowering, site, id, hall, on, at);
    if (energised !== null) handBacks.push({ activity: energised, kw: -kilowatts(hall.mw) });
    if (hall.hand_back === undefined) continue;
    const tick = tickOfDate(axis, hall.hand_back.on);
    if (tick < (on ?? 0))
      problems.add([...at, 'hand_back', 'on'], 'it is handed back before it mines', 'hand it back later, or leave the hall out');
    const activity = addHandBack(lowering, {
      site,
      scope: [site, 'mining', id],
      name: 'off',
      kw: kilowatts(hall.mw),
      slip: hall.hand_back.slip,
      tick,
      after: energised === null ? [] : [energised],
      path: [...at, 'hand_back'],
    });
    handBacks.push({ activity, kw: kilowatts(hall.mw) });
  }
  return { kw: load, handBack: handBacks };
}

/** When a hall is energised, if that is still to come. */
export function energisedAt({ axis }: Lowering, { energised }: MiningHall): number | null {
  const tick = energised === undefined ? 0 : tickOfDate(axis, energised);
  return tick > 0 ? tick : null;
}

/** Mining load that goes (kw above zero) or comes, besides what the mining load itself says. kW at the connection. */
export function addMiningChange(builder: PlanBuilder, site: string, change: Change): void {
  const at = builder.power.findIndex((power) => power.site === site);
  const power = builder.power[at];
  if (power !== undefined) builder.power[at] = { ...power, handBack: [...power.handBack, change] };
}

interface HandBack {
  readonly site: string;
  readonly scope: readonly string[];
  readonly name: string;
  readonly kw: number;
  readonly slip: unknown;
  readonly tick: number;
  readonly after: readonly string[];
  readonly path: Path;
}

function addHandBack({ builder, problems }: Lowering, { site, scope, name: id, kw, slip, tick, after, path }: HandBack): string {
  return builder.addActivity({
    scope,
    name: id,
    label: `mining hands back ${kw / 1000} MW`,
    cause: groupCause(builder, 'power'),
    site,
    hall: null,
    work: { kind: 'duration', clock: 'elapsed', law: durationLaw(problems, [...path, 'slip'], slip ?? '0 d').law, scale: 1, factors: [] },
    after: after.map((from) => ({ name: from, type: 'FS', lag: 0, share: 0, path })),
    notBefore: Math.max(0, tick),
    needs: [],
    gives: [{ name: 'power', amount: kw, at: 'finish', path }],
    calendar: null,
    onClose: 'pause',
    priority: 0,
    origin: path,
  });
}

function addEnergisation({ builder }: Lowering, site: string, id: string, hall: MiningHall, tick: number, path: Path): string {
  return builder.addActivity({
    scope: [site, 'mining', id],
    name: 'energised',
    label: `mining hall ${id} energised`,
    cause: groupCause(builder, 'power'),
    site,
    hall: null,
    work: { kind: 'duration', clock: 'elapsed', law: { kind: 'fixed', parameters: { value: 0 } }, scale: 1, factors: [] },
    after: [],
    notBefore: tick,
    needs: [{ name: 'power', amount: kilowatts(hall.mw), giveBack: false, path }],
    gives: [],
    calendar: null,
    onClose: 'pause',
    priority: 0,
    origin: path,
  });
}

function datedSteps({ axis }: Lowering, fields: readonly z.output<typeof handBack>[], path: Path): Step[] {
  return fields.map(({ mw, on, slip }, i) => ({ kw: kilowatts(mw), tick: tickOfDate(axis, on), slip, path: [...path, 'hand_back', i] }));
}

/** Each step ends when the rate has done its megawatts; the last one is what is left. */
function steadySteps({ axis, problems }: Lowering, load: number, fields: z.output<typeof steady>, path: Path): Step[] {
  const at = [...path, 'hand_back'];
  const toGo = load - kilowatts(fields.down_to);
  const size = kilowatts(fields.step);
  const rate = parse(fields.rate, 'rate');
  if (toGo < 0) problems.add([...at, 'down_to'], `the load is only ${load / 1000} MW`, 'let "down_to" be less than the load');
  if (size <= 0 || rate <= 0) {
    problems.add(at, 'the rate and the step must be more than nothing', 'write, for example, rate: 50 MW/mo and step: 25 MW');
    return [];
  }
  const steps: Step[] = [];
  for (let done = 0; done < toGo; ) {
    const kw = Math.min(size, toGo - done);
    done += kw;
    steps.push({ kw, tick: tickOfDate(axis, fields.from) + Math.round(done / rate), slip: fields.slip, path: at });
  }
  return steps;
}
