/**
 * Power at a site's connection: what is secured, what is energised already, and tranches on their way through dated or
 * timed stages. Lowers into one level in kW, `<site>/power`: energised, less the mining load, less what halls draw.
 */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import { CAUSE_GROUPS, type SitePower } from '../plan/plan.ts';
import { annotations, date, law, name, quantity } from './fields.ts';
import { groupCause, type Lowering } from './lowering.ts';
import { lowerMining, type miningSchema } from './mining.ts';
import { durationLaw, kilowatts, tickOfDate } from './read.ts';
import { addResource } from './resources.ts';

const stage = z.strictObject({
  id: name.describe('Name of the stage.'),
  label: z.string().optional().describe('What a person calls it.'),
  duration: law('elapsed', 'How long it takes, in d, wk or mo.').optional(),
  on: date('The day it is done, where the day is known.').optional(),
  cause: z
    .enum(CAUSE_GROUPS)
    .default('power')
    .describe('permit-grid for permits, studies, agreements and lines; power for substations and energisation.'),
  ...annotations,
});

const step = z.strictObject({ mw: quantity('power', 'Power at the connection.'), on: date('From this day on.'), ...annotations });

export const powerSchema = z
  .strictObject({
    secured: z.array(step).min(1).describe('Power the site has a right to, added up over time.'),
    energised: z.array(step).default([]).describe('Power that is energised on known days, added up over time.'),
    tranches: z
      .record(
        name,
        z.strictObject({
          mw: quantity('power', 'What it adds when its last stage is done.'),
          begin: date("The day its first stage begins; the scenario's start otherwise.").optional(),
          stages: z.array(stage).min(1).describe('Stages, one after another.'),
          ...annotations,
        }),
      )
      .default({})
      .describe('Power still on its way, by name.'),
  })
  .describe('Power at the connection, in MW gross.');

export const POWER = 'power';

type PowerFields = z.output<typeof powerSchema>;

export interface SiteLoad {
  readonly mining: z.output<typeof miningSchema> | undefined;
}

/** Lowers power and the mining load that shares the connection. Halls add what they draw to the returned list. */
export function lowerPower(
  lowering: Lowering,
  site: string,
  fields: PowerFields,
  load: SiteLoad,
  path: Path,
  strict: boolean,
): { readonly draw: { activity: string; kw: number }[] } {
  const { axis, builder, problems } = lowering;
  const steps = fields.secured.map(({ mw, on }) => ({ from: tickOfDate(axis, on), kw: kilowatts(mw) })).sort((a, b) => a.from - b.from);
  const secured = steps.map(({ from }, i) => ({ from, kw: steps.slice(0, i + 1).reduce((sum, { kw }) => sum + kw, 0) }));
  const energisedKw = fields.energised.filter(({ on }) => tickOfDate(axis, on) <= 0).reduce((sum, { mw }) => sum + kilowatts(mw), 0);
  const energise: SitePower['energise'][number][] = [];
  const draw: { activity: string; kw: number }[] = [];

  fields.energised.forEach((entry, i) => {
    if (tickOfDate(axis, entry.on) > 0)
      energise.push({ activity: addStep(lowering, site, `energised-${i + 1}`, entry, [...path, 'energised', i]), kw: kilowatts(entry.mw) });
  });
  for (const [id, tranche] of Object.entries(fields.tranches)) {
    energise.push({ activity: addTranche(lowering, site, id, tranche, [...path, 'tranches', id]), kw: kilowatts(tranche.mw) });
  }
  const mining = lowerMining(lowering, site, load.mining, ['sites', site, 'mining']);

  const totalSecured = secured.at(-1)?.kw ?? 0;
  const totalEnergised = energise.reduce((sum, { kw }) => sum + kw, energisedKw);
  if (totalEnergised > totalSecured)
    problems.add(
      path,
      `${totalEnergised / 1000} MW are to be energised, but only ${totalSecured / 1000} MW are secured`,
      'secure more, or energise less',
    );
  // Without a start nobody knows what is energised then.
  if (mining.kw > energisedKw && !problems.wasLeftOut('start'))
    problems.add(
      ['sites', site, 'mining', 'load'],
      `mining uses ${mining.kw / 1000} MW at the start, but only ${energisedKw / 1000} MW are energised then`,
      'lower the load, or add what is energised',
    );

  addResource(lowering, [site], POWER, 'level', 'kW', [{ from: 0, amount: energisedKw - mining.kw }], { cause: 'power' }, strict, path);
  builder.power.push({
    site,
    level: `${site}/${POWER}`,
    secured,
    energisedKw,
    energise,
    miningKw: mining.kw,
    handBack: mining.handBack,
    draw,
  });
  return { draw };
}

function addStep(lowering: Lowering, site: string, id: string, entry: z.output<typeof step>, path: Path): string {
  return lowering.builder.addActivity({
    ...powerActivity(lowering, site, id, path),
    label: `${entry.mw} energised`,
    work: { kind: 'duration', clock: 'elapsed', law: { kind: 'fixed', parameters: { value: 0 } }, scale: 1, factors: [] },
    notBefore: tickOfDate(lowering.axis, entry.on),
    gives: [{ name: POWER, amount: kilowatts(entry.mw), at: 'finish', path }],
  });
}

function addTranche(lowering: Lowering, site: string, id: string, tranche: PowerFields['tranches'][string], path: Path): string {
  const { axis, builder, problems } = lowering;
  const begin = tranche.begin === undefined ? 0 : Math.max(0, tickOfDate(axis, tranche.begin));
  let previous: string | null = null;
  tranche.stages.forEach((entry, i) => {
    const at = [...path, 'stages', i];
    if ((entry.duration === undefined) === (entry.on === undefined))
      problems.add(at, 'a stage has either a duration or the day it is done', 'give "duration:" or "on:"');
    const isLast = i === tranche.stages.length - 1;
    const { law: length } = durationLaw(problems, [...at, 'duration'], entry.duration ?? '0 d');
    previous = builder.addActivity({
      ...powerActivity(lowering, site, entry.id, at),
      scope: [site, POWER, id],
      label: entry.label ?? `${id} ${entry.id}`,
      cause: groupCause(builder, entry.cause),
      work: { kind: 'duration', clock: 'elapsed', law: length, scale: 1, factors: [] },
      after: previous === null ? [] : [{ name: previous, type: 'FS', lag: 0, share: 0, path: at }],
      notBefore: Math.max(previous === null ? begin : 0, entry.on === undefined ? 0 : tickOfDate(axis, entry.on)),
      gives: isLast ? [{ name: POWER, amount: kilowatts(tranche.mw), at: 'finish', path: at }] : [],
    });
    if (isLast) builder.milestones.push({ id: `${site}/${POWER}/${id}`, activity: previous, target: null });
  });
  return previous as unknown as string;
}

function powerActivity(lowering: Lowering, site: string, id: string, path: Path) {
  return {
    scope: [site, POWER],
    name: id,
    cause: groupCause(lowering.builder, 'power'),
    site,
    hall: null,
    after: [],
    needs: [],
    calendar: null,
    onClose: 'pause' as const,
    priority: 0,
    origin: path,
  };
}
