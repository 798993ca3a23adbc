/**
 * Power at a site's connection: what is secured, what is energised already, and tranches on their way through dated or
 * timed stages. Lowers into one level in kW, `<site>/power`: energised, less the mining load, less what halls draw. Where the
 * right to power comes later than the start, a second level, `<site>/secured`, is what energising draws on: so that secured >=
 * energised >= used at every instant.
 */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import type { NeedDraft } from '../plan/builder.ts';
import type { SitePower } from '../plan/plan.ts';
import { annotations, date, name, quantity } from './fields.ts';
import type { Lowering } from './lowering.ts';
import { lowerMining, type miningSchema } from './mining.ts';
import { BRIDGING, bridgingSchema, type Generator, lowerBridging } from './power/bridging.ts';
import { communitySchema, lowerCommunity } from './power/community.ts';
import { brownfieldSchema, contractedSchema, lowerContracted, scaleBy } from './power/connection.ts';
import { curtailmentSchema, lowerCurtailment } from './power/curtailment.ts';
import { addTimed } from './power/luck.ts';
import { lowerPauses, pausesSchema } from './power/pauses.ts';
import type { PowerLibrary as StageLibrary } from './power/route.ts';
import { SECURED } from './power/stages.ts';
import { lowerTranche, trancheSchema } from './power/tranches.ts';
import { kilowatts, tickOfDate } from './read.ts';
import { addResource } from './resources.ts';

const step = z.lazy(() =>
  z.strictObject({ mw: quantity('power', 'Power at the connection.'), on: date('From this day on.'), ...annotations }),
);

export const powerSchema = z.lazy(() =>
  z
    .strictObject({
      secured: z
        .array(step)
        .describe(
          'Power the site has a right to, added up over time. Stages of tranches may add to it ("secures:"); [] if all comes from them.',
        ),
      energised: z.array(step).default([]).describe('Power that is energised on known days, added up over time.'),
      tranches: z.record(name, trancheSchema).default({}).describe('Power still on its way, by name.'),
      brownfield: brownfieldSchema.optional(),
      pauses: pausesSchema,
      bridging: bridgingSchema,
      curtailment: curtailmentSchema,
      community: communitySchema.optional(),
      contracted: contractedSchema,
    })
    .describe('Power at the connection, in MW gross.'),
);

export const POWER = 'power';

export type PowerFields = z.output<typeof powerSchema>;

/** Building blocks of power, found by name. */
export interface PowerLibrary extends StageLibrary {
  readonly generators: ReadonlyMap<string, Generator>;
}

export interface SiteLoad {
  readonly mining: z.output<typeof miningSchema> | undefined;
}

/** Lowers power and the mining load that shares the connection. Halls add what they draw to the returned list. */
export function lowerPower(
  lowering: Lowering,
  site: string,
  fields: PowerFields,
  load: SiteLoad,
  library: PowerLibrary,
  path: Path,
  strict: boolean,
): { readonly draw: { activity: string; kw: number }[] } {
  const { axis, builder, problems } = lowering;
  const there = fields.brownfield === undefined ? 0 : kilowatts(fields.brownfield.mw);
  const steps = [
    ...(there > 0 ? [{ from: 0, kw: there }] : []),
    ...fields.secured.map(({ mw, on }) => ({ from: tickOfDate(axis, on), kw: kilowatts(mw) })),
  ].sort((a, b) => a.from - b.from);
  const secured = steps.map(({ from }, i) => ({ from, kw: steps.slice(0, i + 1).reduce((sum, { kw }) => sum + kw, 0) }));
  const energisedKw = fields.energised.filter(({ on }) => tickOfDate(axis, on) <= 0).reduce((sum, { mw }) => sum + kilowatts(mw), there);
  const securedAtStart = secured.filter(({ from }) => from <= 0).at(-1)?.kw ?? 0;
  const stages = Object.values(fields.tranches).flatMap((tranche) => [
    ...(tranche.stages ?? []),
    ...(tranche.route === undefined ? [] : (library.routes.get(tranche.route)?.stages ?? [])),
    ...Object.entries(tranche.with ?? {}).map(([id, changes]) => ({ ...changes, id })),
  ]);
  const known = new Set(stages.flatMap(({ id, kind }) => (kind === undefined ? [id] : [id, kind])));
  // Each stage and each step at most once; steps follow one another.
  const most = fields.energised.length + stages.length + Object.keys(fields.tranches).length;
  const pauses = lowerPauses(lowering, site, fields.pauses, most, known, [...path, 'pauses']);
  const isSecuredLater = steps.some(({ from }) => from > 0) || stages.some(({ secures }) => secures !== undefined);
  const energising = (kw: number): NeedDraft[] => [
    ...(isSecuredLater ? [{ name: SECURED, amount: kw, giveBack: false, path }] : []),
    ...pauses.energising,
  ];
  const place = { lowering, site, scope: [site, POWER], cause: 'power' as const };
  const energise: SitePower['energise'][number][] = [];
  const draw: { activity: string; kw: number }[] = [];

  fields.energised.forEach((entry, i) => {
    const at = [...path, 'energised', i];
    const kw = kilowatts(entry.mw);
    if (tickOfDate(axis, entry.on) <= 0) return;
    const activity = addTimed({ ...place, path: at }, `energised-${i + 1}`, `${entry.mw} energised`, {
      notBefore: tickOfDate(axis, entry.on),
      needs: energising(kw),
      gives: [{ name: POWER, amount: kw, at: 'finish', path: at }],
    });
    energise.push({ activity, kw });
  });
  const appealScale = lowerCommunity(lowering, site, fields.community, [...path, 'community']);
  const scaleOf = scaleBy(lowering, fields.brownfield, known, [...path, 'brownfield']);
  const energisedBy = new Map<string, string>();
  const secure: { activity: string; kw: number }[] = [];
  for (const [id, tranche] of Object.entries(fields.tranches)) {
    const context = {
      ...place,
      path: [...path, 'tranches', id],
      library,
      energising,
      allowed: pauses.allowed,
      scaleOf,
      appealScale,
    };
    const lowered = lowerTranche(context, id, tranche);
    energise.push(...lowered.energise);
    secure.push(...lowered.secure);
    energisedBy.set(id, lowered.energised);
  }
  const onSite = lowerBridging(
    { ...place, scope: [site, BRIDGING], path: [...path, 'bridging'] },
    fields.bridging,
    library.generators,
    energisedBy,
  );
  const mining = lowerMining(lowering, site, load.mining, ['sites', site, 'mining']);

  const totalSecured = secure.reduce((sum, { kw }) => sum + kw, secured.at(-1)?.kw ?? 0);
  const totalEnergised = energise.reduce((sum, { kw }) => sum + kw, energisedKw);
  if (totalEnergised > totalSecured)
    problems.addMissing(
      path,
      `${totalEnergised / 1000} MW are to be energised, but only ${totalSecured / 1000} MW are secured`,
      'secure more, or energise less',
    );
  // What is too much in all has been told; and without a start nobody knows what is there then.
  else if (energisedKw > securedAtStart && !problems.wasLeftOut('start'))
    problems.add(
      [...path, 'energised'],
      `${energisedKw / 1000} MW are energised at the start, but only ${securedAtStart / 1000} MW are secured then`,
      'secure more before, or energise later',
    );
  // Without a start nobody knows what is energised then.
  if (mining.kw > energisedKw && !problems.wasLeftOut('start'))
    problems.add(
      ['sites', site, 'mining', 'load'],
      `mining uses ${mining.kw / 1000} MW at the start, but only ${energisedKw / 1000} MW are energised then`,
      'lower the load, or add what is energised',
    );

  addResource(lowering, [site], POWER, 'level', 'kW', [{ from: 0, amount: energisedKw - mining.kw }], { cause: 'power' }, strict, path);
  if (isSecuredLater) {
    const headroom = [{ from: 0, amount: Math.max(0, securedAtStart - energisedKw) }];
    addResource(lowering, [site], SECURED, 'level', 'kW', headroom, { label: 'secured power', cause: 'permit-grid' }, strict, path);
    steps.forEach(({ from, kw }, i) => {
      if (from > 0)
        addTimed({ ...place, cause: 'permit-grid', path }, `secured-${i + 1}`, `${kw / 1000} MW secured`, {
          notBefore: from,
          gives: [{ name: SECURED, amount: kw, at: 'finish', path }],
          optional: true,
        });
    });
  }
  lowerCurtailment(lowering, site, fields.curtailment, totalEnergised, [...path, 'curtailment']);
  lowerContracted(lowering, site, fields.contracted, totalSecured, [...path, 'contracted']);
  builder.power.push({
    site,
    level: `${site}/${POWER}`,
    secured,
    energisedKw,
    energise,
    ...(secure.length > 0 ? { secure } : {}),
    ...(onSite.length > 0 ? { onSite } : {}),
    miningKw: mining.kw,
    handBack: mining.handBack,
    draw,
  });
  return { draw };
}

/** What activities of the site itself draw when they bring compute online: AI load, as that of halls. */
export function drawsOfSite(
  site: string,
  activities: Readonly<
    Record<string, { readonly draws?: Readonly<Record<string, string | number>> | undefined; readonly online?: unknown }>
  >,
): { activity: string; kw: number }[] {
  return Object.entries(activities).flatMap(([id, { draws, online }]) => {
    const drawn = draws?.[POWER];
    return online === undefined || typeof drawn !== 'string' ? [] : [{ activity: `${site}/${id}`, kw: kilowatts(drawn) }];
  });
}
