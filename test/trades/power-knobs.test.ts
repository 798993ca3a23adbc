/** No dead knobs: every field of power, energy and latency moves something that is told. One change at a time, the rest as it was. */
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { outcomesOf } from './site-power.ts';

const BASE = `
scenario: x
start: 2026-01-05
until: 2031-01-05
latency_ceilings:
  inference: {to: dallas, at_most: 4.5 ms}
power_stages:
  own: {title: own kind, duration: 6 wk, cost: 1 MUSD, cost_per_mw: 2 kUSD/MW, late: {p: 30 %, lasts: 20 wk}, appeal: {p: 40 %, lasts: 60 wk}, cause: power}
  joint: {title: joint study, share: 60 %, batches: [{enrol_by: 2026-03-02, allocates: 2026-06-01}, {enrol_by: 2027-03-01, allocates: 2027-06-07, slip: 4 wk}]}
power_routes:
  way: {title: way, stages: [{id: permits, duration: 5 wk, appeal: {p: 50 %, lasts: 10 wk}}, {id: line, duration: 20 wk}, {id: slip, duration: 3 wk}]}
generators:
  engine: {title: engines, lead: 20 wk, earliest: 2026-04-06, slip: 5 wk, price: 60 USD/MWh, emissions: 490 kg/MWh}
sites:
  plains:
    power:
      secured: [{mw: 60 MW, on: 2025-01-01}, {mw: 20 MW, on: 2026-11-02}]
      energised: [{mw: 20 MW, on: 2025-06-02}, {mw: 10 MW, on: 2026-05-04}]
      brownfield: {mw: 5 MW, left: {line: 50 %}}
      tranches:
        north: {mw: 40 MW, begin: 2026-02-02, route: way, steps: {of: 15 MW, every: 3 wk}, done: [], with: {slip: {duration: 4 wk}}}
        south:
          mw: 30 MW
          stages:
            - {id: land, duration: 3 wk, cost: 500 kUSD, acres: 100}
            - {id: study, kind: joint, secures: all}
            - {id: transformers, after: [study], slot: {promised: 2026-10-05, slip: 3 wk}}
            - {id: works, kind: own, begin: 2026-02-02, after: [], cause: site-works}
            - {id: queue, duration: 2 wk, queue: {ahead: 20, served_per_quarter: 10, drop_out: 20 %}, after: [transformers, works]}
            - {id: station, on: 2027-01-04, after: [queue]}
      pauses:
        freeze: {from: 2026-04-01, to: 2026-08-03, probability: 60 %, applies_to: [energisation]}
        hold: {from: 2026-06-01, lasts: 40 wk, applies_to: [line]}
      bridging:
        engines: {kind: engine, mw: 10 MW, order: 2026-01-05, built: 80 %, until_energised: south, load_factor: 80 %}
        cells: {mw: 8 MW, order: 2026-01-05, lead: 10 wk, earliest: 2026-05-04, slip: 2 wk, until: 2028-01-03, price: 90 USD/MWh, emissions: 400 kg/MWh, if_not_energised: {tranche: north, by: 2026-09-07}}
      curtailment:
        summer: {mw: 10 MW, from: 2026-06-01, to: 2026-09-01, repeats: yearly, credit: 20 USD/MWh}
        sb6: {share: 100 %, hours_per_year: 15}
      community: {goodwill: 20 %, spend: 1 MUSD, halving_spend: 2 MUSD}
      contracted: {tenant: {mw: 30 MW, overhead: 1.2}}
    energy:
      mix: {wind: 50 %, solar: 20 %, grid: 30 %}
      emissions: {grid: 400 kg/MWh, wind: 12 kg/MWh}
      hourly_matched: 55 %
      certificates: {share: 20 %, price: 2 USD/MWh}
      node: [{from: 2026-01-05, price: 40 USD/MWh}, {from: 2028-01-03, price: 50 USD/MWh}]
      adders: 12 USD/MWh
      transmission: {charge: 70 USD/kW-y, avoided: 10 %}
      firming: {mw: 20 MW, adder: 9 USD/MWh, outage_hours: 4}
      surplus: {generation: 32 GW, export_limit: 22.39 GW, coincident: 70 %}
      water: 0.02 L/kWh
      load_factor: 80 %
      pue: 1.25
    latency:
      dallas: {distance: 230 mi, route_factor: 1.35, equipment: 0.1 ms, fibre: to-build, begin: 2026-02-02, lighting: 5 wk, permits: 20 wk, build_per_100_km: 4 wk, cost: 50 kUSD/km, purchase: {price: 10 kUSD/km, chance: 40 %}}
      austin: {distance: 200 mi, fibre: dark}
    activities:
      first: {duration: 2 wk, draws: {power: 20 MW}, online: {it: 16 MW}}
      second: {duration: 2 wk, after: first, draws: {power: 40 MW}, online: {it: 32 MW}}
      third: {duration: 2 wk, after: second, draws: {power: 30 MW}, online: {it: 24 MW}}
`;

type Fields = Record<string, unknown>;
const POWER = 'sites.plains.power';
const SOUTH = `${POWER}.tranches.south.stages`;
const ENERGY = 'sites.plains.energy';
const DALLAS = 'sites.plains.latency.dallas';

/** [path, new value]: undefined removes the key. */
const KNOBS: readonly (readonly [string, unknown])[] = [
  ['latency_ceilings.inference.at_most', '6 ms'],
  ['latency_ceilings.inference.to', 'austin'],
  ['power_stages.own.duration', '60 wk'],
  ['power_stages.own.cost', '2 MUSD'],
  ['power_stages.own.cost_per_mw', '3 kUSD/MW'],
  ['power_stages.own.late.p', '90 %'],
  ['power_stages.own.late.lasts', '90 wk'],
  ['power_stages.own.appeal.p', '0 %'],
  ['power_stages.own.appeal.lasts', '5 wk'],
  ['power_stages.own.title', 'own, otherwise'],
  ['power_stages.joint.share', '100 %'],
  ['power_stages.joint.title', 'joint, otherwise'],
  ['power_stages.joint.batches.0.enrol_by', '2026-01-12'],
  ['power_stages.joint.batches.0.allocates', '2026-12-07'],
  ['power_stages.joint.batches.1.slip', undefined],
  ['power_routes.way.stages.0.appeal.p', '100 %'],
  ['power_routes.way.stages.1.duration', '24 wk'],
  ['generators.engine.lead', '30 wk'],
  ['generators.engine.earliest', '2026-09-07'],
  ['generators.engine.slip', '30 wk'],
  ['generators.engine.price', '70 USD/MWh'],
  ['generators.engine.emissions', '500 kg/MWh'],
  ['generators.engine.title', 'motors'],
  [`${POWER}.secured.0.mw`, '65 MW'],
  [`${POWER}.secured.1.on`, '2027-11-01'],
  [`${POWER}.energised.0.mw`, '18 MW'],
  [`${POWER}.energised.1.on`, '2026-09-07'],
  [`${POWER}.brownfield.mw`, '8 MW'],
  [`${POWER}.brownfield.left.line`, '100 %'],
  [`${POWER}.tranches.north.mw`, '35 MW'],
  [`${POWER}.tranches.north.begin`, '2026-05-04'],
  [`${POWER}.tranches.north.steps.of`, '20 MW'],
  [`${POWER}.tranches.north.steps.every`, '9 wk'],
  [`${POWER}.tranches.north.steps`, undefined],
  [`${POWER}.tranches.north.done`, ['permits']],
  [`${POWER}.tranches.north.with.slip.duration`, '30 wk'],
  [`${SOUTH}.0.cost`, '600 kUSD'],
  [`${SOUTH}.0.acres`, 120],
  [`${SOUTH}.0.duration`, '20 wk'],
  [`${SOUTH}.0.label`, 'ground'],
  [`${SOUTH}.1.secures`, '35 MW'],
  [`${SOUTH}.2.slot.promised`, '2028-10-02'],
  [`${SOUTH}.2.slot.slip`, '200 wk'],
  [`${SOUTH}.3.begin`, '2028-05-01'],
  [`${SOUTH}.3.after`, ['transformers']],
  [`${SOUTH}.3.cause`, 'permit-grid'],
  [`${SOUTH}.4.queue.ahead`, 60],
  [`${SOUTH}.4.queue.served_per_quarter`, 2],
  [`${SOUTH}.4.queue.drop_out`, '90 %'],
  [`${SOUTH}.5.on`, '2029-01-01'],
  [`${POWER}.pauses.freeze.from`, '2026-01-05'],
  [`${POWER}.pauses.freeze.to`, '2027-08-02'],
  [`${POWER}.pauses.freeze.probability`, '100 %'],
  [`${POWER}.pauses.freeze.applies_to`, ['permits']],
  [`${POWER}.pauses.freeze.label`, 'the freeze'],
  [`${POWER}.pauses.hold.lasts`, '90 wk'],
  [`${POWER}.pauses.hold.from`, '2026-02-02'],
  [`${POWER}.bridging.engines.mw`, '12 MW'],
  [`${POWER}.bridging.engines.order`, '2026-09-07'],
  [`${POWER}.bridging.engines.built`, '100 %'],
  [`${POWER}.bridging.engines.until_energised`, undefined],
  [`${POWER}.bridging.engines.load_factor`, '70 %'],
  [`${POWER}.bridging.engines.label`, 'motors'],
  [`${POWER}.bridging.cells.lead`, '80 wk'],
  [`${POWER}.bridging.cells.earliest`, '2027-09-06'],
  [`${POWER}.bridging.cells.slip`, '90 wk'],
  [`${POWER}.bridging.cells.until`, '2029-01-01'],
  [`${POWER}.bridging.cells.price`, '80 USD/MWh'],
  [`${POWER}.bridging.cells.emissions`, '410 kg/MWh'],
  [`${POWER}.bridging.cells.if_not_energised.by`, '2026-06-01'],
  [`${POWER}.bridging.cells.if_not_energised.tranche`, 'south'],
  [`${POWER}.curtailment.summer.mw`, '40 MW'],
  [`${POWER}.curtailment.summer.from`, '2026-07-06'],
  [`${POWER}.curtailment.summer.to`, '2026-10-05'],
  [`${POWER}.curtailment.summer.repeats`, 'once'],
  [`${POWER}.curtailment.summer.credit`, '30 USD/MWh'],
  [`${POWER}.curtailment.summer.label`, 'peaks'],
  [`${POWER}.curtailment.sb6.share`, '50 %'],
  [`${POWER}.curtailment.sb6.hours_per_year`, 30],
  [`${POWER}.community.goodwill`, '30 %'],
  [`${POWER}.community.spend`, '2 MUSD'],
  [`${POWER}.community.halving_spend`, '1 MUSD'],
  [`${POWER}.contracted.tenant.mw`, '40 MW'],
  [`${POWER}.contracted.tenant.overhead`, 1],
  [`${ENERGY}.mix`, { wind: '60 %', solar: '10 %', grid: '30 %' }],
  [`${ENERGY}.emissions.grid`, '300 kg/MWh'],
  [`${ENERGY}.hourly_matched`, undefined],
  [`${ENERGY}.certificates.share`, '10 %'],
  [`${ENERGY}.certificates.price`, '3 USD/MWh'],
  [`${ENERGY}.node.0.price`, '41 USD/MWh'],
  [`${ENERGY}.node.1.from`, '2028-03-06'],
  [`${ENERGY}.adders`, '13 USD/MWh'],
  [`${ENERGY}.transmission.charge`, '80 USD/kW-y'],
  [`${ENERGY}.transmission.avoided`, undefined],
  [`${ENERGY}.firming.mw`, '10 MW'],
  [`${ENERGY}.firming.adder`, '10 USD/MWh'],
  [`${ENERGY}.firming.outage_hours`, 8],
  [`${ENERGY}.surplus.generation`, '32.01 GW'],
  [`${ENERGY}.surplus.export_limit`, '22.38 GW'],
  [`${ENERGY}.surplus.coincident`, '72 %'],
  [`${ENERGY}.water`, '1.5 L/kWh'],
  [`${ENERGY}.load_factor`, undefined],
  [`${ENERGY}.pue`, undefined],
  [`${DALLAS}.distance`, '240 mi'],
  [`${DALLAS}.route_factor`, undefined],
  [`${DALLAS}.equipment`, undefined],
  [`${DALLAS}.fibre`, 'dark'],
  [`${DALLAS}.begin`, undefined],
  [`${DALLAS}.lighting`, '6 wk'],
  [`${DALLAS}.permits`, '22 wk'],
  [`${DALLAS}.build_per_100_km`, '5 wk'],
  [`${DALLAS}.cost`, '60 kUSD/km'],
  [`${DALLAS}.purchase.price`, '11 kUSD/km'],
  [`${DALLAS}.purchase.chance`, '60 %'],
];

/** The scenario with one field changed. */
function changed(path: string, value: unknown): string {
  const scenario = parse(BASE) as Fields;
  const keys = path.split('.');
  const last = keys.pop() as string;
  const holder = keys.reduce<Fields>((fields, key) => fields[key] as Fields, scenario);
  // A knob that is not there turns nothing, unless it is new.
  if (value === undefined) {
    expect(Object.hasOwn(holder, last), path).toBe(true);
    delete holder[last];
  } else holder[last] = value;
  return stringify(scenario, { aliasDuplicateObjects: false });
}

async function told(text: string): Promise<string> {
  return JSON.stringify(await outcomesOf(text, 30));
}

describe('every field moves something', async () => {
  const before = await told(BASE);
  it('and the same scenario tells the same', async () => expect(await told(stringify(parse(BASE)))).toBe(before));
  it.each(KNOBS)('%s: %j', async (path, value) => {
    expect(await told(changed(path, value))).not.toBe(before);
  });
});
