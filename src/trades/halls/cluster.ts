/**
 * The smallest cluster a customer takes. Comes in: which activity connects GPUs, and which one waits for enough of them. Goes
 * out: a level of connected GPUs, and a gate in front of each acceptance, whose wait is a wait for the network.
 */
import type { ActivityDraft, GiveDraft, LinkDraft } from '../../plan/builder.ts';
import { groupCause } from '../lowering.ts';
import { addResource } from '../resources.ts';
import { addedActivity, type Hall, NO_WORK, templatePath } from './hall.ts';
import { namesActivity } from './names.ts';

const CONNECTED = 'connected-gpus';

interface Cluster {
  /** What finishing an activity connects. */
  readonly gives: (name: string, gpus: number) => GiveDraft[];
  /** The gate in front of an activity, added if it needs one. */
  readonly gate: (draft: ActivityDraft) => LinkDraft[];
}

const NOTHING: Cluster = { gives: () => [], gate: () => [] };

export function lowerCluster(hall: Hall): Cluster {
  const { lowering, context, template, fields, path, id } = hall;
  const { builder, problems } = lowering;
  const { network } = template;
  const least = fields.minimum_cluster ?? network?.minimum_cluster ?? 0;
  if (network === undefined) {
    if (fields.minimum_cluster !== undefined)
      problems.add(
        [...path, 'minimum_cluster'],
        `the template "${fields.build}" does not say what connects its GPUs`,
        'add "network:" to the template, or leave it out here',
      );
    return NOTHING;
  }
  const isKnown = [
    namesActivity(hall, network.fabric, templatePath(hall, 'network', 'fabric')),
    namesActivity(hall, network.gates, templatePath(hall, 'network', 'gates')),
  ].every(Boolean);
  const isWhole = network.across === 'hall';
  const scope = isWhole ? [context.site, id] : [context.site];
  if (isWhole && least > hall.gpus)
    problems.add(
      fields.minimum_cluster === undefined ? templatePath(hall, 'network', 'minimum_cluster') : [...path, 'minimum_cluster'],
      `the smallest cluster is ${least.toLocaleString('en')} GPUs, but the hall "${id}" holds ${hall.gpus.toLocaleString('en')}`,
      'ask for a smaller one, or write "across: site"',
    );
  if (!isKnown || (isWhole && (least === 0 || least > hall.gpus))) return NOTHING;
  if (!builder.hasResource([...scope, CONNECTED].join('/')))
    addResource(
      lowering,
      scope,
      CONNECTED,
      'level',
      'each',
      [{ from: 0, amount: 0 }],
      { label: 'GPUs connected', cause: 'network' },
      false,
      path,
    );
  return {
    gives: (name, gpus) => (name === network.fabric && gpus > 0 ? [{ name: CONNECTED, amount: gpus, at: 'finish', path }] : []),
    gate(draft) {
      if (draft.name !== network.gates || least === 0) return [];
      const gate = builder.addActivity({
        ...addedActivity(hall),
        scope: draft.scope,
        name: `${draft.name}-cluster`,
        label: `${least.toLocaleString('en')} GPUs connected`,
        cause: groupCause(builder, 'network'),
        work: NO_WORK,
        // Ready when all else is, so that its wait is the time by which the network holds acceptance up.
        after: draft.after,
        notBefore: draft.notBefore,
        needs: [{ name: CONNECTED, amount: least, giveBack: true, path }],
      });
      return [{ name: gate, type: 'FS', lag: 0, share: 0, path }];
    },
  };
}
