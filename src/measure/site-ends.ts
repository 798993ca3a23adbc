/** When each of several sites is done: the last finish there, or the horizon where something did not finish that had to. */
import type { Trace } from '../engine/trace.ts';
import type { Plan } from '../plan/plan.ts';

/** `sites[i]` null: the whole plan. The returned function fills `ends[i]`, in ticks. */
export function createSiteEnds(
  { activities, horizon }: Plan,
  sites: readonly (string | null)[],
): (trace: Trace, ends: Float64Array) => void {
  const names = [...new Set(sites.filter((site) => site !== null))];
  const indexOf = new Map(names.map((site, i) => [site, i]));
  const siteOf = Int32Array.from(activities, ({ site, optional }) => (site === null || optional === true ? -1 : (indexOf.get(site) ?? -1)));
  const places = Int32Array.from(sites, (site) => (site === null ? -1 : indexOf.get(site)!));
  const last = new Float64Array(names.length);

  function findLast({ finish }: Trace): void {
    last.fill(0);
    for (let activity = 0; activity < finish.length; activity++) {
      const site = siteOf[activity]!;
      if (site < 0) continue;
      // NaN, not finished, is not <= anything.
      const tick = finish[activity]! <= horizon ? finish[activity]! : horizon;
      if (tick > last[site]!) last[site] = tick;
    }
  }

  return (trace, ends) => {
    if (names.length > 0) findLast(trace);
    const whole = trace.unfinished > 0 ? horizon : trace.makespan;
    for (let i = 0; i < ends.length; i++) ends[i] = places[i]! < 0 ? whole : last[places[i]!]!;
  };
}
