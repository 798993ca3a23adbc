/** Levers are found in what a scenario says, and each is said as overrides that hold. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/scenario/compile.ts';
import { discoverLevers } from '../../src/scenario/levers/discover.ts';
import { parseScenario, readScenario } from '../../src/scenario/read-scenario.ts';

const FILE = 'scenarios/levers-test.yaml';

/** One of everything that a lever is made for. */
const TEXT = `scenario: levers
start: 2026-01-05
until: 2029-12-31
dispatch: {rule: priority}
factors:
  shock: {lognormal: {p50: 1, sigma: 0.2}}
  labour: {pert: {low: 0.8, mode: 1.2, high: 2}}
crews:
  divers: {workers: 1}
sites:
  north:
    calendar: five-tens
    weather: {climate: west-texas}
    power:
      secured: [{mw: 300 MW, on: 2025-01-01}]
      energised: [{mw: 60 MW, on: 2026-09-01}, {mw: 50 MW, on: 2025-06-01}]
      tranches:
        timed:
          mw: 40 MW
          stages: [{id: works, duration: 20 wk}, {id: test, duration: 10 wk}]
        dated:
          mw: 40 MW
          stages: [{id: station, on: 2027-06-01}]
    mining:
      load: 40 MW
      hand_back: [{mw: 20 MW, on: 2026-02-10}, {mw: 20 MW, on: 2027-02-10}]
    crews:
      electricians: {workers: [{from: 2026-01-05, count: 40}, {from: 2026-06-01, count: 80}, {from: 2027-06-01, count: 0}]}
      civil: {workers: 20}
    supply:
      gear: {item: mv-switchgear, quantity: 4, order: 2026-01-05, times: [shock]}
      boxes: {item: ups, quantity: 4, order: 2026-01-05, lead: 30 wk, slip: {gamma: {shape: 1.5, scale: 7 wk}}}
      old: {item: chiller, quantity: 4, order: 2024-01-05, lead: 30 wk}
    gpus:
      first: {model: gb300-nvl72, for: hall-1, quantity: 19000, order: 2026-02-01}
    halls: {hall-1: {build: liquid-50, begin: 2026-01-05}}
    activities:
      design-release: {duration: {chance: {p: 35 %, of: 10 wk}}}
    risks:
      strike:
        title: a strike
        chance: 20 %
        affects: [{activity: north/design-release, delay: 4 wk}]
        mitigation: {title: talks, taken: false, cost: 1 MUSD}
`;

const found = (text: string, grouping: 'together' | 'each place' = 'together') =>
  new Map(discoverLevers(parseScenario(text, FILE), grouping).map((lever) => [lever.id, lever]));
const overridesOf = (text: string, id: string) =>
  Object.fromEntries((found(text).get(id)?.overrides ?? []).map(({ path, value }) => [path, value]));

describe('levers are discovered', () => {
  it('of every kind that the scenario gives cause for', () => {
    const ids = [...found(TEXT).keys()];
    for (const id of [
      'crew/electricians',
      'crew/civil',
      'crew/divers',
      'hiring/sooner',
      'second-shift/second-shift',
      'lead-time/mv-switchgear',
      'lead-time/ups',
      'lead-time/gb300-nvl72',
      'on-time/mv-switchgear',
      'on-time/ups',
      'gpus/sooner',
      'power/sooner',
      'mining/sooner',
      'prefab/half',
      'risk/strike',
      'risk/factor-shock',
      'risk/design-release',
      'mitigation/strike',
      'weather/off',
    ])
      expect(ids).toContain(id);
  });

  it('and not where there is nothing to relieve: what is on the site, a factor around 1.3, a crew that goes', () => {
    const ids = [...found(TEXT).keys()];
    expect(ids).not.toContain('lead-time/chiller');
    expect(ids).not.toContain('risk/factor-labour');
    expect(overridesOf(TEXT, 'crew/electricians')).toEqual({
      'sites.north.crews.electricians.workers.0.count': 'x 1.25',
      'sites.north.crews.electricians.workers.1.count': 'x 1.25',
    });
    expect(overridesOf(TEXT, 'crew/divers')).toEqual({ 'crews.divers.workers': 2 });
    expect(overridesOf(TEXT, 'hiring/sooner')).toEqual({ 'sites.north.crews.electricians.workers.1.from': 'sooner 1 mo' });
  });

  it('with the changed value written out where the library has it', () => {
    expect(overridesOf(TEXT, 'lead-time/mv-switchgear')).toEqual({
      'sites.north.supply.gear.lead': { lognormal: { p50: '46.5 wk', sigma: 0.28 } },
    });
    expect(overridesOf(TEXT, 'on-time/mv-switchgear')).toEqual({
      'sites.north.supply.gear.times': null,
      'sites.north.supply.gear.lead': '434 d',
    });
    expect(overridesOf(TEXT, 'lead-time/ups')).toEqual({ 'sites.north.supply.boxes.lead': 'x 0.75' });
    expect(overridesOf(TEXT, 'on-time/ups')).toEqual({ 'sites.north.supply.boxes.slip': null });
  });

  it('power comes three months sooner: days are moved, stages without days are cut, miners do not leave before the start', () => {
    expect(overridesOf(TEXT, 'power/sooner')).toEqual({
      'sites.north.power.energised.0.on': 'sooner 3 mo',
      // Thirty weeks less three months: 0.565 of them.
      'sites.north.power.tranches.timed.stages.0.duration': '11.3 wk',
      'sites.north.power.tranches.timed.stages.1.duration': '5.65 wk',
      'sites.north.power.tranches.dated.stages.0.on': '2027-03-02',
    });
    expect(overridesOf(TEXT, 'mining/sooner')).toEqual({
      'sites.north.mining.hand_back.0.on': '2026-01-05',
      'sites.north.mining.hand_back.1.on': '2026-11-11',
    });
  });

  it('and every one of them makes a scenario that is valid', () => {
    // A whole hall asks for more crews and parts than this file has; the reference scenarios have them.
    const text = TEXT.replace(/ {4}gpus:\n.*\n {4}halls:.*\n/, '');
    const failed = [...found(text).values()].flatMap((lever) => {
      try {
        compile(parseScenario(text, FILE, lever.overrides));
        return [];
      } catch (error) {
        return [`${lever.id}: ${(error as Error).message}`];
      }
    });
    expect(failed).toEqual([]);
  });

  it('of what several sites have, one lever, or with "each place" one for each', () => {
    const two = TEXT.replace(
      'sites:\n',
      'sites:\n  south:\n    crews: {civil: {workers: 8}}\n    activities: {dig: {effort: {work: 100 worker-h, crew: civil, max: 8}}}\n    calendar: five-tens\n',
    );
    const together = found(two).get('crew/civil');
    expect(together?.places).toEqual(['south', 'north']);
    expect(together?.overrides.map(({ path }) => path)).toEqual(['sites.south.crews.civil.workers', 'sites.north.crews.civil.workers']);
    const apart = found(two, 'each place');
    expect(apart.get('crew/civil@south')?.overrides).toHaveLength(1);
    expect(apart.get('crew/civil@north')?.label).toBe('civil +25 % (north)');
  });

  it('in a plain network too: its pools, and work that may not be needed', () => {
    const plain = parseScenario(
      'scenario: net\ntime_unit: day\npools: {crew: 2}\nactivities:\n  a: {duration: {chance: {p: 40 %, of: 5}}, pools: {crew: 1}}\n',
      'net.yaml',
    );
    expect(discoverLevers(plain, 'together').map(({ id, overrides }) => [id, overrides[0]?.value])).toEqual([
      ['crew/crew', 3],
      ['risk/a', 0],
    ]);
  });

  it('of the reference scenario, more than the dozen that are asked for', () => {
    const levers = discoverLevers(readScenario('scenarios/childress-horizon.yaml'), 'together');
    expect(levers.length).toBeGreaterThanOrEqual(12);
    expect(new Set(levers.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(8);
    expect(new Set(levers.map(({ id }) => id)).size).toBe(levers.length);
  });
});

describe('few hires', () => {
  const hiring = (count: number, perWeek: number, workers = 20): string =>
    TEXT.replace('civil: {workers: 20}', `civil: {local: {workers: ${workers}, hire: {count: ${count}, per_week: ${perWeek}}}}`);
  const AT = 'sites.north.crews.civil.local';

  it('become one more where a quarter of them is less than one', () => {
    expect(overridesOf(hiring(8, 1), 'crew/civil')).toEqual({
      [`${AT}.workers`]: 'x 1.25',
      [`${AT}.hire.count`]: 'x 1.25',
      [`${AT}.hire.per_week`]: 2,
    });
  });

  it('and few heads stay as they are where a second shift would make them slower', () => {
    const set = overridesOf(hiring(8, 2, 1), 'second-shift/second-shift');
    expect(set[`${AT}.hire.count`]).toMatch(/^x 0\.8/);
    expect(set).not.toHaveProperty([`${AT}.hire.per_week`]);
    expect(set).not.toHaveProperty([`${AT}.workers`]);
  });

  it('hold, both of them, when they are pulled', () => {
    for (const id of ['crew/civil', 'second-shift/second-shift']) {
      const lever = found(hiring(8, 1)).get(id)!;
      expect(() => parseScenario(hiring(8, 1), FILE, lever.overrides)).not.toThrow();
    }
  });
});
