/**
 * Power made on the site, behind the meter: turbines, engines, fuel cells, batteries, small reactors; to bridge the wait for the
 * grid, or to stay. Raises the level when it is on, and gives its megawatts back when it goes. It is no part of what is secured or
 * energised at the connection. Its activities may never happen: they neither end nor censor a future.
 */
import { z } from 'zod';
import { didYouMean } from '../../base/nearest.ts';
import type { Path } from '../../base/problem.ts';
import { quantity as parse } from '../../base/units.ts';
import type { Entry } from '../../plan/plan.ts';
import { annotations, date, law, name, quantity } from '../fields.ts';
import { durationLaw, kilowatts, tickOfDate } from '../read.ts';
import { addTimed, addToken, after, atOnceWithChance, elapsed, type Place, rest } from './luck.ts';

/** What a kind of generator in the library says. */
export const generatorSchema = z.lazy(() =>
  z.strictObject({
    title: z.string().describe('What a person calls it.'),
    lead: law('elapsed', 'Usual time from the order to power.').optional(),
    earliest: date('No such unit is on the market before this day.').optional(),
    slip: law('elapsed', 'How much later than the earliest day it is.').optional(),
    price: quantity('energyPrice', 'What its energy costs.').optional(),
    emissions: quantity('emission', 'What it emits per MWh.').optional(),
    ...annotations,
  }),
);

export type Generator = z.output<typeof generatorSchema>;

const condition = z.lazy(() =>
  z
    .strictObject({
      tranche: name.describe('The tranche it stands in for.'),
      by: date('If the tranche is not energised by this day, the unit is switched on.'),
    })
    .describe('Only if the grid is late: switched on unless the tranche is energised first.'),
);

export const bridgingSchema = z.lazy(() =>
  z
    .record(
      name,
      z.strictObject({
        kind: name
          .optional()
          .describe('A generator of the library ("generators") or of "generators:", such as gas-engine, fuel-cell or smr.'),
        label: z.string().optional().describe('What a person calls it.'),
        mw: quantity('power', 'What it adds.'),
        order: date('The day of the order. Before the start: its lead time is under way.'),
        lead: law('elapsed', "From the order to power. Default: its kind's usual lead.").optional(),
        earliest: date('Not before this day, however early it is ordered. Default: as its kind says.').optional(),
        slip: law('elapsed', 'How much later than the earliest day it is. Default: as its kind says.').optional(),
        built: quantity('share', 'The chance that it is built at all.').default('100 %'),
        if_not_energised: condition.optional(),
        until: date('The day it is taken away again.').optional(),
        until_energised: name
          .optional()
          .describe('The tranche that replaces it: it goes as soon after that as so much headroom is free. Default: it stays.'),
        load_factor: quantity('share', 'Share of the time that it runs at full power while it is on.').default('90 %'),
        price: quantity('energyPrice', 'What its energy costs. Default: as its kind says.').optional(),
        emissions: quantity('emission', 'What it emits per MWh. Default: as its kind says.').optional(),
        ...annotations,
      }),
    )
    .default({})
    .describe('Power behind the meter, by name: a bridge until the grid comes, or generation that stays.'),
);

export type BridgingFields = z.output<typeof bridgingSchema>;
type Unit = BridgingFields[string];

export const BRIDGING = 'bridging';

/** `energised`: the activity that energises each tranche. Returns what comes and goes, in kW. */
export function lowerBridging(
  place: Place,
  bridging: BridgingFields,
  generators: ReadonlyMap<string, Generator>,
  energised: ReadonlyMap<string, string>,
): { activity: string; kw: number }[] {
  return Object.entries(bridging).flatMap(([id, unit]) =>
    lowerUnit({ ...place, path: [...place.path, id] }, id, unit, generators, energised),
  );
}

function lowerUnit(
  place: Place,
  id: string,
  unit: Unit,
  generators: ReadonlyMap<string, Generator>,
  energised: ReadonlyMap<string, string>,
) {
  const { lowering, path } = place;
  const { axis, problems } = lowering;
  const kind = unit.kind === undefined ? undefined : generators.get(unit.kind);
  const label = unit.label ?? kind?.title ?? id;
  const kw = kilowatts(unit.mw);
  const lead = unit.lead ?? kind?.lead;
  if (lead === undefined && (unit.kind === undefined || kind !== undefined))
    problems.addMissing(path, `nothing says how long "${id}" takes to come`, 'add "lead:", or name a kind of the library that has one');
  const ordered = tickOfDate(axis, unit.order);
  const orders = addTimed(place, `${id}-order`, `${label}: ordered`, {
    notBefore: Math.max(0, ordered),
    work: elapsed(rest(durationLaw(problems, [...path, 'lead'], lead ?? '0 d').law, -ordered)),
    optional: true,
  });
  const comesAfter = [orders];
  const earliest = unit.earliest ?? kind?.earliest;
  const slip = unit.slip ?? kind?.slip;
  if (earliest !== undefined) {
    const day = tickOfDate(axis, earliest);
    const law = durationLaw(problems, [...path, 'slip'], slip ?? '0 d').law;
    comesAfter.push(
      addTimed(place, `${id}-market`, `${label}: on the market`, {
        notBefore: Math.max(0, day),
        work: elapsed(rest(law, -day)),
        optional: true,
      }),
    );
  } else if (slip !== undefined)
    problems.add(
      [...path, 'slip'],
      'a slip is counted from the earliest day, and there is none',
      'add "earliest:", or let "lead" hold the luck',
    );
  const built = parse(unit.built, 'share');
  if (built > 1) problems.add([...path, 'built'], `${unit.built} is more than certain`, 'write a share from 0 % to 100 %');
  if (built < 1)
    comesAfter.push(
      addTimed(place, `${id}-built`, `${label}: is built at all`, { work: elapsed(atOnceWithChance(lowering, built)), optional: true }),
    );
  const branch = unit.if_not_energised === undefined ? undefined : lowerCondition(place, id, label, unit.if_not_energised, energised);
  const on = addTimed(place, `${id}-on`, `${label}: on`, {
    after: after(comesAfter, path),
    notBefore: branch?.by ?? 0,
    needs: branch === undefined ? [] : [{ name: branch.token, amount: 1, giveBack: false, path }],
    gives: [{ name: 'power', amount: kw, at: 'finish', path }],
    optional: true,
  });
  lowering.builder.milestones.push({ id: `${place.site}/${BRIDGING}/${id}`, activity: on, target: null });
  const off = lowerEnd(place, id, label, unit, kw, on, energised);
  bookUnit(place, id, label, { ...unit, price: unit.price ?? kind?.price, emissions: unit.emissions ?? kind?.emissions }, kw, on, off);
  return [{ activity: on, kw }, ...(off === null ? [] : [{ activity: off, kw: -kw }])];
}

/** Whoever comes first takes the token: the grid, or the unit from the day on. */
function lowerCondition(
  place: Place,
  id: string,
  label: string,
  { tranche, by }: z.output<typeof condition>,
  energised: ReadonlyMap<string, string>,
) {
  const { lowering, path } = place;
  const at = [...path, 'if_not_energised'];
  const token = `${id}-branch`;
  const grid = energisedBy(place, tranche, [...at, 'tranche'], energised);
  addToken(place, token, 'stock', `${label}: not needed any more`, 1);
  addTimed(place, `${id}-not-needed`, `${label}: the grid came first`, {
    after: after(grid, at),
    needs: [{ name: token, amount: 1, giveBack: false, path: at }],
    optional: true,
  });
  return { token, by: Math.max(0, tickOfDate(lowering.axis, by)) };
}

function lowerEnd(
  place: Place,
  id: string,
  label: string,
  unit: Unit,
  kw: number,
  on: string,
  energised: ReadonlyMap<string, string>,
): string | null {
  const { lowering, path } = place;
  if (unit.until === undefined && unit.until_energised === undefined) return null;
  if (unit.until !== undefined && unit.until_energised !== undefined)
    lowering.problems.add([...path, 'until'], 'this goes on a day and with a tranche at once', 'give "until:" or "until_energised:"');
  const grid = unit.until_energised === undefined ? [] : energisedBy(place, unit.until_energised, [...path, 'until_energised'], energised);
  return addTimed(place, `${id}-off`, `${label}: off`, {
    after: after([on, ...grid], path),
    notBefore: unit.until === undefined ? 0 : Math.max(0, tickOfDate(lowering.axis, unit.until)),
    // Taken from what is free, so that nobody is left without.
    needs: [{ name: 'power', amount: kw, giveBack: false, path }],
    optional: true,
  });
}

function energisedBy({ lowering: { problems } }: Place, tranche: string, path: Path, energised: ReadonlyMap<string, string>): string[] {
  const found = energised.get(tranche);
  if (found !== undefined) return [found];
  if (!problems.wasLeftOut(tranche))
    problems.add(path, `there is no tranche "${tranche}"${didYouMean(tranche, energised.keys())}`, 'name a tranche of this site');
  return [];
}

/** Energy from when it is on until it is off, what that costs and emits. */
function bookUnit(
  { lowering: { builder }, site }: Place,
  id: string,
  label: string,
  unit: Pick<Unit, 'load_factor' | 'price' | 'emissions' | 'source'>,
  kw: number,
  on: string,
  off: string | null,
): void {
  const megawatts = (kw / 1000) * parse(unit.load_factor, 'share');
  const book = (what: string, unitOf: string, said: string, perHour: number): void => {
    const running = (activity: string, sign: 1 | -1): Entry => ({ kind: 'running', activity, from: 'finish', perHour: sign * perHour });
    const entries = [running(on, 1), ...(off === null ? [] : [running(off, -1)])];
    builder.accounts.push({ id: `${site}/${what}/${id}`, label: `${label}: ${said}`, unit: unitOf, site, entries });
  };
  book('on-site-energy', 'MWh', 'energy', megawatts);
  if (unit.price !== undefined) book('on-site-cost', 'USD', 'cost of energy', megawatts * parse(unit.price, 'energyPrice'));
  if (unit.emissions !== undefined) book('on-site-emissions', 't', 'CO2', megawatts * parse(unit.emissions, 'emission'));
  builder.facts.push({ site, id: `on-site/${id}`, label: `${label}: power`, value: kw / 1000, unit: 'MW', source: unit.source ?? null });
}
