/**
 * Compute online is the minimum along the chain power, building, GPUs. A 20 MW site, in days: power for 10 MW from day 30 and
 * for 20 from day 90; built for 15 MW from day 60 and for 20 from day 75; two 2 MW blocks of GPUs on each of days 50, 60, 70, 80
 * and 90. Ten blocks of 2 MW need all three, and the plan has them online on day 0.
 */
import { expect, it } from 'vitest';
import { MINUTES_PER_DAY as DAY } from '../../src/base/time.ts';
import { createNoWait } from '../../src/engine/no-wait.ts';
import { compileProgram } from '../../src/engine/program.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import { explain } from '../../src/measure/explain.ts';
import { createFold, metricContext, playedOf } from '../../src/measure/fold.ts';
import { readRibbon } from '../../src/measure/metrics/held.ts';
import { summarise } from '../../src/measure/summarise.ts';
import { activity, computeUnit, gives, planOf, resource, takes, workOf } from '../plan-builder.ts';

const deliveries = [50, 60, 70, 80, 90];
const blocks = Array.from({ length: 10 }, (_, i) => `online-${i + 1}`);

const plan = planOf({
  horizon: 120 * DAY,
  activities: [
    activity('power-1', 30 * DAY, { cause: 'grid', gives: [gives('power', 10_000)] }),
    activity('power-2', 90 * DAY, { cause: 'grid', gives: [gives('power', 10_000)] }),
    activity('build-1', 60 * DAY, { cause: 'building', gives: [gives('built', 15_000)] }),
    activity('build-2', 75 * DAY, { cause: 'building', gives: [gives('built', 5_000)] }),
    ...deliveries.map((day) => activity(`gpus-${day}`, day * DAY, { cause: 'vendor', gives: [gives('blocks', 2)] })),
    ...blocks.map((id) => activity(id, 0, { needs: [takes('power', 2000), takes('built', 2000), takes('blocks', 1)] })),
  ],
  resources: [
    resource('level', 'power', 0, { unit: 'kW', cause: 'power' }),
    resource('level', 'built', 0, { unit: 'kW', cause: 'built' }),
    resource('stock', 'blocks', 0, { cause: 'gpus' }),
  ],
  compute: blocks.map((id) => computeUnit(id, 2000, { gpus: 1000, planned: 0 })),
  milestones: [{ id: 'all-online', activity: 'online-10', target: 60 * DAY }],
});

function study() {
  const program = compileProgram(plan);
  const work = workOf(plan);
  const trace = createSimulator(program).run(work);
  const fold = createFold(program, 1);
  fold.add(trace, createNoWait(program).run(work));
  const { rows, sums } = playedOf(plan, fold.result());
  return {
    program,
    trace,
    rows,
    sums,
    outcomes: summarise({ program, tool: 'ttc', seed: 'none', world: 'median', rows, sums, tell: null, questions: [] }),
  };
}

/** MW online at a tick. */
function onlineAt(finish: Float64Array, indexOf: ReadonlyMap<string, number>, day: number): number {
  return blocks.reduce((mw, id) => mw + (finish[indexOf.get(id)!]! <= day * DAY ? 2 : 0), 0);
}

it('is nowhere above the least of the three, and nowhere below it', () => {
  const { program, trace } = study();
  for (let day = 0; day <= 120; day++) {
    const expected = day < 60 ? 0 : day < 70 ? 8 : day < 90 ? 10 : 20;
    expect(onlineAt(trace.finish, program.indexOf, day), `day ${day}`).toBe(expected);
  }
});

it('draws the same curve along the grid', () => {
  const { outcomes } = study();
  const expected = outcomes.grid.map((day) => (day < 60 ? 0 : day < 70 ? 8 : day < 90 ? 10 : 20));
  expect(outcomes.curve?.mw.p50).toEqual(expected);
  expect(outcomes.curve?.mw.mean).toEqual(expected);
  expect(outcomes.curve?.gpus.p90).toEqual(expected.map((mw) => mw * 500));
  expect(outcomes.curve?.plannedMw).toEqual(outcomes.grid.map(() => 20));
  // Nothing waits for power, building or GPUs in the bound.
  expect(outcomes.curve?.noWaitMw).toEqual(outcomes.grid.map(() => 20));
});

it('names what holds at each instant: the power, the building, then GPUs, then the power again', () => {
  const { outcomes } = study();
  const bands = new Map(outcomes.ribbon?.causes.map(({ cause, mw }) => [cause, mw]));
  outcomes.grid.forEach((day, i) => {
    const held = Object.fromEntries([...bands].flatMap(([cause, mw]) => (mw[i]! > 0 ? [[cause, mw[i]]] : [])));
    if (day < 30) expect(held).toEqual({ power: 20 });
    // Half of the blocks would have power; the other half lack it.
    else if (day >= 60 && day < 70) expect(held).toEqual({ gpus: 12 });
    else if (day >= 70 && day < 90) expect(held).toEqual({ power: 10 });
    else if (day >= 90) expect(held).toEqual({});
  });
});

it('loses 1,520 MW-days before day 90', () => {
  // 20 MW for 60 days, 12 MW for 10, 10 MW for 20.
  const { outcomes } = study();
  expect(outcomes.lostMwDays).toBe(20 * 60 + 12 * 10 + 10 * 20);
  expect(outcomes.causes.gpus?.lostMwDays).toBe(120);
  expect(outcomes.causes.power!.lostMwDays + outcomes.causes.built!.lostMwDays).toBe(1400);
  expect(Object.values(outcomes.causes).reduce((sum, cause) => sum + cause.lostShare, 0)).toBeCloseTo(1, 5);
});

it('sums the ribbon to what is planned and not online', () => {
  const { program, sums, outcomes } = study();
  const ribbon = readRibbon({ ...metricContext(program), futures: 1, sums });
  outcomes.grid.forEach((_, i) => {
    const bands = ribbon!.causes.reduce((sum, { mw }) => sum + mw[i]!, 0);
    expect(bands).toBe(ribbon!.heldMw[i]);
    expect(bands).toBe(20 - outcomes.curve!.mw.p50[i]!);
  });
});

it('explains the last block by the tranche of power that let it in', () => {
  const { program, trace, outcomes } = study();
  expect(explain(program, trace, 'online-10').map(({ activity, cause, length }) => ({ activity, cause, length }))).toEqual([
    { activity: 'power-2', cause: 'grid', length: 90 },
  ]);
  expect(outcomes.milestones['all-online']?.drivers).toEqual([{ cause: 'grid', label: 'grid', group: 'work', amount: 90 }]);
  expect(outcomes.milestones['all-online']?.onTime).toMatchObject({ share: 0 });
});
