/** Whatever stands in a scenario arrives in Markdown as text: in the words of levers, comparisons, sweeps, runs and backtests alike. */
import { describe, expect, it } from 'vitest';
import { leversReport } from '../../src/cli/levers-report.ts';
import { compareSides } from '../../src/measure/comparison.ts';
import type { LeversOutcome } from '../../src/measure/levers.ts';
import { comparisonMarkdown } from '../../src/report/comparison-tables.ts';
import { leversMarkdown } from '../../src/report/levers-tables.ts';
import { code, plain } from '../../src/report/plain.ts';
import { compile } from '../../src/scenario/compile.ts';
import { parseScenario } from '../../src/scenario/read-scenario.ts';
import { playSide } from '../../src/study/compare.ts';

const LIVE = '[x](http://e) *d* `c` <b> | # ~s~ &lt; _u_';
const DEAD = '\\[x\\](http://e) \\*d\\* \\`c\\` \\<b\\> \\| \\# \\~s\\~ \\&lt; \\_u\\_';

const nothing = { by: 0, lo: 0, hi: 0 };
const outcome = (value: unknown): LeversOutcome => ({
  schemaVersion: 1,
  tool: 'ttc',
  scenario: 's',
  title: LIVE,
  world: null,
  start: '2026-01-05',
  until: '2027-12-31',
  unit: null,
  seed: LIVE,
  replications: 10,
  censored: 5,
  confidence: 0.9,
  scenarioDigest: '',
  milestone: LIVE,
  percentile: 0.8,
  base: { p: 0.8, date: null, lo: null, hi: null, lostMwDays: null } as LeversOutcome['base'],
  grouping: 'together',
  levers: [
    {
      ...{ rank: 1, id: 'crew/a', kind: 'crew', label: LIVE, sentence: LIVE, places: [], overrides: [{ path: 'title', value }] },
      ...{ days: nothing, verdict: 'no difference shown', meanDays: 0, mwDays: null, sooner: 0, later: 0.5, costUsd: null },
    },
  ],
  notTried: [{ id: 'a', label: LIVE, problem: `${LIVE}\n- ${LIVE}` }],
  sequence: { binds: [{ cause: 'a', label: LIVE, group: 'trade', amount: 3 }], steps: [], mostSteps: 4, ended: 'nothing helps' },
  notes: [],
});

describe('text in Markdown', () => {
  it('is text, on one line', () => {
    expect(plain(LIVE)).toBe(DEAD);
    expect(plain('a\r\n\n- b')).toBe('a - b');
  });

  it('is code to its end, whatever backticks it holds', () => {
    expect(code('a b')).toBe('`a b`');
    expect(code('a `b` ``c``')).toBe('``` a `b` ``c`` ```');
    expect(code('a\nb')).toBe('`a b`');
  });

  it('stays text in levers.md', () => {
    const page = leversMarkdown(outcome('`x` [y](z)'));
    const words = page.replaceAll(DEAD, '').replace(/(`+) ?--set .* ?\1/, '');
    // What is left is the page's own: a table, lists and heads.
    expect(words).not.toMatch(/\[|\]|\*|`|~|&|</);
    expect(page.split(DEAD).length).toBeGreaterThan(8);
  });

  it('stays text in comparison.md', async () => {
    const text = 'scenario: s\ntime_unit: day\nactivities: {a: {duration: 3}}\n';
    const scenario = parseScenario(text, 's.yaml');
    const side = await playSide({
      ...{ label: LIVE, plan: compile(scenario), scenarioDigest: '', seedLabel: LIVE },
      ...{ futures: [{ text: 's', from: 0, count: 5 }], workers: 1, tool: 'ttc' },
    });
    const page = comparisonMarkdown(compareSides(side, side));
    expect(page).toContain(`# ${DEAD} and ${DEAD}`);
    expect(page.replaceAll(DEAD, '')).not.toMatch(/\[|\]|\*|`|~|&|</);
  });
});

describe('the terminal', () => {
  it('says "after the horizon" in full', () => {
    expect(leversReport(outcome('x 2'), { folder: 'out', charts: [] })).toContain('after the horizon as things are');
  });
});
