/**
 * Markets: what makes everything of a kind scarce or plentiful at once. Comes in: the file's `markets:`. Goes out: factors shared by
 * all orders in a market, and a price index by date of order. An item's market counts only where the file describes that market.
 */
import { z } from 'zod';
import { didYouMean } from '../base/nearest.ts';
import type { Path } from '../base/problem.ts';
import { MINUTES_PER_MONTH } from '../base/time.ts';
import { quantity as parse } from '../base/units.ts';
import type { Law } from '../random/distribution.ts';
import { annotations, date, name, quantity } from './fields.ts';
import type { Lowering } from './lowering.ts';
import { tickOfDate } from './read.ts';
import { type Cycle, priceIndex, strandedCapacity } from './supply/cobweb.ts';
import { multiplierLaw, type Regime, STATES } from './supply/regime.ts';

const byState = (easy: number, normal: number, tight: number, description: string) =>
  z
    .strictObject({
      easy: z.number().positive().max(10).default(easy).describe('In an easy month.'),
      normal: z.number().positive().max(10).default(normal).describe('In a normal month.'),
      tight: z.number().positive().max(10).default(tight).describe('In a tight month.'),
    })
    .prefault({})
    .describe(`${description} Default: ${easy}, ${normal}, ${tight} (judgement).`);

const chances = z.lazy(() =>
  z
    .strictObject({
      easy: quantity('share', 'From an easy month.').default('96 %'),
      normal: quantity('share', 'From a normal month.').default('97 %'),
      tight: quantity('share', 'From a tight month.').default('95 %'),
    })
    .prefault({})
    .describe('Chance that the next month is like this one. Default: 96 %, 97 %, 95 % (judgement).'),
);

const regimeSchema = z.lazy(() =>
  z
    .strictObject({
      state: z.enum(STATES).describe('How the market is at the start: easy, normal or tight.'),
      multiplier: byState(0.75, 1, 1.35, 'What lead times are multiplied by in each state.'),
      stay: chances,
      window: quantity('elapsed', 'The lead time follows the mean of the market over this time from the order on. Default: 1 mo.').default(
        '1 mo',
      ),
      ...annotations,
    })
    .describe('A market that turns easy, normal or tight by chance, month by month: one draw in each future for all its items.'),
);

const cycleSchema = z.lazy(() =>
  z
    .strictObject({
      peak: z.number().min(1).max(100).describe('Price at the peak as a multiple of the usual one.'),
      peak_on: date('The day of the peak.'),
      rise: quantity('elapsed', 'From the usual price to the peak. Default: 9 mo (judgement on past cycles).').default('9 mo'),
      half_life: quantity(
        'elapsed',
        'After the peak, demand alone halves the height of the price in this time. Default: 15 mo (judgement: 12-18 mo).',
      ).default('15 mo'),
      lag: quantity('elapsed', 'From a price to the capacity it calls forth. Default: 18 mo (judgement).').default('18 mo'),
      answer: quantity('share', 'Share of the price gap that new capacity answers each month. Default: 5 % (judgement).').default('5 %'),
      lead: z
        .number()
        .min(0)
        .max(2)
        .default(0.25)
        .describe(
          'Lead times are multiplied by the price index to this power; 0: prices move, lead times do not. Default: 0.25 (judgement).',
        ),
      ...annotations,
    })
    .describe('Boom and bust: a price that rises in a shortage, and capacity that answers it with a lag. The same in every future.'),
);

export const marketSchema = z.lazy(() =>
  z.strictObject({
    title: z.string().optional().describe('What a person calls it.'),
    regime: regimeSchema.optional(),
    cycle: cycleSchema.optional(),
    correlation: quantity(
      'share',
      'Correlation of the lead times of its items: so much of their spread is one draw for all. Judged: 40 % among electrical items, 30 % among cooling items.',
    ).optional(),
    ...annotations,
  }),
);

export const marketsSchema = z.lazy(() =>
  z
    .record(name, marketSchema)
    .describe(
      'Markets, by name. Items say in which they are bought ("market:"); those of the library are electrical, cooling, memory, fibre, network, gpus. A market that is not described here has no say.',
    ),
);

type MarketFields = z.output<typeof marketSchema>;

/** What a market does to one order. */
export interface MarketTerms {
  /** Ids of factors of the plan that multiply the lead time. */
  readonly factors: readonly string[];
  /** Multiplies the lead time, known beforehand. */
  readonly lead: number;
  /** Multiplies the price. */
  readonly price: number;
  /** The lead law with the part of its spread taken out that the market holds. */
  readonly law: Law;
}

export class Markets {
  constructor(
    readonly lowering: Lowering,
    readonly fields: Readonly<Record<string, MarketFields>>,
  ) {
    for (const [id, { cycle, regime }] of Object.entries(fields)) {
      for (const key of ['rise', 'half_life', 'lag'] as const)
        if (cycle !== undefined && months(cycle[key]) < 1)
          lowering.problems.add(
            ['markets', id, 'cycle', key],
            `${cycle[key]} is less than a month`,
            'a cycle moves by the month: write a month or more',
          );
      for (const state of STATES)
        if (regime !== undefined && parse(regime.stay[state], 'share') > 1)
          lowering.problems.add(
            ['markets', id, 'regime', 'stay', state],
            `${regime.stay[state]} is more than certain`,
            'write a share from 0 % to 100 %',
          );
      if (regime !== undefined && (months(regime.window) < 1 || months(regime.window) > 36))
        lowering.problems.add(['markets', id, 'regime', 'window'], `${regime.window} is not from 1 to 36 months`, 'write such as "1 mo"');
    }
    for (const [id, { correlation }] of Object.entries(fields))
      if (correlation !== undefined && parse(correlation, 'share') >= 1)
        lowering.problems.add(
          ['markets', id, 'correlation'],
          `${correlation} leaves nothing of an item's own`,
          'write a share below 100 %',
        );
  }

  /** The name of a market that an order states itself must be that of one that is described. */
  check(market: string | undefined, path: Path): void {
    if (market === undefined || Object.hasOwn(this.fields, market) || this.lowering.problems.wasLeftOut(market)) return;
    this.lowering.problems.add(
      path,
      `there is no market "${market}"${didYouMean(market, Object.keys(this.fields))}`,
      'describe it under "markets:", or leave this out',
    );
  }

  /** What the market does to an order of `orderedAt` (a tick) with lead time `law`. */
  terms(market: string | undefined, orderedAt: number, law: Law): MarketTerms {
    const fields = market === undefined || !Object.hasOwn(this.fields, market) ? undefined : this.fields[market];
    if (market === undefined || fields === undefined || this.lowering.problems.list.length > 0)
      return { factors: [], lead: 1, price: 1, law };
    const factors: string[] = [];
    if (fields.regime !== undefined) factors.push(this.#regimeFactor(market, fields.regime, orderedAt));
    const shared =
      fields.correlation === undefined ? undefined : this.#sharedSpread(market, parse(fields.correlation, 'share'), law, orderedAt);
    if (shared !== undefined) factors.push(shared.factor);
    const price = fields.cycle === undefined ? 1 : this.priceIndexAt(fields.cycle, orderedAt);
    return { factors, lead: fields.cycle === undefined ? 1 : price ** fields.cycle.lead, price, law: shared?.law ?? law };
  }

  /** Spare capacity at the horizon that the boom called forth, as a share; undefined: the market has no cycle. */
  strandedAtHorizon(market: string): number | undefined {
    const { cycle } = this.fields[market] ?? {};
    if (cycle === undefined) return undefined;
    const month = this.#monthOf(cycle, this.lowering.horizon);
    return month < 0 ? 0 : strandedCapacity(cycleOf(cycle), month + 1)[month]!;
  }

  priceIndexAt(cycle: NonNullable<MarketFields['cycle']>, tick: number): number {
    const month = this.#monthOf(cycle, tick);
    return month < 0 ? 1 : priceIndex(cycleOf(cycle), month + 1)[month]!;
  }

  /** Whole months since the rise began. */
  #monthOf(cycle: NonNullable<MarketFields['cycle']>, tick: number): number {
    const begins = tickOfDate(this.lowering.axis, cycle.peak_on) - parse(cycle.rise, 'elapsed');
    return Math.floor((tick - begins) / MINUTES_PER_MONTH);
  }

  /** One factor for all orders of a month; those of other months share its luck. */
  #regimeFactor(market: string, fields: NonNullable<MarketFields['regime']>, orderedAt: number): string {
    const month = Math.max(0, Math.floor(orderedAt / MINUTES_PER_MONTH));
    const id = `market/${market}/month-${month}`;
    const share = (text: string): number => parse(text, 'share');
    const regime: Regime = {
      state: fields.state,
      multiplier: fields.multiplier,
      stay: { easy: share(fields.stay.easy), normal: share(fields.stay.normal), tight: share(fields.stay.tight) },
    };
    this.lowering.builder.addFactor({ id, law: multiplierLaw(regime, month, months(fields.window)), drawn: `market/${market}` });
    return id;
  }

  /**
   * Parts a lognormal lead time into a median with the item's own spread, s sqrt(1 - rho), and a factor around 1 with that of the
   * market, s sqrt(rho): the product has the spread s, and two items have correlation rho (of the logarithms). Other laws, and
   * orders under way at the start, keep their luck to themselves.
   */
  #sharedSpread(market: string, rho: number, law: Law, orderedAt: number): { readonly factor: string; readonly law: Law } | undefined {
    const { p50, sigma } = law.parameters;
    if (law.kind !== 'lognormal' || typeof p50 !== 'number' || typeof sigma !== 'number' || orderedAt < 0 || rho === 0) return undefined;
    const id = `market/${market}/spread-${sigma}`;
    const drawn = `market/${market}/spread`;
    this.lowering.builder.addFactor({ id, law: { kind: 'lognormal', parameters: { p50: 1, sigma: sigma * Math.sqrt(rho) } }, drawn });
    return { factor: id, law: { kind: 'lognormal', parameters: { p50, sigma: sigma * Math.sqrt(1 - rho) } } };
  }
}

function cycleOf(fields: NonNullable<MarketFields['cycle']>): Cycle {
  return {
    peak: fields.peak,
    rise: months(fields.rise),
    halfLife: months(fields.half_life),
    lag: months(fields.lag),
    answer: parse(fields.answer, 'share'),
  };
}

/** The nearest whole number of months. */
function months(text: string): number {
  return Math.round(parse(text, 'elapsed') / MINUTES_PER_MONTH);
}
