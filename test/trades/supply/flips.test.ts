/** No dead knobs: every field of what is ordered, added to a scenario that is without it, moves a date, a total or a fact. */
import { expect, it } from 'vitest';
import { runStudy } from '../../../src/study/study.ts';
import { planOf } from '../../engine/play.ts';
import { scenario } from './site.ts';

const BASE = {
  order: 'item: gear, quantity: 4, order: 2026-02-01, lead: {lognormal: {p50: 20 wk, sigma: 0.3}}',
  gpus: 'model: h9, for: hall-1, quantity: 720, order: 2026-02-01',
  vendor: 'per_month: 3, others: {giant: {order: 2026-01-20, quantity: 9, size: 8}}',
  model: 'title: H9, lead: 30 wk',
  market: '',
  site: '',
  kit: 'of: {gear: 1}, quantity: 4',
};

type Part = keyof typeof BASE;

/** The mean world with some parts changed, as far as anybody can see it. */
async function told(parts: Partial<Record<Part, string>>, rest: { readonly items?: string } = {}): Promise<string> {
  const { order, gpus, vendor, model, market, site, kit } = { ...BASE, ...parts };
  const text = scenario({
    until: '2029-12-31',
    file: `equipment: {spare: {title: spare, lead: 3 wk, price: 2 kUSD}}
gpu_models: {h9: {${model}}, h8: {title: H8, lead: 9 wk, price: 20 kUSD}}
vendors: {works: {${vendor}}, shop: {terms: {}}}
${market === '' ? '' : `markets: {metal: {${market}}}`}
factors: {shock: 1.5}
templates: {shed: {title: shed, it: 2 MW, gross: 3 MW, gpus: 720, activities: {racks: {duration: 9 d, installs: all}, online: {milestone: true, after: racks, brings_online: all}}}}`,
    site: `supply: {gear: {${order}}, dram: {item: memory, quantity: 40, order: 2026-02-01, lead: 50 wk, price: 1 kUSD, lots: [{quantity: 20}, {quantity: 20, after: 9 wk}]}${rest.items ?? ''}}
kits: {rack: {${kit}}}
gpus: {first: {${gpus}}}
${site}
activities: {use: {duration: 3 d, takes: {rack: 4}}}
halls: {hall-1: {build: shed}}`,
  });
  const { outcomes } = await runStudy({
    plan: planOf(text),
    tool: 'test',
    futures: 'mean',
    seedLabel: 'mean',
    questions: [],
    tellActivities: true,
    workers: 1,
  });
  const { activities = {}, accounts, facts } = outcomes;
  // Dates of what is used, not of the steps that a field adds: those move by being there.
  const dates = ['plains/kits/rack', 'plains/use', 'plains/hall-1/racks'].map((id) => activities[id]);
  return JSON.stringify({ dates, accounts, facts });
}

const price = (part: Part): string => `${BASE[part]}, price: 5 kUSD`;
const booked = `${BASE.order}, vendor: works`;
const cancels = `${BASE.order}, vendor: shop, price: 5 kUSD, substitute: {item: spare, after: 2026-03-01}`;

/** Which part, what it is without the field, what with it, and what else is as in neither. */
const FLIPS: readonly (readonly [string, Part, string, string, Partial<Record<Part, string>>?])[] = [
  ['lots', 'order', BASE.order, `${BASE.order}, lots: [{quantity: 2}, {quantity: 2, after: 3 wk}]`],
  ['times', 'order', BASE.order, `${BASE.order}, times: [shock]`],
  ['slot', 'order', BASE.order, `${BASE.order}, slot: 2026-04-01`],
  ['promised', 'order', BASE.order, `${BASE.order}, promised: 2026-04-01`],
  ['slip', 'order', BASE.order, `${BASE.order}, slip: 3 wk`],
  ['vendor', 'order', BASE.order, booked],
  ['price', 'order', BASE.order, price('order')],
  ['expedite.cuts', 'order', `${BASE.order}, expedite: {cuts: 0 %, works: 60 %}`, `${BASE.order}, expedite: {cuts: 30 %, works: 60 %}`],
  ['expedite.works', 'order', `${BASE.order}, expedite: {cuts: 30 %, works: 0 %}`, `${BASE.order}, expedite: {cuts: 30 %, works: 60 %}`],
  ['expedite.premium', 'order', price('order'), `${price('order')}, expedite: {cuts: 0 %, works: 0 %, premium: 10 %}`],
  ['needed', 'order', BASE.order, `${BASE.order}, needed: 2027-01-01`],
  ['transit', 'order', BASE.order, `${BASE.order}, transit: 3 wk`],
  ['customs.delay', 'order', BASE.order, `${BASE.order}, customs: {delay: 2 wk}`],
  ['customs.tariff', 'order', price('order'), `${price('order')}, customs: {tariff: 10 %}`],
  [
    'inspection.fails',
    'order',
    `${BASE.order}, inspection: {fails: 0 %, rework: 3 wk}`,
    `${BASE.order}, inspection: {fails: 30 %, rework: 3 wk}`,
  ],
  [
    'inspection.rework',
    'order',
    `${BASE.order}, inspection: {fails: 30 %, rework: 3 wk}`,
    `${BASE.order}, inspection: {fails: 30 %, rework: 9 wk}`,
  ],
  ['kit', 'order', BASE.order, `${BASE.order}, kit: {of: {memory: 2}}`],
  ['kit.of', 'order', `${BASE.order}, kit: {of: {memory: 2}}`, `${BASE.order}, kit: {of: {spare: 1}}`],
  ['kit.per', 'order', `${BASE.order}, kit: {of: {memory: 8}}`, `${BASE.order}, kit: {per: 4, of: {memory: 8}}`],
  ['kit.lasts', 'order', `${BASE.order}, kit: {of: {memory: 2}}`, `${BASE.order}, kit: {of: {memory: 2}, lasts: 1 wk}`],
  ['on_site', 'order', BASE.order, `${BASE.order}, on_site: 4`],
  ['substitute', 'order', BASE.order, `${BASE.order}, substitute: {item: spare, after: 2026-03-01}`],
  [
    'substitute.lead',
    'order',
    `${BASE.order}, substitute: {item: spare, after: 2026-03-01}`,
    `${BASE.order}, substitute: {item: spare, after: 2026-03-01, lead: 5 wk}`,
  ],
  [
    'substitute.price',
    'order',
    `${BASE.order}, substitute: {item: spare, after: 2026-03-01}`,
    `${BASE.order}, substitute: {item: spare, after: 2026-03-01, price: 9 kUSD}`,
  ],
  ['vendor.per_month', 'vendor', BASE.vendor, BASE.vendor.replace('3', '5'), { order: booked }],
  ['vendor.backlog', 'vendor', BASE.vendor, `${BASE.vendor}, backlog: 7`, { order: booked }],
  ['vendor.allocation', 'vendor', BASE.vendor, `${BASE.vendor}, allocation: pro-rata`, { order: booked }],
  ['vendor.others', 'vendor', BASE.vendor, 'per_month: 3', { order: booked }],
  [
    'vendor.others.size',
    'vendor',
    `${BASE.vendor}, allocation: priority`,
    `${BASE.vendor.replace('8', '1')}, allocation: priority`,
    { order: booked.replace('02-01', '01-15') },
  ],
  [
    'vendor.our_size',
    'vendor',
    `${BASE.vendor}, allocation: priority`,
    `${BASE.vendor}, allocation: priority, our_size: 99`,
    { order: booked },
  ],
  ['vendor.most', 'vendor', BASE.vendor, `${BASE.vendor}, most: 1`, { order: booked }],
  ['vendor.build', 'vendor', BASE.vendor, `${BASE.vendor}, build: 2 wk`, { order: booked }],
  ['vendor.slip', 'vendor', BASE.vendor, `${BASE.vendor}, slip: 1.3`, { order: booked }],
  ['vendor.terms.due', 'vendor', BASE.vendor, `${BASE.vendor}, terms: {due: 30 d}`, { order: `${booked}, price: 5 kUSD` }],
  [
    'vendor.terms.cancel_fee',
    'vendor',
    'terms: {due: 9 d}',
    'terms: {due: 9 d, cancel_fee: 50 %}',
    { order: cancels.replace('shop', 'works') },
  ],
  ['market', 'order', BASE.order, `${BASE.order}, market: metal`, { market: 'regime: {state: tight}' }],
  ['regime.state', 'market', 'regime: {state: tight}', 'regime: {state: easy}', { order: `${BASE.order}, market: metal` }],
  [
    'regime.multiplier',
    'market',
    'regime: {state: tight}',
    'regime: {state: tight, multiplier: {tight: 2}}',
    { order: `${BASE.order}, market: metal` },
  ],
  [
    'regime.stay',
    'market',
    'regime: {state: tight}',
    'regime: {state: tight, stay: {tight: 50 %}}',
    { order: `${BASE.order.replace('02-01', '04-01')}, market: metal` },
  ],
  ['regime.window', 'market', 'regime: {state: tight}', 'regime: {state: tight, window: 12 mo}', { order: `${BASE.order}, market: metal` }],
  ['cycle', 'market', '', 'cycle: {peak: 4, peak_on: 2026-02-01}'],
  ...(
    [
      ['peak', 'peak: 4', 'peak: 5'],
      ['peak_on', 'peak_on: 2026-01-01', 'peak_on: 2026-04-01'],
      ['rise', 'rise: 9 mo', 'rise: 5 mo'],
      ['half_life', 'half_life: 15 mo', 'half_life: 9 mo'],
      ['lag', 'lag: 18 mo', 'lag: 9 mo'],
      ['answer', 'answer: 5 %', 'answer: 9 %'],
      ['lead', 'lead: 0.25', 'lead: 0.5'],
    ] as const
  ).map(([key, one, other]): (typeof FLIPS)[number] => {
    const cycle = 'cycle: {peak: 4, peak_on: 2026-01-01, rise: 9 mo, half_life: 15 mo, lag: 18 mo, answer: 5 %, lead: 0.25}';
    // Ordered on the way up for the rise, on the way down for the rest.
    const order = `${key === 'rise' ? price('order').replace('2026-02-01', '2025-12-05') : price('order')}, market: metal`;
    return [`cycle.${key}`, 'market', cycle, cycle.replace(one, other), { order }];
  }),
  [
    'storage.limit',
    'site',
    'storage: {limit: 9, places: {gear: 1}}',
    'storage: {limit: 4, places: {gear: 1}}',
    { order: `${BASE.order}, on_site: 1, lots: [{quantity: 3}, {quantity: 1}]`, kit: 'of: {gear: 1}, quantity: 5' },
  ],
  [
    'storage.places',
    'site',
    'storage: {limit: 8, places: {gear: 1}}',
    'storage: {limit: 8, places: {gear: 2}}',
    { order: `${BASE.order}, on_site: 1, lots: [{quantity: 3}, {quantity: 1}]`, kit: 'of: {gear: 1}, quantity: 5' },
  ],
  ['kits.batches', 'kit', BASE.kit, `${BASE.kit}, batches: 2`],
  ['kits.lasts', 'kit', BASE.kit, `${BASE.kit}, lasts: 1 wk`],
  ['kits.of', 'kit', BASE.kit, 'of: {gear: 1, memory: 1}, quantity: 4'],
  ['rack_rate', 'site', '', 'rack_rate: 1 racks/d', { model: `${BASE.model}, per_rack: 72` }],
  ['delivers', 'gpus', BASE.gpus, `${BASE.gpus}, delivers: 1 racks/d`, { model: `${BASE.model}, per_rack: 72` }],
  ['retire', 'gpus', BASE.gpus, `${BASE.gpus}, retire: 1 y`, { model: `${BASE.model}, mass: 20 kg` }],
  ['gpus.substitute', 'gpus', BASE.gpus, `${BASE.gpus}, substitute: {model: h8, after: 2026-03-01}`],
  ...[
    'launch: 2026-01-01',
    'volume: 2026-12-01',
    'power: 1 kW',
    'rack_power: 99 kW',
    'per_rack: 72',
    'cooling: [air]',
    'performance: {bf16: 9 TFLOP/s}',
    'performance: {fp8: 9 TFLOP/s}',
    'price: 9 kUSD',
    'it_per_gpu: 2 kW',
  ].map((field): (typeof FLIPS)[number] => [`model.${field}`, 'model', BASE.model, `${BASE.model}, ${field}`]),
  ['model.platform_slip', 'model', `${BASE.model}, volume: 2026-12-01`, `${BASE.model}, volume: 2026-12-01, platform_slip: 9 wk`],
  ['model.terms', 'model', price('model'), `${price('model')}, terms: {due: 30 d}`],
  ['model.mass', 'model', `${BASE.model}, mass: 20 kg`, `${BASE.model}, mass: 30 kg`, { gpus: `${BASE.gpus}, retire: 1 y` }],
  ['model.market', 'model', BASE.model, `${BASE.model}, market: metal`, { market: 'regime: {state: tight}' }],
  [
    'model.first_mover',
    'model',
    `${BASE.model}, volume: 2026-12-01`,
    `${BASE.model}, volume: 2026-12-01, first_mover: {premium: 1 USD/h, lasts: 6 mo}`,
  ],
];

for (const [field, part, without, with_, rest = {}] of FLIPS) {
  it(field, async () => {
    const items = `${rest.kit ?? ''}${with_}${without}`.includes('spare: ')
      ? ', spares: {item: spare, quantity: 40, order: 2026-02-01}'
      : '';
    const needsMarket = part === 'market' && rest.order === undefined ? { order: `${price('order')}, market: metal` } : {};
    const base = part === 'market' && without === '' ? 'regime: {state: normal, multiplier: {easy: 1, normal: 1, tight: 1}}' : without;
    const one = await told({ ...rest, ...needsMarket, [part]: base }, { items });
    const other = await told({ ...rest, ...needsMarket, [part]: with_ }, { items });
    expect(other).not.toBe(one);
  });
}

it('market.correlation changes what is drawn together', async () => {
  const laws = (market: string) =>
    planOf(scenario({ file: `markets: {metal: {${market}}}`, site: `supply: {gear: {${BASE.order}, market: metal}}` })).factors.map(
      ({ id }) => id,
    );
  expect(laws('correlation: 40 %')).toEqual(['market/metal/spread-0.3']);
  expect(laws('')).toEqual([]);
});
