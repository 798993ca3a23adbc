/** Pauses, bridging and curtailment against days and sums worked out by hand. */
import { describe, expect, it } from 'vitest';
import { power } from '../../src/figures/power.ts';
import { planOf, play } from '../engine/play.ts';
import { DAY, futuresOf, outcomesOf, playSite, sitePlan, siteText, WEEK } from './site-power.ts';

const SECURED = 'secured: [{mw: 100 MW, on: 2025-01-01}]';
const NORTH = (weeks: number): string => `tranches: {north: {mw: 50 MW, stages: [{id: line, duration: ${weeks} wk}]}}`;

describe('a pause', () => {
  // Built after 20 weeks, on 2026-05-25; the pause runs from 2026-04-06 to 2026-09-07, 245 days after the start.
  const pause = 'pauses: {freeze: {from: 2026-04-06, to: 2026-09-07}}';

  it('holds energisation back until it ends, and says so', () => {
    const played = play(siteText(`{${SECURED}, ${NORTH(20)}, ${pause}}`));
    expect(played.finish('plains/power/north/line')).toBe(20 * WEEK * DAY);
    expect(played.start('plains/power/north/energisation')).toBe(245 * DAY);
    expect(played.waits('plains/power/north/energisation')).toEqual([{ for: 'plains/pause-freeze', from: 140 * DAY, to: 245 * DAY }]);
    const level = played.plan.resources.find(({ id }) => id === 'plains/pause-freeze');
    expect(played.plan.causes.find(({ id }) => id === level?.cause)).toEqual({
      ...{ id: 'permit-grid/pause-freeze', label: 'pause freeze', group: 'permit-grid' },
    });
  });

  it('lets go on what began before, and applies to what it names', () => {
    expect(playSite(`{${SECURED}, ${NORTH(10)}, ${pause}}`).start('plains/power/north/energisation')).toBe(70);
    const stages = 'tranches: {north: {mw: 50 MW, stages: [{id: study, duration: 20 wk}, {id: works, kind: line, duration: 4 wk}]}}';
    // The line would begin within the pause.
    const named = pause.replace('}}', ', applies_to: [line]}}');
    expect(playSite(`{${SECURED}, ${stages}, ${named}}`).finish('plains/power/north/works')).toBe(245 + 28);
    // The study has begun before.
    expect(playSite(`{${SECURED}, ${stages}, ${pause.replace('}}', ', applies_to: [study]}}')}}`).finish('plains/power/north/works')).toBe(
      168,
    );
  });

  it('that may not come is one event for all sites that name it', () => {
    const power = `{${SECURED}, ${NORTH(20)}, pauses: {freeze: {from: 2026-04-06, lasts: 22 wk, probability: 30 %}}}`;
    const plan = planOf(`${siteText(power)}`.replace('}}\n', `}, hills: {power: ${power}}}\n`));
    const { traces } = futuresOf(plan, 1000);
    const days = traces.map(({ start }) => [start('plains/power/north/energisation'), start('hills/power/north/energisation')] as const);
    for (const [here, there] of days) expect(here).toBe(there);
    const held = days.filter(([here]) => here === 91 + 22 * WEEK).length;
    expect(days.filter(([here]) => here === 20 * WEEK).length).toBe(1000 - held);
    expect(Math.abs(held - 300)).toBeLessThan(4 * Math.sqrt(210));
  });

  it('that never comes leaves no trace in the dates', () => {
    const never = `pauses: {freeze: {from: 2026-04-06, to: 2026-09-07, probability: 0 %}}`;
    expect(playSite(`{${SECURED}, ${NORTH(20)}, ${never}}`).start('plains/power/north/energisation')).toBe(140);
  });
});

describe('bridging', () => {
  const unit = (rest: string): string => `bridging: {engines: {mw: 30 MW, order: 2026-01-05, lead: 20 wk${rest}}}`;
  const load = 'activities: {racks: {duration: 1 wk, draws: {power: 30 MW}}}';

  it('lets work begin before the grid is there', () => {
    const { start } = playSite(`{${SECURED}, ${NORTH(60)}, ${unit('')}}`, load);
    expect(start('plains/racks')).toBe(20 * WEEK);
  });

  it('goes when the grid comes and so much is free', () => {
    const { finish, plan } = playSite(`{${SECURED}, ${NORTH(60)}, ${unit(', until_energised: north')}}`, load);
    // From week 60 on 50 MW of the grid carry 30 of load; 20 + 30 are free, so that 30 can go at once.
    expect(finish('plains/bridging/engines-off')).toBe(60 * WEEK);
    expect(plan.power[0]?.onSite).toEqual([
      { activity: 'plains/bridging/engines-on', kw: 30_000 },
      { activity: 'plains/bridging/engines-off', kw: -30_000 },
    ]);
  });

  it('stands in only if the grid is late', () => {
    const late = unit(', if_not_energised: {tranche: north, by: 2026-10-05}');
    // The day is 273 days after the start: before week 60, after week 30.
    expect(playSite(`{${SECURED}, ${NORTH(60)}, ${late}}`, load).start('plains/racks')).toBe(273);
    const early = playSite(`{${SECURED}, ${NORTH(30)}, ${late}}`, load);
    expect(early.start('plains/racks')).toBe(30 * WEEK);
    expect(early.finish('plains/bridging/engines-on')).toBeNaN();
    expect(early.trace.unfinished).toBe(0);
  });

  it('does not come before the technology does, and may never', () => {
    const smr = `bridging: {smr: {mw: 30 MW, order: 2026-01-05, lead: 20 wk, earliest: 2030-01-05, slip: 1 y}}`;
    // 2030-01-05 is 1,461 days after the start, and a year has 365.2425 days.
    expect(playSite(`{${SECURED}, ${smr}}`).finish('plains/bridging/smr-on')).toBeCloseTo(1461 + 365.2425, 3);
    const { traces } = futuresOf(sitePlan(`{${SECURED}, ${unit(', built: 10 %')}}`), 1000);
    const built = traces.filter(({ finish }) => !Number.isNaN(finish('plains/bridging/engines-on'))).length;
    expect(Math.abs(built - 100)).toBeLessThan(4 * Math.sqrt(90));
    expect(traces.every(({ trace }) => trace.unfinished === 0)).toBe(true);
  });

  it('takes lead and first day from the library', () => {
    const plan = sitePlan(`{${SECURED}, bridging: {smr: {kind: smr, mw: 50 MW, order: 2026-01-05}}}`);
    const order = plan.activities.find(({ id }) => id === 'plains/bridging/smr-order');
    expect(order?.work.law.kind).toBe('pert');
    const market = plan.activities.find(({ id }) => id === 'plains/bridging/smr-market');
    expect(market?.notBefore).toBe(1457 * DAY);
  });

  it('books its energy while it is on', () => {
    const costly = unit(', until: 2027-01-04, load_factor: 50 %, price: 80 USD/MWh, emissions: 490 kg/MWh');
    const { accounts } = sitePlan(`{${SECURED}, ${NORTH(30)}, ${costly}}`, load);
    const perHour = accounts.map(({ id, entries }) => [
      id,
      entries.map((entry) => (entry.kind === 'running' ? entry.perHour : Number.NaN)),
    ]);
    // 30 MW x 50 % = 15 MWh an hour, 1,200 USD, 7.35 t; and off again.
    expect(perHour).toEqual([
      ['plains/on-site-cost/engines', [1200, -1200]],
      ['plains/on-site-emissions/engines', [7.35, -7.35]],
      ['plains/on-site-energy/engines', [15, -15]],
    ]);
  });
});

describe('curtailment', () => {
  const energised = 'energised: [{mw: 50 MW, on: 2025-01-01}]';

  it('holds megawatts back in its window, for new starts', () => {
    const window = 'curtailment: {summer: {mw: 30 MW, from: 2026-06-01, to: 2026-10-01}}';
    // 40 MW would start on 2026-07-06 (182 days); 20 are left until 2026-10-01 (269 days).
    const load = 'activities: {racks: {duration: 1 wk, not_before: 2026-07-06, draws: {power: 40 MW}}}';
    expect(playSite(`{${SECURED}, ${energised}}`, load).start('plains/racks')).toBe(182);
    expect(playSite(`{${SECURED}, ${energised}, ${window}}`, load).start('plains/racks')).toBe(269);
    // As a share of the 50 MW energised: 60 % are the same 30 MW.
    expect(playSite(`{${SECURED}, ${energised}, ${window.replace('mw: 30 MW', 'share: 60 %')}}`, load).start('plains/racks')).toBe(269);
    const yearly = window.replace('to: 2026-10-01', 'to: 2026-10-01, repeats: yearly');
    const nextYear = load.replace('2026-07-06', '2027-07-06');
    // 2027-10-01 is 634 days after the start.
    expect(playSite(`{${SECURED}, ${energised}, ${window}}`, nextYear).start('plains/racks')).toBe(547);
    expect(playSite(`{${SECURED}, ${energised}, ${yearly}}`, nextYear).start('plains/racks')).toBe(634);
  });
});

describe('the curves of a site', () => {
  it('show what was allocated, what was made on the site, and what it handed over', async () => {
    const stages = '[{id: agreement, duration: 30 wk, secures: 40 MW}, {id: line, duration: 30 wk}]';
    const fields = `{secured: [{mw: 60 MW, on: 2025-01-01}], energised: [{mw: 20 MW, on: 2025-01-01}],
      tranches: {north: {mw: 70 MW, stages: ${stages}}}, bridging: {engines: {mw: 30 MW, order: 2026-01-05, lead: 20 wk, until_energised: north}}}`;
    const outcomes = await outcomesOf(
      siteText(fields, 'activities: {racks: {duration: 1 wk, draws: {power: 50 MW}, online: {it: 40 MW}}}'),
    );
    const { power: told, grid } = outcomes;
    const at = (series: readonly number[] | undefined, week: number) => series?.[grid.findIndex((day) => day >= week * WEEK)];
    const site = told[0];
    expect([10, 40, 70].map((week) => at(site?.securedMw, week))).toEqual([60, 100, 100]);
    expect([10, 40, 70].map((week) => at(site?.energisedMw, week))).toEqual([20, 20, 90]);
    expect([10, 40, 70].map((week) => at(site?.onSiteMw, week))).toEqual([0, 30, 0]);
    // 50 MW can start once 20 of the grid and 30 of the engines are there, in week 20.
    expect([10, 40, 70].map((week) => at(site?.aiMw, week))).toEqual([0, 50, 50]);
    expect(JSON.stringify(power.figure(outcomes))).toContain('with what is made on the site');
  });

  it('are as they were where nothing of that is planned', async () => {
    const { power: told } = await outcomesOf(siteText(`{${SECURED}, ${NORTH(10)}}`), 1);
    expect(Object.keys(told[0] ?? {})).not.toContain('onSiteMw');
  });
});
