/** What the trades make of a scenario: plans worked out by hand, in minutes, kW and pieces. */
import { describe, expect, it } from 'vitest';
import { MINUTES_PER_DAY as DAY, MINUTES_PER_MONTH as MONTH, MINUTES_PER_WEEK as WEEK } from '../../src/base/time.ts';
import type { Activity, Plan } from '../../src/plan/plan.ts';
import { compile } from '../../src/scenario/compile.ts';
import { parseScenario } from '../../src/scenario/read-scenario.ts';

/** 2026-01-05 is a Monday. */
function site(fields: string, rest = ''): Plan {
  const indented = fields.replaceAll('\n', '\n    ');
  return compile(parseScenario(`scenario: x\nstart: 2026-01-05\nuntil: 2027-12-31\n${rest}\nsites:\n  plains:\n    ${indented}\n`));
}

function find(plan: Plan, id: string): Activity {
  const found = plan.activities.find((activity) => activity.id === id);
  if (found === undefined) throw new Error(`no ${id} among ${plan.activities.map((activity) => activity.id).join(', ')}`);
  return found;
}

function resource(plan: Plan, id: string) {
  return plan.resources.find((candidate) => candidate.id === id);
}

const POWER = 'power: {secured: [{mw: 90 MW, on: 2025-01-01}], energised: [{mw: 60 MW, on: 2025-01-01}, {mw: 20 MW, on: 2026-01-15}]}';

/** Three blocks of 10 MW IT in all, 15 MW gross, 100 GPUs. */
const TEMPLATE = `templates:
  shed:
    title: a shed
    it: 10 MW
    gross: 15 MW
    gpus: 100
    blocks: 3
    learning: {rate: 80 %}
    activities:
      floor: {duration: 10 d}
      walls: {effort: {work: 1000 worker-h, crew: masons, min: 1, max: 10}, after: floor}
      racks: {duration: 6 d, per_block: true, repeat: 0.5, after: walls, draws_power: all, installs: all}
      online: {milestone: true, per_block: true, after: racks, brings_online: all}
      done: {milestone: true, after: online}
crews: {masons: {workers: 10}}
`;

const GPUS = 'gpus: {first: {model: h9, for: hall-1, quantity: 100, order: 2026-02-01, lead: 10 wk}}';

describe('power', () => {
  const plan = site(`${POWER}\nmining: {load: 50 MW, hand_back: [{mw: 30 MW, on: 2026-01-25, slip: 5 d}]}`);

  it('is a level in kW: energised at the start, less what mining uses', () => {
    expect(resource(plan, 'plains/power')).toMatchObject({ kind: 'level', unit: 'kW', capacity: [{ from: 0, amount: 10_000 }] });
  });

  it('rises on known days', () => {
    const step = find(plan, 'plains/power/energised-2');
    expect(step).toMatchObject({ notBefore: 10 * DAY, gives: [{ resource: 'plains/power', amount: 20_000, at: 'finish' }] });
  });

  it('comes back from mining on the planned day and a slip', () => {
    const step = find(plan, 'plains/mining/hand-back-1');
    expect(step.notBefore).toBe(20 * DAY);
    expect(step.work.law).toEqual({ kind: 'fixed', parameters: { value: 5 * DAY } });
    expect(step.gives).toEqual([{ resource: 'plains/power', amount: 30_000, at: 'finish' }]);
  });

  it('comes back at a steady rate in steps of a mining hall, the last one what is left', () => {
    const steady = site(`${POWER}\nmining: {load: 50 MW, hand_back: {rate: 20 MW/mo, from: 2026-01-15, step: 20 MW, down_to: 5 MW}}`);
    const steps = steady.activities.filter(({ id }) => id.startsWith('plains/mining/'));
    expect(steps.map(({ gives }) => gives[0]?.amount)).toEqual([20_000, 20_000, 5000]);
    expect(steps.map(({ notBefore }) => notBefore - 10 * DAY)).toEqual([MONTH, 2 * MONTH, Math.round(2.25 * MONTH)]);
    expect(steps.map(({ after }) => after.map(({ from }) => from))).toEqual([
      [],
      ['plains/mining/hand-back-1'],
      ['plains/mining/hand-back-2'],
    ]);
  });
});

describe('orders', () => {
  it('come in lots after the lead time, into the stock of their item', () => {
    const plan = site(
      'supply: {pumps: {item: pump, quantity: 5, order: 2026-01-15, lead: 4 wk, lots: [{quantity: 2}, {quantity: 3, after: 1 wk}]}}',
    );
    expect(find(plan, 'plains/supply/pumps')).toMatchObject({
      notBefore: 10 * DAY,
      work: { clock: 'elapsed', law: { kind: 'fixed', parameters: { value: 4 * WEEK } } },
    });
    const lots = ['lot-1', 'lot-2'].map((lot) => find(plan, `plains/supply/pumps/${lot}`));
    expect(lots.map(({ gives }) => gives[0])).toEqual([
      { resource: 'plains/pump', amount: 2, at: 'finish' },
      { resource: 'plains/pump', amount: 3, at: 'finish' },
    ]);
    expect(lots[1]?.after.map(({ from }) => from)).toEqual(['plains/supply/pumps/lot-1']);
    expect(resource(plan, 'plains/pump')).toMatchObject({ kind: 'stock', unit: 'each', capacity: [{ from: 0, amount: 0 }] });
  });

  it('placed before the start have been under way since', () => {
    const plan = site('supply: {pumps: {item: pump, quantity: 5, order: 2025-12-26, lead: {uniform: {low: 1 wk, high: 4 wk}}}}');
    expect(find(plan, 'plains/supply/pumps')).toMatchObject({
      notBefore: 0,
      work: {
        law: { kind: 'remaining', parameters: { of: { kind: 'uniform', parameters: { low: WEEK, high: 4 * WEEK } }, elapsed: 10 * DAY } },
      },
    });
  });

  it('take the lead time of their item from the file or the library', () => {
    const plan = site(
      'supply: {own: {item: pump, quantity: 1, order: 2026-02-01}, shipped: {item: ups, quantity: 1, order: 2026-02-01}}',
      'equipment: {pump: {title: pump, lead: 9 wk}}',
    );
    expect(find(plan, 'plains/supply/own').work.law).toEqual({ kind: 'fixed', parameters: { value: 9 * WEEK } });
    expect(find(plan, 'plains/supply/shipped').work.law.kind).toBe('lognormal');
  });
});

describe('halls', () => {
  const plan = site(`${POWER}\n${GPUS}\nhalls: {hall-1: {build: shed, target: 2026-09-30}}`, TEMPLATE);

  it('are built by their template, under their own name', () => {
    expect(plan.activities.filter(({ hall, id }) => hall === 'hall-1' && !id.includes('/gpus/')).map(({ id }) => id)).toEqual([
      'plains/hall-1/block-1/online',
      'plains/hall-1/block-1/racks',
      'plains/hall-1/block-2/online',
      'plains/hall-1/block-2/racks',
      'plains/hall-1/block-3/online',
      'plains/hall-1/block-3/racks',
      'plains/hall-1/done',
      'plains/hall-1/floor',
      'plains/hall-1/walls',
    ]);
    expect(find(plan, 'plains/hall-1/done').after.map(({ from }) => from)).toEqual([
      'plains/hall-1/block-1/online',
      'plains/hall-1/block-2/online',
      'plains/hall-1/block-3/online',
    ]);
  });

  it('share power, GPUs and compute among their blocks, the remainder first', () => {
    const racks = [1, 2, 3].map((block) => find(plan, `plains/hall-1/block-${block}/racks`));
    expect(racks.map(({ needs }) => needs.map(({ resource: name, amount, giveBack }) => [name, amount, giveBack]))).toEqual([
      [
        ['plains/power', 5000, false],
        ['plains/hall-1/gpus', 34, false],
      ],
      [
        ['plains/power', 5000, false],
        ['plains/hall-1/gpus', 33, false],
      ],
      [
        ['plains/power', 5000, false],
        ['plains/hall-1/gpus', 33, false],
      ],
    ]);
    expect(plan.compute.map(({ itKw, gpus, planned }) => [itKw, gpus, planned])).toEqual([
      [3334, 34, 268 * DAY],
      [3333, 33, 268 * DAY],
      [3333, 33, 268 * DAY],
    ]);
  });

  it('repeat what goes block by block at their own pace', () => {
    expect([1, 2, 3].map((block) => find(plan, `plains/hall-1/block-${block}/racks`).work.scale)).toEqual([1, 0.5, 0.5]);
  });

  it('learn: efforts of the second hall, in order of begin, take the stated share of those of the first', () => {
    const two = site(
      `${POWER}\nhalls: {hall-1: {build: shed, gpus: 0, begin: 2026-06-01}, hall-2: {build: shed, gpus: 0, begin: 2026-03-01}}`,
      TEMPLATE,
    );
    expect(find(two, 'plains/hall-2/walls').work.scale).toBe(1);
    expect(find(two, 'plains/hall-1/walls').work.scale).toBeCloseTo(0.8, 12);
    expect(find(two, 'plains/hall-1/floor').work.scale).toBe(1);
    expect(find(two, 'plains/hall-1/floor').notBefore).toBe(147 * DAY);
  });

  it('under way at the start: what is done takes nothing, what is left takes its share', () => {
    const begun = site(
      `calendar: five-tens\n${POWER}\nhalls: {hall-1: {build: shed, gpus: 0, done: [floor], left: {walls: 25 %}}}`,
      TEMPLATE,
    );
    expect(find(begun, 'plains/hall-1/floor').work).toMatchObject({ law: { kind: 'fixed', parameters: { value: 0 } } });
    expect(find(begun, 'plains/hall-1/walls').work).toMatchObject({ kind: 'effort', scale: 0.25, clock: 'working' });
  });
});

describe('time and units', () => {
  const plan = site(
    [
      'calendar: days',
      'activities:',
      '  elapsed: {duration: 2 wk}',
      '  half: {duration: 0.5 d}',
      '  days: {duration: 3 wd}',
      '  hours: {duration: 12 wh}',
      '  month: {duration: 1 mo}',
      '  thousand: {duration: 1_000 h}',
    ].join('\n'),
    'calendars: {days: {week: {mon: 07:00-15:00, tue: [07:00-11:00, 12:00-16:00]}, closed: [2026-01-12, {from: 2026-01-19, to: 2026-01-25}]}}',
  );

  it.each([
    ['elapsed', 14 * DAY, 'elapsed'],
    ['half', DAY / 2, 'elapsed'],
    ['days', 3 * 8 * 60, 'working'],
    ['hours', 12 * 60, 'working'],
    ['month', MONTH, 'elapsed'],
    ['thousand', 60_000, 'elapsed'],
  ])('%s', (id, minutes, clock) => {
    const { work } = find(plan, `plains/${id}`);
    expect((work.law.parameters['value'] as number) * work.scale).toBe(minutes);
    expect(work.clock).toBe(clock);
  });

  it('calendars are open in their hours, but not on days off', () => {
    const calendar = plan.calendars.find(({ id }) => id === 'days');
    const at = (day: number, hour: number): number => day * DAY + hour * 60;
    // Monday the 5th, Tuesday the 6th, no Monday the 12th, Tuesday the 13th, then the week after next.
    expect(calendar?.open.slice(0, 6)).toEqual([at(0, 7), at(1, 7), at(1, 12), at(8, 7), at(8, 12), at(21, 7)]);
    expect(calendar?.close.slice(0, 6)).toEqual([at(0, 15), at(1, 11), at(1, 16), at(8, 11), at(8, 16), at(21, 15)]);
  });

  it('capacity begins with the last step up to the start', () => {
    const crews = 'crews: {masons: {workers: [{from: 2025-06-01, count: 3}, {from: 2025-12-01, count: 5}, {from: 2026-01-15, count: 9}]}}';
    expect(resource(site(`${crews}\nactivities: {a: {duration: 1 d}}`), 'plains/masons')?.capacity).toEqual([
      { from: 0, amount: 5 },
      { from: 10 * DAY, amount: 9 },
    ]);
  });

  it('names are looked up from the inside out', () => {
    const nested = site(
      'activities:\n  dig: {duration: 1 d, pools: {crane: 1}}\n  pour: {duration: 1 d, after: dig, pools: {lorry: 1}}\n  cure: {duration: 1 d, after: other}\ncrews: {crane: {workers: 1}}',
      'pools: {crane: 7, lorry: 2}\nactivities: {dig: {duration: 2 d}, other: {duration: 2 d, after: plains/dig}}',
    );
    expect(find(nested, 'plains/dig').needs[0]?.resource).toBe('plains/crane');
    expect(find(nested, 'plains/pour').after[0]?.from).toBe('plains/dig');
    expect(find(nested, 'plains/pour').needs[0]?.resource).toBe('lorry');
    expect(find(nested, 'plains/cure').after[0]?.from).toBe('other');
    expect(find(nested, 'other').after[0]?.from).toBe('plains/dig');
  });
});
