/**
 * Times that have part of their luck in common: lead times of one industry, works of one contractor. Comes in: groups of orders and
 * activities with a correlation. Goes out: a copula on the work of each; its own law stays what it was.
 */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import { annotations, name, quantity } from './fields.ts';
import type { Lowering } from './lowering.ts';
import { shareAt } from './share.ts';
import { activitiesOf, type Target, workOfOrder } from './targets.ts';

export const correlatedSchema = z.lazy(() =>
  z
    .record(
      name,
      z.strictObject({
        rho: quantity(
          'share',
          'Correlation of the normal scores of any two of them: 0 % is no common luck, 100 % all of it. Judged: 40 % among electrical items, 30 % among cooling items.',
        ),
        orders: z
          .array(z.string().min(1))
          .default([])
          .describe('Orders: entries of "supply:" or "gpus:", by name or as <site>/supply/<name>.'),
        activities: z.array(z.string().min(1)).default([]).describe('Activities, or patterns over ids: * is any part of a name.'),
        ...annotations,
      }),
    )
    .default({})
    .describe(
      'Groups of times that go long or short together, in part. Each keeps its own distribution (one-factor Gaussian copula). The correlations that come of it are told in the results.',
    ),
);

export type CorrelatedFields = z.output<typeof correlatedSchema>;

/** To be called once everything is in the plan. */
export function lowerCorrelated(lowering: Lowering, groups: CorrelatedFields, path: Path): void {
  const { builder, problems } = lowering;
  const groupOf = new Map<string, string>();
  for (const [group, fields] of Object.entries(groups)) {
    const at = [...path, group];
    const rho = shareAt(lowering, fields.rho, [...at, 'rho']);
    const known = problems.list.length;
    const members: (Target & { readonly path: Path })[] = [
      ...fields.orders.flatMap((order, i) => placed(workOfOrder(lowering, [], order, [...at, 'orders', i]), [...at, 'orders', i])),
      ...fields.activities.flatMap((activity, i) =>
        placed(activitiesOf(lowering, [], activity, [...at, 'activities', i]), [...at, 'activities', i]),
      ),
    ].filter(({ id }) => builder.draft(id)?.work.law.kind !== 'fixed');
    const ids = new Set(members.map(({ id }) => id));
    if (ids.size < 2 && problems.list.length === known)
      problems.add(
        at,
        `"${group}" names ${ids.size === 0 ? 'nothing' : 'only one thing'} whose time is left to luck, and it takes two to go together`,
        'name more orders or activities that have a distribution',
      );
    for (const { id, path: named } of members) {
      const other = groupOf.get(id);
      if (other !== undefined && other !== group)
        problems.add(named, `"${id}" is correlated with "${other}" already`, 'leave it in one of the two groups');
      groupOf.set(id, group);
      const work = builder.draft(id)?.work;
      if (work !== undefined) builder.amend(id, { work: { ...work, copula: { name: `correlated/${group}`, rho } } });
    }
  }
}

function placed(targets: readonly Target[], path: Path): (Target & { readonly path: Path })[] {
  return targets.map((target) => ({ ...target, path }));
}
