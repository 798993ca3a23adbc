/**
 * secured >= energised, and energised with what is made on the site >= used, at every instant of every future: over random sites
 * with rights that come late, tranches in stages, batches, pauses, bridging, curtailment, mining and loads.
 */
import { expect, it } from 'vitest';
import { InvalidInput } from '../../src/base/problem.ts';
import type { Plan, SitePower } from '../../src/plan/plan.ts';
import { type Draw, drawing } from '../engine/drawing.ts';
import { planOf } from '../engine/play.ts';
import { futuresOf, type SitePlayed } from './site-power.ts';

const SCENARIOS = 150;
const FUTURES = 4;

const day = (draw: Draw, from: number, to: number): string =>
  new Date(Date.UTC(2026, 0, 5 + draw.whole(from, to))).toISOString().slice(0, 10);
const weeks = (draw: Draw, most: number): unknown => {
  const mode = draw.whole(1, most);
  return draw.pick([
    `${mode} wk`,
    { triangular: { low: '1 wk', mode: `${mode} wk`, high: `${2 * mode} wk` } },
    { chance: { p: '40 %', of: `${mode} wk` } },
  ]);
};

function stage(draw: Draw, id: string, before: readonly string[], secures: string | null): object {
  const isBatch = draw.happens(0.2);
  const first = draw.whole(0, 200);
  const length = isBatch
    ? {
        batches: [first, first + 200].map((from) => ({ enrol_by: day(draw, from, from), allocates: day(draw, from + 60, from + 160) })),
        share: '70 %',
      }
    : { duration: weeks(draw, 30) };
  return {
    id,
    ...length,
    ...(draw.happens(0.4) ? { after: before.filter(() => draw.happens(0.5)) } : {}),
    ...(draw.happens(0.2) ? { appeal: { p: '50 %', lasts: weeks(draw, 10) } } : {}),
    ...(draw.happens(0.2) && !isBatch ? { late: { p: '30 %', lasts: weeks(draw, 60) } } : {}),
    ...(draw.happens(0.2) ? { queue: { ahead: draw.whole(1, 20), served_per_quarter: 10 } } : {}),
    ...(secures === null ? {} : { secures }),
  };
}

function tranche(draw: Draw): { mw: number; secures: boolean; fields: object } {
  const mw = 10 * draw.whole(1, 8);
  const secures = draw.happens(0.5);
  const ids = ['permits', 'study', 'line', 'substation'].slice(0, draw.whole(1, 4));
  const securing = draw.whole(0, ids.length - 1);
  const stages = ids.map((id, i) => stage(draw, id, ids.slice(0, i), secures && i === securing ? 'all' : null));
  const steps = draw.happens(0.3) ? { steps: { of: '15 MW', every: weeks(draw, 6) } } : {};
  return { mw, secures, fields: { mw: `${mw} MW`, ...steps, ...(draw.happens(0.4) ? { begin: day(draw, 0, 200) } : {}), stages } };
}

function site(draw: Draw): object {
  const there = 10 * draw.whole(2, 10);
  const tranches = Object.fromEntries(['north', 'south'].map((id) => [id, tranche(draw)]));
  const own = Object.values(tranches).reduce((sum, { mw, secures }) => sum + (secures ? 0 : mw), 0);
  const mining = draw.happens(0.5) ? 10 * draw.whole(1, there / 10) : 0;
  // No more than there will ever be without the bridge.
  let left = there + 10 + Object.values(tranches).reduce((sum, { mw }) => sum + mw, 0) - mining / 2;
  const loads = Array.from({ length: draw.whole(2, 6) }, (_, i) => {
    const mw = Math.min(left, 5 * draw.whole(1, 6));
    left -= mw;
    return [`load-${i}`, { duration: weeks(draw, 10), not_before: day(draw, 0, 600), draws: { power: `${mw} MW` } }];
  });
  const bridge = {
    mw: '30 MW',
    order: day(draw, -100, 300),
    lead: weeks(draw, 40),
    ...draw.pick([
      {},
      { until: day(draw, 300, 900) },
      { until_energised: 'north' },
      { until_energised: 'south', if_not_energised: { tranche: 'south', by: day(draw, 100, 500) } },
    ]),
    ...(draw.happens(0.3) ? { built: '60 %' } : {}),
  };
  const power = {
    secured: [
      { mw: `${there + 10} MW`, on: '2025-06-01' },
      { mw: `${own} MW`, on: day(draw, -200, 700) },
    ],
    energised: [
      { mw: `${there} MW`, on: '2025-06-01' },
      { mw: '10 MW', on: day(draw, -100, 400) },
    ],
    ...(draw.happens(0.3) ? { brownfield: { mw: '20 MW' } } : {}),
    tranches: Object.fromEntries(Object.entries(tranches).map(([id, { fields }]) => [id, fields])),
    ...(draw.happens(0.5)
      ? {
          pauses: {
            freeze: { from: day(draw, 50, 400), lasts: weeks(draw, 30), probability: '60 %', applies_to: ['energisation', 'permits'] },
          },
        }
      : {}),
    ...(draw.happens(0.5) ? { bridging: { engines: bridge } } : {}),
    ...(draw.happens(0.5) ? { curtailment: { peaks: { mw: '20 MW', from: '2026-06-01', to: '2026-09-01', repeats: 'yearly' } } } : {}),
  };
  const hands = { load: `${mining} MW`, hand_back: [{ mw: `${mining / 2} MW`, on: day(draw, 10, 500), slip: weeks(draw, 6) }] };
  return { power, ...(mining > 0 ? { mining: hands } : {}), activities: Object.fromEntries(loads) };
}

/** kW over time, as moves. */
type Moves = { readonly at: number; readonly kw: number }[];

function movesOf(
  plan: Plan,
  power: SitePower,
  { start, finish }: SitePlayed,
): Record<'secured' | 'energised' | 'supplied' | 'used', Moves> {
  const at = (changes: readonly { readonly activity: string; readonly kw: number }[], when: (id: string) => number, sign = 1): Moves =>
    changes.map(({ activity, kw }) => ({ at: when(activity), kw: sign * kw })).filter((move) => !Number.isNaN(move.at));
  const secured = power.secured.map(({ from, kw }, i) => ({ at: Math.max(0, from) / 1440, kw: kw - (power.secured[i - 1]?.kw ?? 0) }));
  const energised = [{ at: 0, kw: power.energisedKw }, ...at(power.energise, finish)];
  const loads = plan.activities.flatMap(({ id, needs }) =>
    needs.filter(({ resource }) => resource === power.level && !id.endsWith('-off')).map(({ amount }) => ({ activity: id, kw: amount })),
  );
  return {
    secured: [...secured, ...at(power.secure ?? [], finish)],
    energised,
    supplied: [...energised, ...at(power.onSite ?? [], finish)],
    used: [{ at: 0, kw: power.miningKw }, ...at(power.handBack, finish, -1), ...at(loads, start)],
  };
}

const levelAt = (moves: Moves, time: number): number => moves.reduce((sum, { at, kw }) => (at <= time ? sum + kw : sum), 0);

it('holds at every instant', () => {
  const seen = { energisedLate: 0, onSite: 0, off: 0, waited: 0, full: 0 };
  for (let i = 0; i < SCENARIOS; i++) {
    const content = site(drawing(`power ${i}`));
    const text = JSON.stringify({ scenario: 'x', start: '2026-01-05', until: '2030-01-05', sites: { plains: content } });
    let plan: Plan;
    try {
      plan = planOf(text);
    } catch (error) {
      throw error instanceof InvalidInput ? new Error(`scenario ${i}: ${error.message}\n${text}`) : error;
    }
    const power = plan.power[0]!;
    for (const future of futuresOf(plan, FUTURES).traces) {
      const { secured, energised, supplied, used } = movesOf(plan, power, future);
      const instants = [...secured, ...supplied, ...used].map(({ at }) => at);
      for (const time of new Set(instants)) {
        const told = `scenario ${i}, day ${time}`;
        expect(levelAt(secured, time), `${told}: secured`).toBeGreaterThanOrEqual(levelAt(energised, time));
        expect(levelAt(supplied, time), `${told}: supplied`).toBeGreaterThanOrEqual(levelAt(used, time));
        if (levelAt(supplied, time) === levelAt(used, time)) seen.full++;
      }
      seen.energisedLate += power.energise.filter(({ activity }) => future.finish(activity) > 0).length;
      seen.onSite += (power.onSite ?? []).filter(({ activity, kw }) => kw > 0 && !Number.isNaN(future.finish(activity))).length;
      seen.off += (power.onSite ?? []).filter(({ activity, kw }) => kw < 0 && !Number.isNaN(future.finish(activity))).length;
      seen.waited += plan.activities.filter(
        ({ id }, index) => id.includes('load-') && future.trace.start[index]! > future.trace.ready[index]!,
      ).length;
    }
  }
  // The sites are worth looking at.
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(50);
});
