/** No GPU is lost and no dollar is booked twice: in every future, at every instant, whatever befalls the orders. */
import { describe, expect, it } from 'vitest';
import { createSampler } from '../../../src/engine/draws.ts';
import { compileProgram } from '../../../src/engine/program.ts';
import { createSimulator } from '../../../src/engine/simulate.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { runStudy } from '../../../src/study/study.ts';
import { sitePlan } from './site.ts';

const FUTURES = 60;

/** Two halls, four orders: late ones that are replaced, a vendor's book, a border, inspections, a small storage, a racking line. */
const PLAN = sitePlan({
  until: '2028-06-30',
  file: `vendors:
  maker: {per_month: 300, backlog: 400, allocation: pro-rata, slip: {lognormal: {p50: 1, sigma: 0.3}}, others: {giant: {order: 2026-02-01, quantity: 1500}}}
markets: {chips: {regime: {state: tight}, correlation: 30 %}}
gpu_models:
  h9: {title: H9, per_rack: 10, price: 50 kUSD, market: chips, lead: {lognormal: {p50: 25 wk, sigma: 0.4}}, volume: 2026-03-01, platform_slip: {gamma: {shape: 2, scale: 4 wk}}}
  h8: {title: H8, per_rack: 10, price: 30 kUSD, lead: {lognormal: {p50: 8 wk, sigma: 0.4}}}
templates:
  shed:
    title: shed
    it: 2 MW
    gross: 3 MW
    gpus: 1000
    blocks: 4
    activities:
      racks: {duration: {uniform: {low: 5 d, high: 15 d}}, per_block: true, installs: all}
      burn-in: {duration: 2 d, per_block: true, after: racks, early_failures: {share: 2 %, swap: 1 d, replacement: 5 wk}}
      online: {milestone: true, per_block: true, after: burn-in, brings_online: all}`,
  site: `storage: {limit: 900, places: {gpus: 1}}
rack_rate: 5 racks/d
gpus:
  late: {model: h9, for: hall-1, quantity: 600, order: 2026-01-20, lots: [{quantity: 200}, {quantity: 400, after: {gamma: {shape: 2, scale: 3 wk}}}], transit: {uniform: {low: 1 wk, high: 6 wk}}, customs: {delay: 3 d, tariff: 10 %}, inspection: {fails: 30 %, rework: 20 d}, substitute: {model: h8, after: 2026-09-15}}
  early: {model: h8, for: hall-1, quantity: 400, order: 2025-12-01, delivers: 3 racks/d}
  booked: {model: h8, for: hall-2, quantity: 700, order: 2026-01-20, vendor: maker}
  rushed: {model: h9, for: hall-2, quantity: 300, order: 2026-01-20, expedite: {cuts: 30 %, works: 60 %, premium: 12 %}}
halls: {hall-1: {build: shed}, hall-2: {build: shed}}`,
});

type Part = { readonly activity: string; readonly quantity: number };

function* futures(plan: Plan) {
  const program = compileProgram(plan);
  const simulator = createSimulator(program);
  const sampler = createSampler(plan);
  const work = sampler.draw([{ text: 'conservation', first: 0, count: FUTURES }]);
  for (let row = 0; row < FUTURES; row++) {
    const trace = simulator.run(work.subarray(row * sampler.width, (row + 1) * sampler.width));
    const at = (what: 'start' | 'finish') => (parts: readonly Part[], tick: number) =>
      parts.reduce((sum, { activity, quantity }) => sum + (trace[what][program.indexOf.get(activity)!]! <= tick ? quantity : 0), 0);
    yield { program, trace, started: at('start'), finished: at('finish') };
  }
}

/** What a stock holds at a tick, from every give and every take. */
function held(
  plan: Plan,
  id: string,
  { started, finished }: { started: (parts: readonly Part[], tick: number) => number; finished: typeof started },
  tick: number,
): number {
  const puts = plan.activities.flatMap(({ id: activity, gives }) =>
    gives.filter(({ resource }) => resource === id).map(({ amount, at }) => ({ activity, quantity: amount, at })),
  );
  const takes = plan.activities.flatMap(({ id: activity, needs }) =>
    needs.filter(({ resource, giveBack }) => resource === id && !giveBack).map(({ amount }) => ({ activity, quantity: amount })),
  );
  const atStart = puts.filter(({ at }) => at === 'start');
  const atFinish = puts.filter(({ at }) => at === 'finish');
  return started(atStart, tick) + finished(atFinish, tick) - started(takes, tick);
}

describe('GPUs', () => {
  it('ordered are in transit, stored, installed, failed or cancelled, in every future and at every instant', () => {
    let cancelledInAll = 0;
    let kept = 0;
    let dead = 0;
    for (const future of futures(PLAN)) {
      const { finished, started } = future;
      for (let tick = 0; tick <= PLAN.horizon; tick += PLAN.horizon / 40) {
        for (const hall of ['hall-1', 'hall-2']) {
          const tranches = PLAN.gpus.filter((tranche) => tranche.hall === hall);
          const sum = (parts: (tranche: (typeof tranches)[number]) => number): number =>
            tranches.reduce((total, tranche) => total + parts(tranche), 0);
          const cancelled = sum((tranche) => started(tranche.cancelled ?? [], tick));
          // What is cancelled is ordered anew at the same instant.
          const ordered = sum(({ quantity, orderedAt }) => (orderedAt <= tick ? quantity : 0)) + cancelled;
          const arrived = sum(({ deliveries }) => finished(deliveries, tick));
          const installs = PLAN.activities
            .filter((activity) => activity.hall === hall && activity.id.endsWith('/racks'))
            .map(({ id }) => ({ activity: id, quantity: 250 }));
          const installed = started(installs, tick);
          const stored = held(PLAN, `plains/${hall}/gpus`, future, tick);
          const inTransit = ordered - arrived - cancelled;
          // Dead ones are swapped for stored ones as the swap starts; the maker's replacements come on top of what was ordered.
          const failed = sum((tranche) => started(tranche.failed ?? [], tick));
          const replaced = sum((tranche) => finished(tranche.replaced ?? [], tick));
          dead = Math.max(dead, failed);
          expect(inTransit + stored + installed + failed + cancelled).toBeCloseTo(ordered + replaced, 9);
          for (const pieces of [inTransit, stored, installed]) expect(pieces).toBeGreaterThanOrEqual(0);
          expect(arrived).toBeLessThanOrEqual(sum(({ quantity }) => quantity));
        }
        const places = -held(PLAN, 'plains/storage', future, tick);
        expect(places).toBeGreaterThanOrEqual(
          held(PLAN, 'plains/hall-1/gpus', future, tick) + held(PLAN, 'plains/hall-2/gpus', future, tick),
        );
        expect(places).toBeLessThanOrEqual(900);
      }
      // Each lot comes once, from one or from the other.
      const late = PLAN.gpus.find(({ id }) => id.endsWith('/late'))!;
      expect(finished(late.deliveries, PLAN.horizon)).toBe(600);
      const swapped = started(late.cancelled ?? [], PLAN.horizon);
      cancelledInAll += swapped;
      kept += 600 - swapped;
    }
    // Two per cent of a thousand.
    expect(dead).toBeCloseTo(20, 9);
    // The futures are of both kinds.
    expect(cancelledInAll).toBeGreaterThan(0);
    expect(kept).toBeGreaterThan(0);
  });

  it('and places in the storage come free as they are installed', () => {
    for (const future of futures(PLAN)) expect(Math.abs(held(PLAN, 'plains/storage', future, PLAN.horizon))).toBe(0);
  });
});

describe('money', () => {
  it('of every order is booked once in every future', async () => {
    const { outcomes } = await runStudy({
      plan: PLAN,
      tool: 'test',
      futures: [{ text: 'conservation', from: 0, count: FUTURES }],
      seedLabel: 'test',
      questions: [],
      tellActivities: false,
      workers: 1,
    });
    expect(outcomes.censored).toBe(0);
    const mean = (id: string): number => outcomes.accounts[`plains/${id}`]?.mean ?? Number.NaN;
    // What is not cancelled costs the price of its model, what is cancelled that of the substitute: nothing else, and nothing twice.
    const cancelled = mean('cancelled/h9');
    expect(cancelled).toBeGreaterThan(0);
    expect(mean('purchases/h9')).toBeCloseTo((900 - cancelled) * 50_000, 2);
    expect(mean('purchases/h8')).toBeCloseTo((1100 + cancelled) * 30_000, 2);
    expect(mean('expediting/h9')).toBeCloseTo(0.12 * 300 * 50_000, 2);
    expect(mean('tariffs/h9')).toBeCloseTo(0.1 * (600 - cancelled) * 50_000, 2);
    expect(outcomes.accounts['plains/expediting/h9']?.sd).toBeCloseTo(0, 3);
  });
});
