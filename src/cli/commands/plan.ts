/** `ttc plan`: the lowered plan, as a table or as JSON. */

import { showMinute, ticksPerReportUnit } from '../../base/time.ts';
import type { Activity, Plan, Resource } from '../../plan/plan.ts';
import type { CommandDefinition } from '../command.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { print } from '../terminal.ts';

export const plan: CommandDefinition = {
  name: 'plan',
  summary: 'show what a scenario is lowered to: activities, pools, stocks, levels, gates, windows',
  examples: ['ttc plan scenarios/childress-horizon.yaml', 'ttc plan scenarios/first-hall.yaml --json'],
  declare: (command) => command.argument('<file>', 'scenario file').option('--json', 'print one JSON document'),
  async act([file], options) {
    const { compile } = await import('../../scenario/compile.ts');
    const { readScenario } = await import('../../scenario/read-scenario.ts');
    const lowered = compile(readScenario(file as string));
    if (options['json'] === true) await print(`${JSON.stringify(planAsJson(lowered))}\n`);
    else await print(await planAsTable(lowered));
    return EXIT.done;
  },
};

/** The machine-readable plan. Times in ticks: minutes on a dated axis; `ticksPerUnit` of them make a day, or a unit of a network. */
export function planAsJson(lowered: Plan): unknown {
  const of = (kind: Resource['kind']) => lowered.resources.filter((resource) => resource.kind === kind);
  return {
    schemaVersion: 1,
    scenario: lowered.scenario,
    axis: lowered.axis,
    ticksPerUnit: ticksPerReportUnit(lowered.axis),
    horizon: lowered.horizon,
    dispatch: lowered.dispatch,
    activities: lowered.activities,
    pools: of('pool'),
    stocks: of('stock'),
    levels: of('level'),
    gates: lowered.activities.flatMap((activity) => activity.after.map((link) => ({ ...link, to: activity.id }))),
    windows: lowered.calendars,
    factors: lowered.factors,
    milestones: lowered.milestones,
    compute: lowered.compute,
  };
}

async function planAsTable(lowered: Plan): Promise<string> {
  const { expectedTicks } = await import('../../plan/network.ts');
  const unit = ticksPerReportUnit(lowered.axis);
  const unitName = lowered.axis.kind === 'dated' ? 'd' : lowered.axis.unit;
  const needs = (activity: Activity): string => {
    const parts = activity.needs.map(({ resource, amount }) => `${amount} ${resource}`);
    if (activity.work.kind === 'effort') parts.push(`${activity.work.min}-${activity.work.max} ${activity.work.pool}`);
    return parts.join(', ');
  };
  const rows = lowered.activities.map((activity) => [
    activity.id,
    `${(expectedTicks(activity.work) / unit).toFixed(1)} ${unitName}`,
    activity.calendar ?? '',
    activity.notBefore > 0 ? String(showMinute(lowered.axis, activity.notBefore)) : '',
    activity.after.map((link) => linkAsText(link, unit, unitName)).join(', '),
    needs(activity),
  ]);
  const head = ['activity', 'expected work', 'calendar', 'not before', 'after', 'needs'];
  const counts = `${lowered.activities.length} activities, ${lowered.resources.length} pools, stocks and levels, ${lowered.milestones.length} milestones; dispatch: ${lowered.dispatch.rule}`;
  return `${table([head, ...rows], ['left', 'right', 'left', 'left', 'left', 'left'])}\n\n${counts}\n`;
}

/** `pour`, `pour +2 d`, `pour SS`, `pour at 50 %`. */
function linkAsText({ from, type, lag, share }: Activity['after'][number], unit: number, unitName: string): string {
  const how = share > 0 ? ` at ${Math.round(share * 1000) / 10} %` : type === 'FS' ? '' : ` ${type}`;
  return `${from}${how}${lag > 0 ? ` +${Math.round((lag / unit) * 100) / 100} ${unitName}` : ''}`;
}
