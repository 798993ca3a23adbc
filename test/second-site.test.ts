/** Adding an unrelated site, or writing the file in another order, changes nothing of what a site is told. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { compile } from '../src/scenario/compile.ts';
import { parseScenario } from '../src/scenario/read-scenario.ts';
import { runStudy } from '../src/study/study.ts';

const FILE = 'scenarios/childress-horizon.yaml';
const scenario = parse(readFileSync(FILE, 'utf8')) as { sites: Record<string, unknown> };

async function told(data: unknown) {
  const plan = compile(parseScenario(stringify(data, { aliasDuplicateObjects: false }), FILE));
  const futures = [{ text: 'ci', from: 0, count: 100 }];
  const { outcomes } = await runStudy({ plan, futures, seedLabel: 'ci', tool: 'test', workers: 1, questions: [], tellActivities: false });
  const own = <T>(entries: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(entries).filter(([id]) => id.startsWith('childress/')));
  return {
    milestones: own(outcomes.milestones),
    pools: own(outcomes.pools),
    power: outcomes.power.filter(({ site }) => site === 'childress'),
    curve: outcomes.siteCurves['childress'] ?? outcomes.curve,
  };
}

/** The same data with the keys of every map in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, entry]) => [key, reversed(entry)]),
  );
}

it('a second site leaves every number of the first as it was', async () => {
  const alone = await told(scenario);
  const together = await told({ ...scenario, sites: { ...scenario.sites, 'another-site': scenario.sites['childress'] } });
  expect(Object.keys(alone.milestones).length).toBeGreaterThan(20);
  expect(together).toEqual(alone);
});

it('so does the order of the keys', async () => {
  expect(await told(reversed(scenario))).toEqual(await told(scenario));
});
