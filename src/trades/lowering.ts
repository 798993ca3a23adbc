/** What every trade is handed to lower its part of a scenario: the builder, the axis, the library, and where it stands. */
import type { Problems } from '../base/problem.ts';
import type { TimeAxis } from '../base/time.ts';
import type { PlanBuilder } from '../plan/builder.ts';
import type { CauseGroup } from '../plan/plan.ts';
import type { SiteWeather } from './weather.ts';

export interface Lowering {
  readonly axis: TimeAxis;
  readonly horizon: number;
  readonly builder: PlanBuilder;
  readonly problems: Problems;
  /** Weather of the sites that have any, by site; filled as each site is lowered. */
  readonly weather: Map<string, SiteWeather>;
}

const GROUP_LABELS: Readonly<Record<CauseGroup, string>> = {
  'permit-grid': 'permits and grid',
  power: 'power',
  'site-works': 'site works',
  trade: 'crews',
  equipment: 'equipment',
  gpus: 'GPUs',
  network: 'network',
  commissioning: 'commissioning',
  acceptance: 'acceptance',
  weather: 'weather',
  calendar: 'calendar',
  plan: 'planned start',
  work: 'work',
};

/** Registers and names the cause of a whole group, such as `power`. */
export function groupCause(builder: PlanBuilder, group: CauseGroup): string {
  return builder.addCause({ id: group, label: GROUP_LABELS[group], group });
}

/** Registers and names one cause within a group, such as `trade/electricians`. */
export function namedCause(builder: PlanBuilder, group: CauseGroup, name: string, label: string): string {
  return builder.addCause({ id: `${group}/${name}`, label, group });
}

/** `mv-switchgear` as a person would say it: `MV switchgear`. */
export function spoken(name: string): string {
  return name
    .split(/[-_]/)
    .map((word) => (/^(mv|lv|hv|ups|cdu|gpus?|l[1-5]|it|hvac|pdu)$/i.test(word) ? word.toUpperCase().replace(/^GPUS$/, 'GPUs') : word))
    .join(' ');
}
