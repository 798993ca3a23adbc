/** What must not change when a scenario is told in other words, and what must change by just so much. */
import { describe, expect, it } from 'vitest';
import { createSampler } from '../src/engine/draws.ts';
import { createNoWait } from '../src/engine/no-wait.ts';
import { compileProgram } from '../src/engine/program.ts';
import { createSimulator } from '../src/engine/simulate.ts';
import type { Plan } from '../src/plan/plan.ts';
import { drawing } from './engine/drawing.ts';
import { dated, planOf } from './engine/play.ts';
import { type RandomActivity, type RandomScenario, randomScenario } from './engine/random-scenario.ts';

const SCENARIOS = 20;
const originals = Array.from({ length: SCENARIOS }, (_, i) => {
  const seed = `metamorphic ${i}`;
  const scenario = randomScenario(seed);
  return { seed, scenario, plan: planOf(JSON.stringify(scenario)) };
});

/** Everything that a trace says by name, in two futures; two scenarios that mean the same give the same. */
function story(plan: Plan): Record<string, unknown> {
  const simulator = createSimulator(compileProgram(plan));
  const matrix = createSampler(plan).draw([{ text: 'metamorphic', first: 0, count: 2 }]);
  const width = plan.activities.length;
  const told: Record<string, unknown> = {};
  for (const row of [0, 1]) {
    const { ready, start, workEnd, finish, worked, crew, ...trace } = simulator.run(matrix.subarray(row * width, (row + 1) * width));
    plan.activities.forEach(({ id }, i) => {
      const waits: unknown[] = [];
      for (let wait = trace.lastWait[i]!; wait >= 0; wait = trace.waitPrevious[wait]!) {
        const what = trace.waitFor[wait]!;
        const by = trace.waitEndedBy[wait]!;
        const name = (plan.resources[what] ?? plan.calendars[what - plan.resources.length])!.id;
        waits.push([name, trace.waitFrom[wait], trace.waitTo[wait], by < 0 ? null : plan.activities[by]!.id]);
      }
      told[`${id} ${row}`] = [ready[i], start[i], workEnd[i], finish[i], worked[i], crew[i], waits];
    });
  }
  return told;
}

/** The same data with the entries of every map in another order. */
function reordered(value: unknown, order: (keys: string[]) => string[]): unknown {
  if (Array.isArray(value)) return value.map((entry) => reordered(entry, order));
  if (typeof value !== 'object' || value === null) return value;
  const map = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(order(Object.keys(map)).map((key) => [key, reordered(map[key], order)]));
}

function withActivities(scenario: RandomScenario, change: (id: string, fields: RandomActivity) => RandomActivity): RandomScenario {
  return {
    ...scenario,
    activities: Object.fromEntries(Object.entries(scenario.activities).map(([id, fields]) => [id, change(id, fields)])),
  };
}

/** Another telling of every scenario tells the same story. */
function expectSame(retold: (scenario: RandomScenario, seed: string) => unknown): void {
  for (const { seed, scenario, plan } of originals)
    expect(story(planOf(JSON.stringify(retold(scenario, seed)))), seed).toEqual(story(plan));
}

describe('the order of the file', () => {
  it('reversed: the same trace', () => {
    expectSame((scenario) => reordered(scenario, (keys) => keys.reverse()));
  });

  it('shuffled: the same trace', () => {
    expectSame((scenario, seed) => {
      const { shuffled } = drawing(`${seed} order`);
      return reordered(scenario, shuffled);
    });
  });

  it('the order in which predecessors are listed does not matter either, nor does naming one twice', () => {
    expectSame((scenario) => withActivities(scenario, (_, fields) => ({ ...fields, after: [...fields.after].reverse() })));
    expectSame((scenario) => withActivities(scenario, (_, fields) => ({ ...fields, after: [...fields.after, ...fields.after] })));
  });
});

describe('units', () => {
  const rest = `
    calendars: {site: {week: {mon: 07:00-17:00, tue: 07:00-17:00, wed: 07:00-17:00}}}
    levels: {power: 18 MW}
    crews: {fitters: {workers: 12}}
    sites:
      childress:
        calendar: site
        power: {secured: [{mw: 1.5 GW, on: 2026-03-01}], energised: [{mw: 40 MW, on: 2026-03-01}]}
  `;
  const activities = `
    order: {duration: {triangular: {low: 2 wk, mode: 4 wk, high: 9 wk}}}
    build: {effort: {work: 1200 worker-h, crew: fitters, max: 8}, calendar: site, after: [{id: order, lag: 36 h}]}
    test: {duration: 1.5 h, after: build, draws: {power: 9 MW}}
    accept: {duration: {lognormal: {mean: 1 d, sd: 12 h}}, after: [{id: test, type: SS, at: 25 %}]}
  `;

  it.each([
    ['18 MW', '18000 kW'],
    ['18 MW', '0.018 GW'],
    ['9 MW', '9e3 kW'],
    ['1.5 GW', '1_500 MW'],
    ['40 MW', '40000 kW'],
    ['low: 2 wk, mode: 4 wk, high: 9 wk', 'low: 14 d, mode: 672 h, high: 90720 min'],
    ['lag: 36 h', 'lag: 1.5 d'],
    ['duration: 1.5 h', 'duration: 90 min'],
    ['mean: 1 d, sd: 12 h', 'mean: 24 h, sd: 0.5 d'],
    ['at: 25 %', 'at: 2.5e1 %'],
    ['1200 worker-h', '1.2e3 worker-h'],
  ])('%s and %s are one plan', (from, to) => {
    const text = dated(activities, rest);
    expect(text.split(from)).toHaveLength(2);
    const [plan, again] = [planOf(text), planOf(text.replace(from, to))];
    // What a person reads may repeat the words of the file.
    const said = (key: string, value: unknown): unknown => (key === 'label' ? undefined : value);
    expect(JSON.stringify(again, said)).toBe(JSON.stringify(plan, said));
    expect(story(again)).toEqual(story(plan));
  });

  it('a week is seven days and a day 24 hours in every field of time', () => {
    const inWeeks = dated('a: {duration: 3 wk}\nb: {duration: {exponential: {mean: 2 wk}}, after: [{id: a, lag: 1 wk}]}');
    const inDays = dated('a: {duration: 21 d}\nb: {duration: {exponential: {mean: 14 d}}, after: [{id: a, lag: 168 h}]}');
    expect(JSON.stringify(planOf(inDays))).toBe(JSON.stringify(planOf(inWeeks)));
  });

  it('a bare network in hours is the same network in minutes, 60 times as long', () => {
    // Drawn and shared work is rounded to whole minutes, so only fixed durations scale exactly.
    const fixed = (_: string, { effort: _effort, times: _times, after, duration, ...fields }: RandomActivity): RandomActivity => ({
      ...fields,
      after: after.map(({ id, type }) => ({ id, ...(type === undefined ? {} : { type }) })),
      ...(fields.milestone === true ? {} : { duration: typeof duration === 'number' ? Math.ceil(duration) : 3 }),
      ...('not_before' in fields ? { not_before: Math.ceil(fields.not_before as number) } : {}),
    });
    for (const { seed, scenario: original } of originals) {
      const scenario = withActivities(original, fixed);
      const [minutes, hours] = ['minute', 'hour'].map((unit) => {
        const plan = planOf(JSON.stringify({ ...scenario, time_unit: unit }));
        return createSimulator(compileProgram(plan)).run(createSampler(plan).deterministic('median'));
      });
      expect([...hours!.start], seed).toEqual([...minutes!.start].map((time) => 60 * time));
      expect([...hours!.finish], seed).toEqual([...minutes!.finish].map((time) => 60 * time));
    }
  });
});

describe('what is added', () => {
  it('an activity that needs nothing and that nobody waits for changes nothing for the others', () => {
    for (const { seed, scenario, plan } of originals) {
      const added = {
        ...scenario,
        activities: { 'a-bystander': { after: [], duration: { exponential: { mean: 20 } } }, ...scenario.activities },
      };
      expect(story(planOf(JSON.stringify(added))), seed).toMatchObject(story(plan));
    }
  });

  it('a pool that nobody asks for changes nothing', () => {
    expectSame((scenario) => ({ ...scenario, pools: { 'a-spare': 3, ...(scenario.pools as object) } }));
  });
});

describe('without scarcity', () => {
  it('every finish is the no-wait bound, to the minute', () => {
    let compared = 0;
    for (const { seed, scenario: original } of originals) {
      const scenario = {
        ...original,
        pools: { civil: 9999, crew: 9999, lift: 9999, test: 9999 },
        stocks: { kits: 9999 },
        levels: { power: 9999 },
      };
      const program = compileProgram(planOf(JSON.stringify(scenario)));
      const width = program.activities;
      const matrix = createSampler(program.plan).draw([{ text: 'no-wait', first: 0, count: 5 }]);
      for (let row = 0; row < 5; row++) {
        const work = matrix.subarray(row * width, (row + 1) * width);
        const bound = createNoWait(program).run(work);
        const { finish } = createSimulator(program).run(work);
        program.plan.activities.forEach(({ id }, i) => {
          const expected = bound[i]! <= program.horizon ? bound[i]! : Number.NaN;
          expect(finish[i], `${seed}, future ${row}, ${id}`).toBe(expected);
          compared += Number(expected > 0);
        });
      }
    }
    expect(compared).toBeGreaterThan(2000);
  });
});
