/** Mining load on the connection and how it hands its megawatts back: on stated days with a slip, or at a steady rate. */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import { quantity as parse } from '../base/units.ts';
import type { SitePower } from '../plan/plan.ts';
import { annotated, annotations, byShape, date, law, quantity } from './fields.ts';
import { groupCause, type Lowering } from './lowering.ts';
import { durationLaw, kilowatts, tickOfDate } from './read.ts';

const handBack = z.strictObject({
  mw: quantity('power', 'Power handed back.'),
  on: date('The planned day.'),
  slip: law('elapsed', 'How much later than planned it happens.').optional(),
  ...annotations,
});

const steady = z.strictObject({
  rate: quantity('rate', 'How fast the load comes down.'),
  from: date('When the first machines are switched off.'),
  step: quantity('power', 'Size of each step: a mining hall.'),
  down_to: quantity('power', 'Load that stays.'),
  slip: law('elapsed', 'How much later than planned each step happens, after the one before it.').optional(),
  ...annotations,
});

export const miningSchema = z
  .strictObject({
    load: annotated(quantity('power', 'Mining load at the start.'), 'Mining load at the connection at the start.'),
    hand_back: byShape([z.array(handBack), steady], 'Steps on stated days, or a steady rate.').default([]),
  })
  .describe('Load already on the connection that hands megawatts back.');

type MiningFields = z.output<typeof miningSchema>;
type Step = { readonly kw: number; readonly tick: number; readonly slip: unknown; readonly path: Path };

export function lowerMining(
  lowering: Lowering,
  site: string,
  fields: MiningFields | undefined,
  path: Path,
): { readonly kw: number; readonly handBack: SitePower['handBack'] } {
  if (fields === undefined) return { kw: 0, handBack: [] };
  const { builder, problems } = lowering;
  const load = kilowatts(fields.load);
  const steps = Array.isArray(fields.hand_back)
    ? datedSteps(lowering, fields.hand_back, path)
    : steadySteps(lowering, load, fields.hand_back, path);
  const total = steps.reduce((sum, { kw }) => sum + kw, 0);
  if (total > load)
    problems.add([...path, 'hand_back'], `${total / 1000} MW are handed back, but the load is only ${load / 1000} MW`, 'hand back less');
  const isChain = !Array.isArray(fields.hand_back);
  let previous: string | null = null;
  const handBacks = steps.map(({ kw, tick, slip, path: at }, i) => {
    if (tick < 0) problems.add(at, "this hand-back lies before the scenario's start", 'take it off the load instead');
    previous = builder.addActivity({
      scope: [site, 'mining'],
      name: `hand-back-${i + 1}`,
      label: `mining hands back ${kw / 1000} MW`,
      cause: groupCause(builder, 'power'),
      site,
      hall: null,
      work: { kind: 'duration', clock: 'elapsed', law: durationLaw(problems, [...at, 'slip'], slip ?? '0 d').law, scale: 1, factors: [] },
      after: isChain && previous !== null ? [{ name: previous, type: 'FS', lag: 0, share: 0, path: at }] : [],
      notBefore: Math.max(0, tick),
      needs: [],
      gives: [{ name: 'power', amount: kw, at: 'finish', path: at }],
      calendar: null,
      onClose: 'pause',
      priority: 0,
      origin: at,
    });
    return { activity: previous, kw };
  });
  return { kw: load, handBack: handBacks };
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
