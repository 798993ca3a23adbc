/** What order books and markets are like for a site: shares filled, shortage, price indices, spare capacity. Told as facts. */

import type { Lowering } from '../lowering.ts';
import type { Sourcing } from '../orders.ts';
import { tickOfDate } from '../read.ts';
import type { SiteSupplyContext, SiteSupplyFields } from './site-supply.ts';

interface Order {
  readonly order: string;
  readonly vendor?: string | undefined;
  readonly market?: string | undefined;
}

const ordersOf = ({ supply, gpus }: SiteSupplyFields): readonly (readonly [string, Order])[] => [
  ...Object.entries(supply ?? {}),
  ...Object.entries(gpus ?? {}),
];

/** How short each vendor of the site's orders is, and who of its book is served how much by the horizon. */
export function vendorFacts({ builder }: Lowering, site: string, { vendors }: Sourcing, fields: SiteSupplyFields): void {
  const named = new Set(
    ordersOf(fields).flatMap(([, { vendor }]) => (vendor !== undefined && vendors.vendors.has(vendor) ? [vendor] : [])),
  );
  for (const id of named) {
    const title = vendors.vendors.get(id)?.title ?? id;
    const shortage = vendors.shortage(id);
    if (Number.isFinite(shortage))
      builder.facts.push({
        site,
        id: `shortage/${id}`,
        label: `${title}: pieces wanted over pieces made by the horizon`,
        value: rounded(shortage),
        unit: '',
        source: null,
      });
    for (const { buyer, share } of vendors.filled(id))
      builder.facts.push({
        site,
        id: `filled/${id}/${buyer}`,
        label: `${title}: share of the order of ${buyer === 'ours' ? 'ours' : buyer} that is given out by the horizon`,
        value: rounded(100 * share),
        unit: '%',
        source: null,
      });
  }
}

/** What the boom and bust of a market makes of the price of each order, and of the capacity that it called forth. */
export function marketFacts(
  { axis, builder }: Lowering,
  site: string,
  { markets }: Sourcing,
  { equipment, models }: SiteSupplyContext,
  { supply, gpus }: SiteSupplyFields,
): void {
  const bought = [
    ...Object.entries(supply ?? {}).map(([id, order]) => ({ id, order, market: order.market ?? equipment.get(order.item)?.market })),
    ...Object.entries(gpus ?? {}).map(([id, order]) => ({ id, order, market: order.market ?? models.get(order.model)?.market })),
  ];
  const seen = new Set<string>();
  for (const { id, order, market } of bought) {
    const cycle = market === undefined || !Object.hasOwn(markets.fields, market) ? undefined : markets.fields[market]?.cycle;
    if (market === undefined || cycle === undefined) continue;
    const source = cycle.source ?? null;
    const value = rounded(markets.priceIndexAt(cycle, tickOfDate(axis, order.order)));
    builder.facts.push({
      site,
      id: `price-index/${id}`,
      label: `${market}: price index on the day of the order of ${id}`,
      value,
      unit: '',
      source,
    });
    const stranded = markets.strandedAtHorizon(market);
    if (seen.has(market) || stranded === undefined) continue;
    seen.add(market);
    const label = `${market}: capacity at the horizon beyond what is wanted at the usual price`;
    builder.facts.push({ site, id: `stranded-capacity/${market}`, label, value: rounded(100 * stranded), unit: '%', source });
  }
}

/** Four significant digits are more than these are good for. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
