/** Sensitivity of plans whose answers are known: shares of variance, late futures, designs; the same for any number of workers. */
import { describe, expect, test } from 'vitest';
import { MINUTES_PER_DAY as DAY } from '../../src/base/time.ts';
import { parseLimit, parseOutcome, usualOutcome } from '../../src/measure/chosen-outcome.ts';
import { describeCondition, uniqueLabels } from '../../src/measure/sensitivity/describe.ts';
import { keyColumn } from '../../src/measure/sensitivity/input-values.ts';
import { inputsOf } from '../../src/measure/sensitivity/inputs.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { DesignRequest } from '../../src/study/designed.ts';
import { rowJobs, startOutcomeFarm } from '../../src/study/outcome-player.ts';
import { runSensitivity } from '../../src/study/sensitivity.ts';
import { activity, calendar, exposed, hazard, link, planOf } from '../plan-builder.ts';
import { CAMPUS, CHAIN, drawn, uniform } from './plans.ts';

const outcomeOf = (text: string, plan: Plan) => {
  const parsed = parseOutcome(text, plan);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.outcome;
};

interface Asked {
  readonly outcome?: string;
  readonly late?: string;
  readonly design?: DesignRequest;
  readonly workers?: number;
  readonly reps?: number;
}

function study(plan: Plan, { outcome, late, design, workers = 1, reps = 1500 }: Asked = {}) {
  const chosen = outcome === undefined ? usualOutcome(plan) : outcomeOf(outcome, plan);
  const limit = late === undefined ? null : parseLimit(late, plan, chosen);
  if (limit !== null && !limit.ok) throw new Error(limit.message);
  return runSensitivity({
    plan,
    tool: 'test',
    futures: [{ text: 'a', from: 0, count: reps }],
    seedLabel: 'a',
    outcome: chosen,
    lateAfter: limit?.value ?? null,
    design: design ?? null,
    workers,
  });
}

describe('a chain', () => {
  const result = study(CHAIN);

  test('gives each work its share of the variance: 1200, 75 and 12 of 1287', async () => {
    const { inputs, verdict, explained } = await result;
    expect(inputs.map(({ input }) => input)).toEqual(['a', 'b', 'c']);
    expect(verdict).toEqual({ enough: true });
    for (const [i, share] of [1200 / 1287, 75 / 1287, 12 / 1287].entries()) {
      expect(inputs[i]!.first.lo).toBeLessThanOrEqual(share + 0.01);
      expect(inputs[i]!.first.hi).toBeGreaterThanOrEqual(share - 0.01);
    }
    // From the middle of its lowest fifth to the middle of its highest is four fifths of its range of 120 days.
    expect(inputs[0]!.swing).toBeGreaterThan(90);
    expect(inputs[0]!.swing).toBeLessThan(102);
    expect(inputs[0]).toMatchObject({ kind: 'work', cause: 'dig', unit: 'days', standsOut: true });
    expect(explained.hi).toBeGreaterThan(0.95);
  });

  test('adds up by cause', async () => {
    const { causes } = await result;
    expect(causes.map(({ cause, inputs }) => [cause, inputs])).toEqual([
      ['dig', 1],
      ['build', 2],
    ]);
    expect(causes[1]!.first.value).toBeCloseTo(87 / 1287, 1);
  });

  test('is late where the work that matters is long, in its own unit', async () => {
    const { late } = await result;
    expect(late.because).toBe('P80');
    const [box] = late.boxes;
    expect(box?.conditions[0]).toMatchObject({ input: 'a', unit: 'days' });
    expect(box?.conditions[0]?.text).toMatch(/^a above (9\d|1\d\d)(\.\d)? days$/);
    expect(box?.density.lo).toBeGreaterThan(0.5);
  });

  test('is the same for one worker and for two', async () => {
    expect(await study(CHAIN, { workers: 2, reps: 600 })).toEqual(await study(CHAIN, { reps: 600 }));
  });
});

describe('a campus', () => {
  test('waits for its gear, and the late futures say so with units', async () => {
    const { inputs, late, outcome } = await study(CAMPUS, { outcome: 'online 50 %', late: '2026-06-29' });
    expect(outcome).toMatchObject({ name: 'online 50 %', unit: 'd' });
    expect(inputs[0]).toMatchObject({ input: 'gear', label: 'MV switchgear', group: 'equipment', unit: 'wk' });
    // 180 days and the fitting of 5 to 15: gear of 165 to 175 days, 23.6 to 25 weeks.
    expect(late).toMatchObject({ after: '2026-06-29', because: 'asked' });
    const [condition] = late.boxes[0]?.conditions ?? [];
    expect(condition?.above).toBeGreaterThan(22.5);
    expect(condition?.above).toBeLessThan(25.1);
    expect(condition?.text).toMatch(/^MV switchgear above 2\d(\.\d)? wk$/);
    expect(late.boxes[0]?.density.lo).toBeGreaterThan(0.8);
  });

  test('loses MW-days by the same draws', async () => {
    const { outcome, inputs, late } = await study(CAMPUS, { outcome: 'lost MW-days', late: '900' });
    expect(outcome.unit).toBe('MW-days');
    expect(inputs[0]?.input).toBe('gear');
    expect(late.after).toBe(900);
    // 10 MW are late from day 100 on and 10 MW from day 130 on; the gear alone lies at 120 days in the mean.
    expect(outcome.mean as number).toBeGreaterThan(400);
  });

  test('a Sobol design agrees with the given data', async () => {
    const { inputs, design } = await study(CAMPUS, { design: { kind: 'sobol', size: 128 } });
    expect(design).toMatchObject({ kind: 'sobol', futures: 128 * (2 + 4) });
    if (design?.kind !== 'sobol') throw new Error('no design');
    for (const { input, first, total } of design.inputs) {
      const given = inputs.find((entry) => entry.input === input)!;
      expect(first.lo).toBeLessThan(given.first.hi + 0.05);
      expect(first.hi).toBeGreaterThan(given.first.lo - 0.05);
      expect(total.hi).toBeGreaterThan(first.value - 0.05);
    }
  });

  test('elementary effects rank as the ranges do', async () => {
    const { design } = await study(CAMPUS, { design: { kind: 'morris', size: 12 }, outcome: 'two' });
    if (design?.kind !== 'morris') throw new Error('no design');
    expect(design.inputs[0]?.input).toBe('gear');
    // h2 always counts, from 20 to 40 days: half of that.
    expect(design.inputs.find(({ input }) => input === 'h2')?.mean).toBeCloseTo(10, 2);
    expect(design.futures).toBe(12 * 5);
  });
});

test('weather is told by the days it takes in each year', async () => {
  const plan = planOf({
    horizon: 700 * DAY,
    activities: [activity('dig', drawn(uniform(100, 140), { clock: 'working' }), { calendar: 'open' })],
    calendars: [exposed(calendar('open', DAY, 0, DAY, 700), 'storm')],
    weather: [hazard('storm', 0.3, { spell: 8 })],
    milestones: [{ id: 'dig', activity: 'dig', target: null }],
  });
  const { inputs } = await study(plan, { outcome: 'dig', reps: 600 });
  const storm = inputs.find(({ input }) => input === 'storm 2026');
  expect(storm).toMatchObject({ kind: 'weather', unit: 'd lost', standsOut: true });
  expect(storm?.p10).toBeGreaterThan(60);
  expect(storm?.p90).toBeLessThan(160);
  expect(storm?.rank.value).toBeGreaterThan(0.2);
});

test('a row of a design plays what its seed plays', async () => {
  const inputs = inputsOf(CAMPUS);
  const keys = inputs.map(({ key }) => key);
  const farm = startOutcomeFarm({ plan: CAMPUS, outcome: usualOutcome(CAMPUS), keys }, 1);
  const runs = [{ text: 'a', first: 0, count: 50 }];
  const seeded = await farm.play([{ kind: 'seeds', runs, futures: 50 }]);
  const columns = keys.map((key) => keyColumn(key, runs));
  const rows = Array.from({ length: 50 }, (_, i) => Float64Array.from(columns, (column) => column[i]!));
  expect(await farm.play(rowJobs(rows, keys.length))).toEqual(seeded);
});

test('works that share a draw are one input, and fixed ones are none', () => {
  const plan = planOf({
    activities: [
      activity('x', drawn(uniform(1, 2), { drawn: 'both' })),
      activity('y', drawn(uniform(1, 2), { drawn: 'both', factors: ['pace'] }), { after: [link('x')] }),
      activity('z', 5, { after: [link('y')] }),
    ],
    factors: [{ id: 'pace', law: { kind: 'uniform', parameters: { low: 1, high: 2 } } }],
  });
  expect(inputsOf(plan).map(({ id, kind }) => [id, kind])).toEqual([
    ['both', 'work'],
    ['pace', 'factor'],
  ]);
});

test('conditions are said in words', () => {
  const input = { label: 'gear', kind: 'work' as const, unit: 'wk', quantile: (u: number) => (u < 0.7 ? 0 : u) };
  expect(describeCondition(input, 0, null)).toBe('gear: it comes');
  expect(describeCondition(input, null, 0.5)).toBe('gear: it does not come');
  expect(describeCondition({ ...input, quantile: (u) => 10 + u }, 10.234, 10.9)).toBe('gear between 10.2 and 10.9 wk');
  expect(describeCondition({ ...input, kind: 'factor', quantile: (u) => 1 + u }, null, 1.5)).toBe('gear below 1.5 times');
  expect(
    uniqueLabels([
      { id: '1', label: 'a' },
      { id: '2', label: 'a' },
      { id: '3', label: 'b' },
    ]),
  ).toEqual(['a (1)', 'a (2)', 'b']);
});

test.each([
  ['cc', CHAIN, /no milestone "cc"; did you mean "c"/],
  ['online 50 %', CHAIN, /the plan has none/],
  ['lost MW-days', CHAIN, /no dates/],
  ['online 300 MW', CAMPUS, /more than the plan has/],
])('refuses %s', (text, plan, why) => {
  const parsed = parseOutcome(text, plan);
  expect(parsed.ok ? '' : parsed.message).toMatch(why);
});

test('limits are dates, numbers or MW-days, within the horizon', () => {
  const amount = outcomeOf('online 50 %', CAMPUS);
  expect(parseLimit('2026-01-02', CAMPUS, amount)).toEqual({ ok: true, value: 2 * DAY - 1 });
  expect(parseLimit('soon', CAMPUS, amount).ok).toBe(false);
  expect(parseLimit('2099-01-01', CAMPUS, amount).ok).toBe(false);
  expect(parseLimit('5000', CAMPUS, outcomeOf('lost MW-days', CAMPUS))).toEqual({ ok: true, value: 5000 * 1000 * DAY });
  expect(parseLimit('100', CHAIN, outcomeOf('c', CHAIN))).toEqual({ ok: true, value: 100 * DAY });
});
