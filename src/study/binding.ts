/** What the time to a target goes into, by cause: what binds. Comes in: a plan, futures and a target. Goes out: mean days by cause. */
import { parseOutcome } from '../measure/chosen-outcome.ts';
import { metricContext, playedOf } from '../measure/fold.ts';
import { readDrivers, readLastDrivers } from '../measure/metrics/drivers.ts';
import type { CauseAmount } from '../measure/outcomes.ts';
import { CENSORED, columnsOf } from '../measure/rows.ts';
import { countSeeds } from '../random/seed-list.ts';
import { jobsOf } from './jobs.ts';
import type { OutlineTask } from './outline.ts';
import { createPlayer } from './player.ts';

/**
 * Mean days (or units) on the driving path by cause, largest first: to the milestone, over the futures that reach it; to the last
 * compute online (or the last finish) for amounts of compute. At most one job of futures is played.
 */
export function bindingOf({ plan, futures, target }: OutlineTask): CauseAmount[] {
  const parsed = parseOutcome(target, plan);
  if (!parsed.ok) throw new Error(parsed.message);
  const player = createPlayer({ plan, asked: [] });
  const [job] = jobsOf(futures);
  if (job === undefined) throw new RangeError(`${countSeeds(futures)} futures say nothing`);
  const { rows, sums } = playedOf(plan, player.play(job.runs));
  const totals = { ...metricContext(player.program), futures: job.futures, sums };
  const milestone = plan.milestones.findIndex(({ id }) => id === target);
  if (milestone >= 0) {
    const columns = columnsOf(plan);
    const ticks = rows.column(columns.milestone(milestone));
    return readDrivers(
      totals,
      milestone,
      ticks.reduce((sum, tick) => sum + Number(tick !== CENSORED), 0),
    );
  }
  const days = readLastDrivers(totals);
  return totals.causes.all
    .map(({ id, label, group }, i) => ({ cause: id, label, group, amount: days[i]! }))
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => b.amount - a.amount);
}
