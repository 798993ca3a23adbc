/** What a hall's work is booked as: worker-hours of packages, money, GPUs. It adds no work to the plan. */
import type { Path } from '../../base/problem.ts';
import { MINUTES_PER_HOUR } from '../../base/time.ts';
import { quantity as parse } from '../../base/units.ts';
import type { Work } from '../../plan/plan.ts';
import { makeDistribution } from '../../random/distributions/registry.ts';
import { spoken } from '../lowering.ts';
import type { FailedGpus } from './early-failures.ts';
import { addToGauge } from './gauges.ts';
import type { Hall } from './hall.ts';

type Pieces = readonly { readonly activity: string; readonly quantity: number }[];

/**
 * The worker-hours of a package that are done when the activity is: by the mean of the law, without luck and factors. `work`: null
 * if it was done before the start.
 */
export function bookPackage({ lowering, context }: Hall, what: string, work: Work | null, activity: string, path: Path): void {
  const { builder, problems } = lowering;
  if (work === null) return;
  if (work.kind !== 'effort') {
    problems.add([...path, 'package'], 'only worker-hours count for a package', 'give an effort instead of a duration, or leave it out');
    return;
  }
  const hours = (makeDistribution(work.law).mean * work.scale) / MINUTES_PER_HOUR;
  addToGauge(builder, {
    id: `${context.site}/progress/${what}`,
    label: `${spoken(what)}: worker-hours done`,
    unit: 'worker-h',
    site: context.site,
    perUnit: 1,
    changes: [{ activity, at: 'finish', amount: Math.round(hours) }],
  });
}

/** What the hall costs falls due when its first work starts: the one that comes after nothing of the hall. */
export function bookCost({ fields, lowering, context, id, template }: Hall): void {
  const first = Object.entries(template.activities).find(([, { after }]) => after === undefined)?.[0];
  if (fields.cost === undefined || first === undefined) return;
  const scope = [context.site, id, ...(template.activities[first]?.per_block === true ? ['block-1'] : [])];
  lowering.builder.accounts.push({
    id: `${context.site}/works/${id}`,
    label: `works of ${id}`,
    unit: 'USD',
    site: context.site,
    entries: [{ kind: 'event', activity: [...scope, first].join('/'), at: 'start', amount: parse(fields.cost, 'money') }],
  });
}

/** The hall's orders, with what of them is installed, failed and replaced. */
export function bookGpus({ context, id, lowering }: Hall, installs: Pieces, { failed, replaced }: FailedGpus): void {
  const { builder } = lowering;
  const tranches = context.tranches.filter(({ hall }) => hall === id);
  const total = tranches.reduce((sum, { quantity }) => sum + quantity, 0);
  // With several tranches for one hall, what is installed is booked to them in order of name, in proportion.
  for (const tranche of tranches) {
    const share = (pieces: Pieces) =>
      pieces.map(({ activity, quantity }) => ({ activity, quantity: (quantity * tranche.quantity) / total }));
    builder.gpus.push({
      id: `${context.site}/${id}/gpus/${tranche.id}`,
      model: tranche.model,
      site: context.site,
      hall: id,
      quantity: tranche.quantity,
      orderedAt: tranche.orderedAt,
      deliveries: tranche.deliveries,
      installs: share(installs),
      ...(tranche.cancelled.length > 0 ? { cancelled: tranche.cancelled } : {}),
      ...(failed.length > 0 ? { failed: share(failed), replaced: share(replaced) } : {}),
    });
  }
  const book = (what: string, label: string, pieces: Pieces): void => {
    if (pieces.length === 0) return;
    builder.accounts.push({
      id: `${context.site}/${what}/${id}`,
      label: `${label} in ${id}`,
      unit: 'GPUs',
      site: context.site,
      entries: pieces.map(({ activity, quantity: amount }) => ({ kind: 'event', activity, at: 'finish', amount })),
    });
  };
  book('failed-gpus', 'GPUs found dead in burn-in', failed);
  book('replaced-gpus', 'GPUs sent as replacements', replaced);
}
