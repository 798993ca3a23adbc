/** The portfolio: large enough, the megawatts that the company has stated, and sites that really compete. */
import { describe, expect, it } from 'vitest';
import type { Outcomes } from '../../src/measure/outcomes.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { compile } from '../../src/scenario/compile.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { runStudy } from '../../src/study/study.ts';

const SITES = ['canal-flats', 'childress', 'kiowa', 'mackenzie', 'prince-george', 'sweetwater-1', 'sweetwater-2'];
const FUTURES = 60;

const portfolio = compile(readScenario('scenarios/iren-portfolio.yaml'));

async function outcomesOf(plan: Plan): Promise<Outcomes> {
  const futures = [{ text: 'portfolio', from: 0, count: FUTURES }];
  const { outcomes } = await runStudy({ plan, tool: 'test', futures, seedLabel: 'test', questions: [], tellActivities: false, workers: 1 });
  return outcomes;
}

/** Gross MW of halls whose target lies at or before the end of a year, from the scenario as written. */
function grossBy(year: number): number {
  const { content, library } = readScenario('scenarios/iren-portfolio.yaml');
  if (content.kind !== 'dated') throw new Error('the portfolio has dates');
  const halls = Object.values(content.fields.sites).flatMap((site) => Object.values(site.halls));
  return halls
    .filter(({ target }) => target !== undefined && target <= `${year}-12-31`)
    .reduce((sum, { build, gross }) => sum + Number.parseFloat(gross ?? library.templates.get(build)?.gross ?? 'NaN'), 0);
}

describe('the portfolio', () => {
  it('has seven sites, 4,510 MW, 70 blocks and 2,000 activities or more', () => {
    expect([...new Set(portfolio.power.map(({ site }) => site))].sort()).toEqual(SITES);
    // 750 + 1,400 + 600 + 1,600 + 50 + 80 + 30.
    const secured = portfolio.power.reduce((sum, power) => sum + (power.secured.at(-1)?.kw ?? 0), 0);
    expect(secured).toBe(4_510_000);
    expect(portfolio.compute.length).toBeGreaterThanOrEqual(70);
    expect(portfolio.activities.length).toBeGreaterThanOrEqual(2000);
  });

  it('plans what the company has stated: 480 MW gross in 2026, 1.2 GW in 2027', () => {
    // 300 of Horizon 1-4, 50 at Prince George, 80 at Mackenzie, 50 air-cooled at Childress.
    expect(grossBy(2026)).toBe(480);
    // And 150 of Horizon 5-6, 250 air-cooled, 30 at Canal Flats, 300 at Sweetwater 1.
    expect(grossBy(2027)).toBe(1210);
  });

  it('has sites that compete: Sweetwater 2, last in the queue for crews and racks, is later than it would be alone', async () => {
    const together = (await outcomesOf(portfolio)).siteCurves['sweetwater-2']?.complete;
    const alone = (await outcomesOf(compile(readScenario('scenarios/sites/sweetwater-2.yaml')))).curve?.complete;
    expect(together?.mean).not.toBeNull();
    expect((together?.mean ?? 0) - (alone?.mean ?? 0)).toBeGreaterThan(60);
  });
});
