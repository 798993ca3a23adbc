/** A backtest from the scenario's text to its scores: what is asked, what is left out, and that nothing leaks from later. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { InvalidInput } from '../src/base/problem.ts';
import { compileBacktest } from '../src/scenario/backtest.ts';
import { compile } from '../src/scenario/compile.ts';
import { parseScenario } from '../src/scenario/read-scenario.ts';
import { runBacktest } from '../src/study/backtest.ts';

const FILE = `
scenario: small
start: 2024-01-01
until: 2026-01-01
activities:
  dig: {duration: {uniform: {low: 30 d, high: 60 d}}}
  dug: {milestone: true, after: dig}
  build: {duration: {uniform: {low: 60 d, high: 120 d}}, after: dug}
  built: {milestone: true, after: build, target: 2024-06-30}
  sell: {duration: {uniform: {low: 10 d, high: 20 d}}, after: built}
  sold: {milestone: true, after: sell}
actuals:
  dug: {not_before: 2024-02-01, finish: 2024-02-20}
  build: {start: 2024-03-01}
  built: {finish: 2024-07-15}
backtest:
  as_of: [2024-05-01, 2024-01-01]
  promises:
    - {milestone: built, said: 2024-01-01, by: 2024-05-31}
`;

const FUTURES = [{ text: 'b', from: 0, count: 400 }];

async function backtest(text: string) {
  const scenario = parseScenario(text);
  const asked = compileBacktest(scenario);
  const told = await runBacktest({ ...asked, scenario: scenario.name, scenarioDigest: '', futures: FUTURES, workers: 1 });
  return { asked, told };
}

function problemsOf(text: string): string[] {
  try {
    compileBacktest(parseScenario(text));
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems.map(({ message }) => message);
    throw error;
  }
}

describe('a backtest', () => {
  it('forecasts in order of day whatever was not done, and scores what is known', async () => {
    const { told } = await backtest(FILE);
    expect(told.asOf).toEqual(['2024-01-01', '2024-05-01']);
    expect(told.cases.map(({ asOf, milestone }) => `${asOf} ${milestone}`)).toEqual([
      '2024-01-01 built',
      '2024-01-01 dug',
      '2024-05-01 built',
    ]);
    expect(told.open.map(({ asOf, milestone }) => `${asOf} ${milestone}`)).toEqual(['2024-01-01 sold', '2024-05-01 sold']);
    const first = told.cases.find(({ asOf, milestone }) => asOf === '2024-01-01' && milestone === 'built')!;
    // dig 30 to 60 days and build 60 to 120: 135 days in the middle, so 15 May; it came 61 days later.
    expect(Math.abs(first.errorDays! - 61)).toBeLessThan(4);
    expect(first.inP10P90).toBe('no');
    expect(first.promised).toMatchObject({ by: '2024-05-31', errorDays: 45 });
    expect(first.target).toMatchObject({ by: '2024-06-30', probability: 1, happened: 'no', brier: 1 });
    const dug = told.cases.find(({ milestone }) => milestone === 'dug')!;
    expect(dug.actual).toEqual({ from: '2024-02-01', to: '2024-02-20' });
  });

  it('knows later what was reported by then', async () => {
    const { told } = await backtest(FILE);
    const second = told.cases.find(({ asOf, milestone }) => asOf === '2024-05-01' && milestone === 'built')!;
    // Begun on 1 March and not over on 1 May, day 61 of 60 to 120: in the middle of what is left, day 90.5, so 30 May.
    expect(Math.abs(second.errorDays! - 46)).toBeLessThan(4);
  });

  it('leaves out what was not planned yet, and milestones nobody asks for', async () => {
    const { told } = await backtest(FILE.replace('as_of: [', 'milestones: {built: {from: 2024-04-01}}\n  as_of: ['));
    expect(told.cases.map(({ asOf, milestone }) => `${asOf} ${milestone}`)).toEqual(['2024-05-01 built']);
    expect(told.open).toEqual([]);
  });
});

describe('the fence', () => {
  it('lets no later outcome into a forecast: plans and percentiles are the same to the byte', async () => {
    const before = await backtest(FILE);
    const after = await backtest(FILE.replace('finish: 2024-07-15', 'finish: 2024-06-02').replace('by: 2024-05-31', 'by: 2024-12-31'));
    expect(JSON.stringify(after.asked.forecasts)).toBe(JSON.stringify(before.asked.forecasts));
    const forecasts = ({ told }: typeof before) =>
      told.cases.map(({ milestone, asOf, p10, p25, p50, p75, p80, p90 }) => ({ milestone, asOf, p10, p25, p50, p75, p80, p90 }));
    expect(JSON.stringify(forecasts(after))).toBe(JSON.stringify(forecasts(before)));
    expect(after.told.cases[0]!.errorDays).not.toBe(before.told.cases[0]!.errorDays);
  });

  it('holds for the scenarios of the repository: without any report of later, the plans are the same', async () => {
    for (const name of ['childress-horizon-backtest', 'childress-mining-2023', 'prince-george-swap', 'sweetwater-1']) {
      const text = readFileSync(`scenarios/${name}.yaml`, 'utf8');
      const { forecasts } = compileBacktest(parseScenario(text, `scenarios/${name}.yaml`));
      for (const { asOf, plan } of forecasts) {
        const data = parse(text) as {
          actuals: Record<string, { start?: string; finish?: string; left?: string; known?: string }>;
          backtest: object;
        };
        for (const [id, { start, finish, known }] of Object.entries(data.actuals)) {
          // Each day counts from that day on, and the last of them from the day it was known.
          const isKnown = (finish ?? start ?? known ?? '') <= asOf && (known ?? '') <= asOf;
          if (isKnown) continue;
          if (finish !== undefined && start !== undefined && start <= asOf) data.actuals[id] = { start };
          else delete data.actuals[id];
        }
        const { backtest: _, ...rest } = data;
        const told = compile(parseScenario(stringify(rest), `scenarios/${name}.yaml`), asOf);
        const tell = (of: typeof plan): string => JSON.stringify(of.activities.map(withoutOrigin));
        expect(tell(told) === tell(plan), `${name} as of ${asOf}`).toBe(true);
      }
    }
  });
});

function withoutOrigin({ origin: _, ...activity }: { readonly origin: unknown }): object {
  return activity;
}

describe('a backtest that cannot be', () => {
  it('is refused with its reason', () => {
    const change = (from: string | RegExp, to: string): string[] => problemsOf(FILE.replace(from, to));
    expect(change(/backtest:[\s\S]*/, '')).toEqual(['this scenario asks for no backtest']);
    expect(change('milestone: built, said', 'milestone: bult, said')).toEqual(['there is no milestone "bult"; did you mean "built"?']);
    expect(change('built: {finish', 'bilt: {finish')).toEqual(['there is no activity "bilt"; did you mean "built"?']);
    expect(change('2024-05-01, ', '2026-05-01, ')).toContain('2026-05-01 lies outside of the scenario');
    expect(change('by: 2024-05-31', 'by: 2023-05-31')).toEqual(['what was said on 2024-01-01 was for 2023-05-31, which was over']);
  });
});
