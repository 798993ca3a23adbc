/** What every registered figure owes: a plain configuration, words that fit, null where there is nothing to show. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/base/package-root.ts';
import type { Figure } from '../../src/figures/figure.ts';
import { figureKinds, figuresOf } from '../../src/figures/registry.ts';
import type { Outcomes } from '../../src/measure/outcomes.ts';
import { barsOf, campus, network, nothing, oneRun } from './fixture.ts';

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

const names = (outcomes: Outcomes): string[] => figuresOf(frozen(outcomes)).map(({ name }) => name);

function figureOf(name: string, outcomes: Outcomes): Figure {
  const figure = figureKinds.get(name).figure(outcomes);
  if (figure === null) throw new Error(`${name} shows nothing`);
  return figure;
}

describe('which figures there are', () => {
  test('a campus shows all of them', () => {
    expect(names(campus())).toEqual(figureKinds.all.map(({ name }) => name));
  });

  test('every file that makes a figure is registered', () => {
    const folder = join(packageRoot(), 'src', 'figures');
    const makers = readdirSync(folder).filter((file) => /: FigureKind = /.test(readFileSync(join(folder, file), 'utf8')));
    expect(makers.map((file) => file.replace('.ts', '')).sort()).toEqual(figureKinds.all.map(({ name }) => name).sort());
  });

  test('a plain network shows what has no date and no compute', () => {
    expect(names(network())).toEqual(['milestones', 'drivers', 'gantt']);
    expect(names(nothing())).toEqual(['milestones']);
  });

  test.each([
    ['time-to-compute', { curve: null }],
    ['sites', { siteCurves: {} }],
    ['binding-constraint', { ribbon: null }],
    ['power', { power: [] }],
    ['crews', { pools: {} }],
    ['deliveries', { deliveries: null }],
    ['gantt', { representative: null }],
    ['lost-compute', { causes: {} }],
  ] as const)('%s is null without its part', (name, part) => {
    expect(figureKinds.get(name).figure({ ...campus(), ...part })).toBeNull();
  });

  test('a plan that is met leaves no ribbon and no lost compute', () => {
    const base = campus();
    const causes = Object.fromEntries(Object.entries(base.causes).map(([id, cause]) => [id, { ...cause, lostMwDays: 0 }]));
    const met = { ...base, causes, ribbon: { heldMw: base.grid.map(() => 0), causes: [] } };
    expect(names(met)).not.toContain('binding-constraint');
    expect(names(met)).not.toContain('lost-compute');
  });
});

describe.each([
  ['campus', campus()],
  ['one run', oneRun()],
  ['network', network()],
])('figures of %s', (_, outcomes) => {
  test.each(figuresOf(outcomes).map((figure) => [figure.name, figure] as const))('%s is plain JSON', (_name, figure) => {
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
  });

  test.each(figuresOf(outcomes).map((figure) => [figure.name, figure] as const))('%s says what it was made from', (_name, figure) => {
    const texts = JSON.stringify(figure.config.options?.plugins?.marks?.texts);
    expect(texts).toContain(outcomes.tool);
    expect(texts).toContain(
      outcomes.world === null ? `400 futures, seed ${outcomes.seed}` : 'one deterministic run (median of every draw), not a forecast',
    );
    expect(figure.title).not.toMatch(/undefined|NaN|null/);
    expect(figure.subtitle).not.toMatch(/undefined|NaN|null/);
    if (outcomes.world !== null) expect(`${figure.title} ${figure.subtitle}`).not.toMatch(/P50|P80|over futures/);
  });
});

describe('findings in titles', () => {
  test('time to compute names the dates of P50 and P80', () => {
    expect(figureOf('time-to-compute', campus()).title).toBe('200 MW online by 22 Sep 2027 at P50, 15 Nov 2027 at P80');
  });

  test('compute that never comes is not dated', () => {
    const base = campus();
    if (base.curve === null) throw new Error('the campus has compute');
    const never = { date: null, lo: null, hi: null };
    const complete = { ...base.curve.complete, p50: never, p80: never, p90: never };
    const p50 = base.curve.mw.p50.map((mw) => Math.min(mw, 150));
    const figure = figureOf('time-to-compute', { ...base, curve: { ...base.curve, complete, mw: { ...base.curve.mw, p50 } } });
    expect(figure.title).toBe('150 of 200 MW online 19 Jun 2028 at P50: not all by the horizon');
  });

  test('half of the compute is dated beside all of it', () => {
    expect(figureOf('time-to-compute', campus()).subtitle).toContain('Half of it: 14 Jan 2027 at P50, 17 Feb 2027 at P80.');
    expect(figureOf('time-to-compute', oneRun()).subtitle).toContain('Half of it: 14 Jan 2027.');
  });

  test('steps of the curve stand on the days of the amounts, not on the grid', () => {
    const { datasets } = figureOf('time-to-compute', campus()).config.data;
    const steps = (label: string): unknown[] => {
      const data = datasets.find((dataset) => dataset.label === label)?.data ?? [];
      return data.flatMap(({ x, y }, i) => (i > 0 && y !== data[i - 1]?.y ? [x] : []));
    };
    expect(steps('P50')).toEqual([318, 437, 561, 688]);
    expect(steps('plan')).toEqual([270, 360, 450, 540]);
    expect(steps('if nothing ever waited (P50)')).toEqual([250, 300, 350, 400]);
  });

  test('energisation is dated by the week in which the median steps, as far as the weekly grid knows', () => {
    // Days 220, 430 and 600 after 3 November 2025: the last falls into the week that begins on day 595.
    expect(figureOf('power', campus()).title).toContain('750 of 750 MW secured are energised by the week of 21 Jun 2027;');
    const base = campus();
    const sparse = <T>(list: readonly T[]): T[] => list.filter((_, i) => i % 2 === 0);
    const power = base.power.map((site) => ({ ...site, energisedMw: sparse(site.energisedMw) }));
    const fortnightly = { ...base, power, grid: sparse(base.grid), gridDates: sparse(base.gridDates) };
    expect(figureOf('power', fortnightly).title).toContain('energised by 28 Jun 2027;');
    const constant = base.power.map((site) => ({ ...site, energisedMw: site.energisedMw.map(() => 750) }));
    expect(figureOf('power', { ...base, power: constant }).title).toContain('energised from the start;');
  });

  test('every colour of the crews is in the legend', () => {
    const figure = figureOf('crews', campus());
    const { datasets } = figure.config.data;
    const named = new Set(datasets.flatMap(({ label, backgroundColor }) => (label === '' ? [] : [backgroundColor])));
    expect(datasets.map(({ backgroundColor }) => backgroundColor).filter((colour) => !named.has(colour))).toEqual([]);
    expect(named.size).toBe(4);
    expect(figure.subtitle).toContain('Headcount is per shift');
  });

  test('targets that are safe are counted', () => {
    const safe = Object.values(campus().milestones).filter(({ onTime }) => onTime !== null && onTime.share >= 0.8).length;
    expect(figureOf('milestones', campus()).title).toBe(`${safe} of 12 targets are met in at least 80 % of futures`);
  });

  test('mean stays in the GPU pipeline are areas over numbers', () => {
    const base = campus();
    const at = (day: number) => base.grid.map((place) => (place >= day ? 1000 : 0));
    const figure = figureOf('deliveries', {
      ...base,
      deliveries: { ordered: at(70), arrived: at(210), installed: at(245), online: at(315) },
    });
    expect(figure.title).toContain('140 days on order, 35 on site and 70 from rack to online');
  });
});

describe('the ribbon', () => {
  test('its bands fill the whole share axis wherever compute is held, and leave a gap elsewhere', () => {
    const outcomes = campus();
    const bands = figureOf('binding-constraint', outcomes).config.data.datasets.filter(
      (dataset) => 'yAxisID' in dataset && dataset.yAxisID === 'yshare',
    );
    expect(bands).toHaveLength(9);
    const top = bands.at(-1)?.data ?? [];
    const held = outcomes.ribbon?.heldMw ?? [];
    const floor = Math.max(...held) * 0.002;
    top.forEach(({ y }, i) => {
      if ((held[i] ?? 0) > floor) expect(y).toBeCloseTo(1, 9);
      else expect(y).toBeNull();
    });
  });
});

describe('the gantt chart', () => {
  const gantt = (halls: number) => figureOf('gantt', { ...campus(), representative: { seed: '1', bars: barsOf(halls) } });

  test('one row per activity while there are at most 45, then per stage, then per hall', () => {
    expect(gantt(4).subtitle).toContain('one row per activity');
    expect(gantt(6).subtitle).toContain('one row per stage of each hall');
    expect(gantt(40).subtitle).toContain('one row per hall');
  });

  test('no bar is lost by rolling up', () => {
    const blocks = gantt(6)
      .config.data.datasets.filter(({ type }) => type === 'bar')
      .flatMap(({ data }) => data);
    const bars = barsOf(6);
    expect(blocks).toHaveLength(bars.filter(({ start, finish }) => finish > start).length + bars.flatMap(({ waits }) => waits).length);
  });
});
