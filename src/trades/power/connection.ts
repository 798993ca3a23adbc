/**
 * What is already at the gate of an old industrial site, and how much of the power is sold. Comes in: brownfield and contracted
 * fields. Goes out: power that is there from the start, how much of a line or station is left to build, and facts.
 */
import { z } from 'zod';
import type { Path } from '../../base/problem.ts';
import { quantity as parse } from '../../base/units.ts';
import { annotations, name, quantity } from '../fields.ts';
import type { Lowering } from '../lowering.ts';
import { kilowatts } from '../read.ts';
import type { Stage } from './stage.ts';

export const brownfieldSchema = z.lazy(() =>
  z
    .strictObject({
      mw: quantity('power', 'What the existing substation gives: secured and energised from the start.').default('0 MW'),
      left: z
        .record(name, quantity('share', 'Share of the usual time.'))
        .default({})
        .describe('Stages, by kind or name, of which only a share is left to do: a line is shorter where wires stand already.'),
      ...annotations,
    })
    .describe('Old industry on the site: wires and a substation that stand already.'),
);

export const contractedSchema = z.lazy(() =>
  z
    .record(
      name,
      z.strictObject({
        mw: quantity('power', 'Power that is sold.'),
        overhead: z
          .number()
          .min(1)
          .default(1)
          .describe('Load at the connection for each MW sold: 1 where gross power is sold, more where IT load is.'),
        ...annotations,
      }),
    )
    .default({})
    .describe('Power sold to tenants, by contract: facts of the contracted share.'),
);

export type BrownfieldFields = z.output<typeof brownfieldSchema>;
export type ContractedFields = z.output<typeof contractedSchema>;

/** Share of a stage that is left to do. */
export function scaleBy(
  { problems }: Lowering,
  brownfield: BrownfieldFields | undefined,
  known: ReadonlySet<string>,
  path: Path,
): (stage: Stage) => number {
  const left = new Map(Object.entries(brownfield?.left ?? {}).map(([id, share]) => [id, parse(share, 'share')]));
  for (const id of left.keys())
    if (!known.has(id))
      problems.add([...path, 'left', id], `no stage of the site is called "${id}", nor is one of that kind`, 'name a stage or its kind');
  return (stage) => left.get(stage.id) ?? (stage.kind === undefined ? undefined : left.get(stage.kind)) ?? 1;
}

/** Facts of what is sold: MW, and its share of what is or will be secured. */
export function lowerContracted(
  { builder, problems }: Lowering,
  site: string,
  contracted: ContractedFields,
  securedKw: number,
  path: Path,
): void {
  const contracts = Object.entries(contracted);
  if (contracts.length === 0) return;
  for (const [id, { mw, source }] of contracts)
    builder.facts.push({
      site,
      id: `contracted/${id}`,
      label: `sold to ${id}`,
      value: kilowatts(mw) / 1000,
      unit: 'MW',
      source: source ?? null,
    });
  const sold = contracts.reduce((sum, [, { mw, overhead }]) => sum + kilowatts(mw) * overhead, 0);
  if (sold > securedKw)
    problems.add(path, `${sold / 1000} MW are sold, but only ${securedKw / 1000} MW are secured`, 'sell less, or secure more');
  const fact = (id: string, label: string, value: number, unit: string): void =>
    void builder.facts.push({ site, id, label, value, unit, source: null });
  fact('contracted', 'power sold, at the connection', sold / 1000, 'MW');
  fact('uncontracted', 'power secured and not sold', (securedKw - sold) / 1000, 'MW');
  if (securedKw > 0)
    fact('contracted-share', 'share of the secured power that is sold', Math.round((sold / securedKw) * 10_000) / 100, '%');
}

/**
 * Over all sites, where a contract is stated: what is sold of everything that is secured, as a fact of each site with a contract.
 * Comes after all sites are lowered.
 */
export function lowerPortfolio({ builder }: Lowering): void {
  const soldAt = new Map(
    builder.facts.flatMap(({ site, id, value }) => (id === 'contracted' && typeof value === 'number' ? [[site, value] as const] : [])),
  );
  if (soldAt.size === 0) return;
  const secured =
    builder.power.reduce(
      (sum, site) => sum + (site.secured.at(-1)?.kw ?? 0) + (site.secure ?? []).reduce((more, { kw }) => more + kw, 0),
      0,
    ) / 1000;
  const sold = [...soldAt.values()].reduce((sum, mw) => sum + mw, 0);
  for (const site of soldAt.keys()) {
    builder.facts.push({ site, id: 'portfolio/secured', label: 'power secured at all sites', value: secured, unit: 'MW', source: null });
    builder.facts.push({
      site,
      id: 'portfolio/contracted-share',
      label: 'share of that which is sold',
      value: Math.round((sold / secured) * 10_000) / 100,
      unit: '%',
      source: null,
    });
  }
}
