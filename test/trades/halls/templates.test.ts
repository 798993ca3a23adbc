/** The library's halls against the durations that parameter base 2026-11 gives for their stages, with all the workers they can take. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/base/package-root.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { days, outcomesOf, site } from './hall-site.ts';

const CREWS = ['civil', 'concrete', 'steel', 'electricians', 'pipefitters', 'hvac', 'low-voltage', 'commissioning', 'racking'];
const ITEMS = [
  'structural-steel',
  'mv-switchgear',
  'lv-switchgear',
  'ups',
  'diesel-generator',
  'chiller',
  'cdu',
  'busway',
  'fiber-cable',
  'network-switch',
  'pad-mount-transformer',
  'asic-miners',
];

/** A site with crews and equipment without end, on a 50-hour week, that builds one hall. */
function campus(build: string, gpus: number, fields = '', mining = ''): Plan {
  const crews = CREWS.map((crew) => `${crew}: {workers: 5000}`).join(', ');
  const supply = ITEMS.map((item) => `${item}: {item: ${item}, quantity: 20000, order: 2025-12-01, lead: {value: 1 wk}}`).join(', ');
  const order =
    gpus === 0
      ? ''
      : `gpus: {all: {model: ${build.includes('liquid') || build.includes('shell') ? 'gb300-nvl72' : 'b300-hgx'}, for: a, quantity: ${Math.ceil(gpus * 1.05)}, order: 2025-12-01, lead: {value: 1 wk}}}`;
  return site(
    [
      'calendar: five-tens',
      'power: {secured: [{mw: 400 MW, on: 2025-01-01}], energised: [{mw: 400 MW, on: 2025-01-01}]}',
      mining,
      `crews: {${crews}}`,
      `supply: {${supply}}`,
      order,
      `halls: {a: {build: ${build}${fields}}}`,
      'activities: {design-release: {milestone: true}}',
    ]
      .filter((line) => line !== '')
      .join('\n'),
    'factors: {labour: 1}',
  );
}

/** Weeks from the first start to the last finish of some activities. */
function span(plan: Plan, block: string, names: readonly string[]): number {
  const { start, finish } = days(plan);
  const known = new Set(plan.activities.map(({ id }) => id));
  const ids = names.map((name) => (known.has(`plains/a/${name}`) ? `a/${name}` : `a/${block}/${name}`));
  return (Math.max(...ids.map(finish)) - Math.min(...ids.map(start))) / 7;
}

const FIT_OUT = [
  'mv-rough-in',
  'mv-switchgear-set',
  'power-rooms',
  'feeders',
  'busway-runs',
  'terminations',
  'hall-piping',
  'cdu-set',
  'chiller-plant',
  'chiller-power',
  'air-handling',
  'controls',
  'fire-and-security',
];

/** Section 4.1 of the parameter base: weeks, low to high, by MW IT. The last row is section 5. */
const STAGES: readonly (readonly [string, readonly string[], Readonly<Record<number, readonly [number, number]>>])[] = [
  ['earthworks', ['earthworks', 'underground'], { 25: [4, 11], 50: [5, 14], 75: [6, 17], 100: [7, 20] }],
  ['foundations', ['foundations', 'slabs'], { 25: [6, 15], 50: [8, 20], 75: [9, 24], 100: [11, 28] }],
  ['shell', ['steel-frame', 'skin-and-roof'], { 25: [7, 17], 50: [9, 22], 75: [11, 26], 100: [13, 30] }],
  ['fit-out', FIT_OUT, { 25: [14, 36], 50: [18, 42], 75: [21, 48], 100: [24, 54] }],
  ['L2 to L5', ['l2-checks', 'l3-start-up', 'l4-functional', 'l5-integrated'], { 25: [6, 18], 50: [6, 18], 75: [6, 18], 100: [6, 18] }],
];

describe.each([25, 50, 75, 100])('a liquid-cooled hall of %i MW', (mw) => {
  const plan = campus(`liquid-${mw}`, mw * 380);

  it.each(STAGES)('takes as long for its %s as the table says', (_name, names, weeks) => {
    const [low, high] = weeks[mw]!;
    const took = span(plan, 'block-1', names);
    expect(took).toBeGreaterThanOrEqual(low);
    expect(took).toBeLessThanOrEqual(high);
  });

  it('takes 16,000 craft hours per MW IT, 44 % of them by electricians', () => {
    const hours = (crew?: string): number =>
      plan.activities.reduce((sum, { work }) => {
        const isCounted =
          work.kind === 'effort' && work.pool !== 'plains/racking' && (crew === undefined || work.pool === `plains/${crew}`);
        return sum + (isCounted ? (Number(work.law.parameters['p50']) * work.scale) / 60 : 0);
      }, 0);
    // Commissioning and what is spread over the trades, 5 %, are not among the efforts.
    expect(hours() / mw).toBeGreaterThan(14_500);
    expect(hours() / mw).toBeLessThan(16_500);
    expect(hours('electricians') / (16_000 * mw)).toBeGreaterThan(0.42);
    expect(hours('electricians') / (16_000 * mw)).toBeLessThan(0.47);
  });
});

describe('other halls', () => {
  it.each(['air-cooled-gpu', 'asic-hall', 'asic-conversion', 'powered-shell'])('%s stands in the library', (name) => {
    expect(existsSync(join(packageRoot(), 'scenarios', 'library', 'halls', `${name}.yaml`))).toBe(true);
  });

  it('an air-cooled hall keeps to the table of 25 MW', () => {
    const plan = campus('air-cooled-gpu', 12_800);
    const within = (names: readonly string[], low: number, high: number): void => {
      const took = span(plan, '', names);
      expect(took).toBeGreaterThanOrEqual(low);
      expect(took).toBeLessThanOrEqual(high);
    };
    within(['earthworks'], 4, 11);
    within(['foundations'], 6, 15);
    within(['shell'], 7, 17);
    within(['mv-rough-in', 'power-rooms', 'feeders', 'air-handling', 'controls'], 14, 36);
    within(['l2-checks', 'l3-start-up', 'l4-functional', 'l5-integrated'], 6, 18);
  });

  it('an ASIC hall goes up in six to eight months at most, and mines', () => {
    const plan = campus('asic-hall', 0, '', 'mining: {load: 20 MW, efficiency: 15 J/TH}');
    const weeks = days(plan).finish('a/mining') / 7;
    expect(weeks).toBeGreaterThan(10);
    expect(weeks).toBeLessThan(35);
  });

  it('a conversion takes 12 to 30 weeks from strip-out to ready, and 2 to 8 to racked and accepted', () => {
    const plan = campus('asic-conversion', 9000, ', swaps: m1', 'mining: {halls: {m1: {mw: 20 MW}}}');
    const { finish } = days(plan);
    const ready = finish('a/ready-for-service') / 7;
    expect(ready).toBeGreaterThanOrEqual(12);
    expect(ready).toBeLessThanOrEqual(30);
    const more = finish('a/online') / 7 - ready;
    expect(more).toBeGreaterThanOrEqual(2);
    expect(more).toBeLessThanOrEqual(8);
  });

  it('a density upgrade takes a block out of service for about half a year', async () => {
    const plan = site(
      [
        'calendar: five-tens',
        'power: {secured: [{mw: 90 MW, on: 2025-01-01}], energised: [{mw: 90 MW, on: 2025-01-01}]}',
        `crews: {${CREWS.map((crew) => `${crew}: {workers: 500}`).join(', ')}}`,
        `supply: {${ITEMS.map((item) => `${item}: {item: ${item}, quantity: 100, order: 2025-12-01, lead: {value: 1 wk}}`).join(', ')}}`,
        'gpus: {vr: {model: vr200-nvl72, for: b, quantity: 6500, order: 2026-06-01, lead: {value: 1 wk}}}',
        'halls: {a: {build: live}, b: {build: density-upgrade, retrofits: a, out_of_service: 25 MW, begin: 2028-06-01}}',
      ].join('\n'),
      'templates: {live: {title: live, it: 50 MW, gross: 75 MW, activities: {online: {milestone: true, brings_online: all}}}}',
    );
    const { accounts, milestones } = await outcomesOf(plan);
    expect(milestones['plains/b/online']?.censored).toBe(0);
    const weeks = (accounts['plains/out-of-service/b']?.mean ?? 0) / 25 / 7;
    expect(weeks).toBeGreaterThan(18);
    expect(weeks).toBeLessThan(32);
  });

  it('a powered shell is fitted out in about 15 weeks, as sticks are built', () => {
    const plan = campus('powered-shell', 19_000, ', developer: {hands_over: 2026-03-02, slip: 3 wk}');
    const took = span(plan, 'block-1', ['busway-runs', 'hall-piping', 'fabric-cabling']);
    expect(took).toBeGreaterThan(10);
    expect(took).toBeLessThan(20);
  });
});
