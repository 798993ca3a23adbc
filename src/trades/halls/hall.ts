/** What the parts of a hall's lowering share: the hall, its template, and where it stands. No logic but its arithmetic. */
import type { Path } from '../../base/problem.ts';
import type { SitePower } from '../../plan/plan.ts';
import type { OrderedTranche } from '../gpus.ts';
import type { Lowering } from '../lowering.ts';
import type { MiningFields } from '../mining.ts';
import type { HallFields } from './hall-fields.ts';
import type { Template } from './template-fields.ts';

export interface SiteContext {
  readonly site: string;
  readonly calendar: string | null;
  readonly templates: ReadonlyMap<string, Template>;
  /** Templates that stand in the scenario's own file. */
  readonly ownTemplates: ReadonlySet<string>;
  readonly tranches: readonly OrderedTranche[];
  readonly draw: SitePower['draw'][number][];
  readonly hasPower: boolean;
  readonly mining: MiningFields | undefined;
}

/** A hall that is being lowered. */
export interface Hall {
  readonly lowering: Lowering;
  readonly context: SiteContext;
  readonly id: string;
  readonly fields: HallFields;
  readonly template: Template;
  /** Where the hall stands in the file. */
  readonly path: Path;
  readonly begin: number;
  readonly itKw: number;
  readonly grossKw: number;
  readonly gpus: number;
}

/** Where a field of the template stands: in the file's own templates, or else at the hall that names the library's. */
export function templatePath({ context, fields, path }: Hall, ...keys: readonly (string | number)[]): Path {
  return context.ownTemplates.has(fields.build) ? ['templates', fields.build, ...keys] : path;
}

/** What is the same for everything a hall adds besides the activities of its template. */
export function addedActivity({ context: { site }, id, path }: Hall) {
  return {
    scope: [site, id],
    site,
    hall: id,
    notBefore: 0,
    needs: [],
    gives: [],
    calendar: null,
    onClose: 'pause' as const,
    priority: 0,
    origin: path,
  };
}

/** Work that takes no time. */
export const NO_WORK = {
  kind: 'duration',
  clock: 'elapsed',
  law: { kind: 'fixed', parameters: { value: 0 } },
  scale: 1,
  factors: [],
} as const;

/** The part of a whole number that falls to one of several blocks: equal, the remainder spread over the first ones. */
export function slice(amount: number, blocks: number, block: number): number {
  return Math.floor(amount / blocks) + (block <= amount % blocks ? 1 : 0);
}
