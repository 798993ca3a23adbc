/** What was really online: by the reports of a scenario, of which no future knows. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actualSteps } from '../../src/measure/actual-curve.ts';
import { compile } from '../../src/scenario/compile.ts';
import { parseScenario } from '../../src/scenario/read-scenario.ts';
import { reportedIn } from '../../src/scenario/reported.ts';
import { runStudy } from '../../src/study/study.ts';

const FILE = 'scenarios/first-hall.yaml';
const text = readFileSync(FILE, 'utf8');
const reports = (lines: string): string => `${text}\nactuals:\n${lines}`;

async function curveOf(source: string) {
  const scenario = parseScenario(source, FILE);
  const plan = compile(scenario);
  const { outcomes } = await runStudy({
    plan,
    tool: 'test',
    futures: [{ text: 'actual', from: 0, count: 20 }],
    seedLabel: 'actual',
    questions: [],
    tellActivities: false,
    workers: 1,
    reported: reportedIn(scenario, plan),
  });
  return outcomes.curve!;
}

describe('what was really online', () => {
  it('steps up on the day that is reported, by the milestone or by the work itself, and moves no future', async () => {
    const { actual: none, ...plain } = await curveOf(text);
    const { actual, ...told } = await curveOf(reports('  plains/hall-1/online: {finish: 2027-07-15}\n'));
    expect(none).toBeUndefined();
    expect(actual).toEqual([{ date: '2027-07-15', mw: 25 }]);
    expect(told).toEqual(plain);
  });

  it('is silent where nothing that brings compute is reported', async () => {
    expect((await curveOf(reports('  plains/hall-1/built: {finish: 2026-09-15}\n'))).actual).toBeUndefined();
  });

  it('adds up, in order of date, and what was there before the start is there at the start', () => {
    const scenario = parseScenario(text, FILE);
    const plan = compile(scenario);
    const [unit] = plan.compute;
    const two = { ...plan, compute: [unit!, { ...unit!, activity: 'other', itKw: 5000, hall: 'hall-2' }] };
    const reported = [
      { activity: unit!.activity, tick: 2 * 1440 },
      { activity: 'other', tick: -10 },
    ];
    expect(actualSteps(two, null, reported)).toEqual([
      { date: '2026-03-02', mw: 5 },
      { date: '2026-03-04', mw: 30 },
    ]);
    expect(actualSteps(two, 'elsewhere', reported)).toEqual([]);
  });
});
