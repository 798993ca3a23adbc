/** Who competes is late, by as much as can be reckoned by hand: crews that sites share, and slots in a vendor's book. */
import { describe, expect, it } from 'vitest';
import { MINUTES_PER_DAY as DAY, MINUTES_PER_MONTH as MONTH, MINUTES_PER_WEEK as WEEK } from '../../src/base/time.ts';
import { type Played, play } from '../engine/play.ts';

/** From Monday 2026-01-05, around the clock. */
function scenario(body: string): Played {
  return play(`scenario: x\nstart: 2026-01-05\nuntil: 2028-12-31\n${body}\n`);
}

describe('two sites that share a crew of ten', () => {
  /** 240 h of ten workers, a week in which the concrete sets, 120 h of ten workers. */
  const work = (priority = 0) => `activities:
      slab: {effort: {work: 2400 worker-h, crew: masons, min: 10, max: 10}, priority: ${priority}}
      sets: {duration: 7 d, after: slab}
      walls: {effort: {work: 1200 worker-h, crew: masons, min: 10, max: 10}, after: sets, milestone: true, priority: ${priority}}`;
  const region = (sites: string) => `regions: {west: {sites: [${sites}], crews: {masons: {workers: 10}}}}\nsites:`;
  const both = (rule: string, a: number, b: number) =>
    scenario(`dispatch: {rule: ${rule}}\n${region('a, b')}\n  a:\n    ${work(a)}\n  b:\n    ${work(b)}`);

  it('finish later than either alone, both of them', () => {
    const alone = scenario(`${region('a')}\n  a:\n    ${work()}`);
    // 10 d + 7 d + 5 d.
    expect(alone.finish('a/walls') / DAY).toBe(22);
    // a has the crew for days 0-10, b for 10-20. a could go on from day 17, but the crew is at b's slab: days 20-25. b could go on from
    // day 27, and does: to day 32.
    const { finish, start, waits } = both('fifo', 0, 0);
    expect([start('a/slab'), start('b/slab'), start('a/walls'), start('b/walls')].map((tick) => tick / DAY)).toEqual([0, 10, 20, 27]);
    expect([finish('a/walls'), finish('b/walls')].map((tick) => tick / DAY)).toEqual([25, 32]);
    expect(waits('a/walls')).toEqual([{ for: 'west/masons', from: 17 * DAY, to: 20 * DAY }]);
    expect(waits('b/slab')).toEqual([{ for: 'west/masons', from: 0, to: 10 * DAY }]);
    expect(waits('b/walls')).toEqual([]);
  });

  it('change places when the other has the earlier contract', () => {
    const { finish } = both('priority', 2, 1);
    expect([finish('a/walls'), finish('b/walls')].map((tick) => tick / DAY)).toEqual([32, 25]);
  });

  it('are as early as alone once there are two crews', () => {
    const { finish } = scenario(
      `regions: {west: {sites: [a, b], crews: {masons: {workers: 20}}}}\nsites:\n  a:\n    ${work()}\n  b:\n    ${work()}`,
    );
    expect([finish('a/walls'), finish('b/walls')].map((tick) => tick / DAY)).toEqual([22, 22]);
  });

  it('share it as it comes free where a smaller crew will do', () => {
    // 960 worker-h each, by four to ten. a takes ten for four days; c, who needs six for one day, and b wait. On day 4 b takes the
    // four that c leaves, and keeps them: 240 h.
    const { finish, crew } = scenario(`dispatch: {rule: priority}
${region('a, b, c')}
  a: {activities: {dig: {effort: {work: 960 worker-h, crew: masons, min: 4, max: 10}, priority: 1}}}
  b: {activities: {dig: {effort: {work: 960 worker-h, crew: masons, min: 4, max: 10}, priority: 3}}}
  c: {activities: {dig: {effort: {work: 144 worker-h, crew: masons, min: 6, max: 6}, priority: 2}}}`);
    expect(['a/dig', 'b/dig', 'c/dig'].map(crew)).toEqual([10, 4, 6]);
    expect([finish('a/dig'), finish('b/dig'), finish('c/dig')].map((tick) => tick / DAY)).toEqual([4, 14, 5]);
  });
});

describe('a vendor with one slot a month', () => {
  /** Two sites order a transformer each, ours a day after theirs; then come ten weeks in the works and 30 days to set it up. */
  const orders = (vendor: string) =>
    scenario(`vendors: {works: {${vendor}}}
sites:
  ours:
    supply: {unit: {item: transformer, lead: 10 wk, vendor: works, quantity: 1, order: 2026-01-05}}
    activities: {set-up: {duration: 30 d, takes: {transformer: 1}, milestone: true}}
  theirs:
    supply: {unit: {item: transformer, lead: 10 wk, vendor: works, quantity: 1, order: 2026-01-04}}
    activities: {set-up: {duration: 30 d, takes: {transformer: 1}, milestone: true}}`);
  const late = ({ finish }: Played, site: string) => (finish(`${site}/set-up`) - 10 * WEEK - 30 * DAY) / MONTH;

  it('serves our order after those before it, and so the site is late', () => {
    // Backlog: months 0 and 1. A rival of 2025: months 2 to 4. Their order: month 5. Ours: month 6.
    const played = orders(
      'per_month: 1, backlog: 2, others: {rival: {order: 2025-12-01, quantity: 3}, later: {order: 2026-01-06, quantity: 50}}',
    );
    expect(late(played, 'theirs')).toBe(5);
    expect(late(played, 'ours')).toBe(6);
    expect(played.waits('ours/set-up').map((wait) => wait.for)).toEqual(['ours/transformer']);
  });

  it('serves both at once when it makes as much as is ordered', () => {
    const played = orders('per_month: 7, backlog: 2, others: {rival: {order: 2025-12-01, quantity: 3}}');
    expect([late(played, 'theirs'), late(played, 'ours')]).toEqual([0, 0]);
  });
});
