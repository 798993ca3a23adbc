/**
 * Goodwill: a community that is with the project appeals less. Comes in: goodwill at the start and money spent on it. Goes out: by
 * what the chance of an appeal is multiplied, facts, and the spend. The form of the law is judgement: each halving spend halves
 * the ill will that is left.
 */
import { z } from 'zod';
import type { Path } from '../../base/problem.ts';
import { quantity as parse } from '../../base/units.ts';
import { annotations, quantity } from '../fields.ts';
import type { Lowering } from '../lowering.ts';
import { addTimed } from './luck.ts';

export const communitySchema = z.lazy(() =>
  z
    .strictObject({
      goodwill: quantity('share', 'Goodwill at the start: the share of appeals that do not come for it.').default('0 %'),
      spend: quantity('money', 'Money spent on the community: schools, roads, training.').default('0 USD'),
      halving_spend: quantity('money', 'The spend that halves the ill will that is left. Default: 1 MUSD (judgement, 2026-11).').default(
        '1 MUSD',
      ),
      ...annotations,
    })
    .describe('Community programmes: they lower the chance of an appeal against permits.'),
);

export type CommunityFields = z.output<typeof communitySchema>;

/** Goodwill after a spend, 0 to 1: 1 - (1 - goodwill) * 2^(-spend / halving spend). */
export function goodwillAfter(goodwill: number, spend: number, halvingSpend: number): number {
  return 1 - (1 - goodwill) * 2 ** (-spend / halvingSpend);
}

/** By what the chance of an appeal is multiplied. */
export function lowerCommunity(lowering: Lowering, site: string, fields: CommunityFields | undefined, path: Path): number {
  if (fields === undefined) return 1;
  const { builder, problems } = lowering;
  const before = parse(fields.goodwill, 'share');
  const spend = parse(fields.spend, 'money');
  const halving = parse(fields.halving_spend, 'money');
  if (before > 1) problems.add([...path, 'goodwill'], `${fields.goodwill} is more than all`, 'write a share from 0 % to 100 %');
  if (halving <= 0) problems.add([...path, 'halving_spend'], 'no spend halves nothing', 'write more than 0 USD');
  const goodwill = goodwillAfter(before, spend, halving <= 0 ? 1 : halving);
  builder.facts.push({
    site,
    id: 'goodwill',
    label: 'goodwill of the community',
    value: Math.round(goodwill * 10_000) / 100,
    unit: '%',
    source: fields.source ?? null,
  });
  if (spend > 0) {
    const spent = addTimed({ lowering, site, scope: [site, 'community'], cause: 'permit-grid', path }, 'spend', 'community programme', {
      optional: true,
    });
    builder.accounts.push({
      id: `${site}/community/spend`,
      label: 'community programme',
      unit: 'USD',
      site,
      entries: [{ kind: 'event', activity: spent, at: 'start', amount: spend }],
    });
  }
  return 1 - goodwill;
}
