/** What a check says to machines: JUnit, a summary of limited size, few annotations. */
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { showChance } from '../../src/base/show-chance.ts';
import { annotations, MOST_ANNOTATIONS } from '../../src/report/annotations.ts';
import { type CheckedGate, type CheckResult, changeWords, worstFirst } from '../../src/report/check-result.ts';
import { ciSummary, MOST_SUMMARY_BYTES } from '../../src/report/ci-summary.ts';
import { junitXml } from '../../src/report/junit.ts';
import type { GateVerdict } from '../../src/study/gate-outcome.ts';

function gateOf(verdict: GateVerdict, kind: CheckedGate['kind'], name: string): CheckedGate {
  const finding = {
    name,
    verdict,
    unit: 'days',
    value: 9,
    lo: 8,
    hi: 10,
    confidence: 0.9,
    limit: 7,
    message: `${name} is 100 % <worse> & "so on"`,
  } as const;
  return {
    expectation: `${name} <= 7`,
    kind,
    verdict,
    futures: 500,
    looks: 1,
    mostLooks: 1,
    findings: [finding],
    place: { file: 'a,b.yaml', line: 3 },
  };
}

function resultOf(gates: readonly CheckedGate[], charts: readonly string[] = []): CheckResult {
  const baseline = {
    file: 'x.baseline.json',
    futures: 500,
    tool: 'time-to-compute 0.1.0',
    pairing: 'paired',
    changed: ['tool', 'scenario'],
    notes: [],
  } as const;
  const scenario = {
    scenario: 'x',
    file: 'x.yaml',
    verdict: 'fail',
    futures: 500,
    seed: 'study:0',
    baseline,
    gates,
    charts,
    seconds: 1.5,
  } as const;
  return { schemaVersion: 1, tool: 'time-to-compute 0.2.0', verdict: 'fail', exitCode: 5, scenarios: [scenario], notChecked: [] };
}

const mixed = resultOf(
  [gateOf('pass', 'limit', 'a'), gateOf('undecided', 'limit', 'b'), gateOf('fail', 'limit', 'c'), gateOf('fail', 'regression', 'd')],
  ['out/x/charts/gantt.png'],
);

describe('JUnit', () => {
  it('counts, places and escapes', () => {
    const xml = junitXml(mixed);
    expect(xml).toContain('<testsuites name="ttc check" tests="4" failures="2" errors="0" skipped="1">');
    expect(xml).toContain('name="a &lt;= 7" file="a,b.yaml" line="3"');
    expect(xml).toContain('<failure type="regression" message="d is 100 % &lt;worse&gt; &amp; &quot;so on&quot;">');
    expect(xml.match(/<testcase /g)).toHaveLength(4);
    expect(xml.match(/<\/testcase>/g)).toHaveLength(4);
    // Every tag that opens closes, in order.
    const open: string[] = [];
    for (const [, close, name, self] of xml.matchAll(/<(\/?)([a-z-]+)[^<>]*?(\/?)>/g)) {
      if (self === '/') continue;
      if (close === '/') expect(open.pop()).toBe(name);
      else open.push(name!);
    }
    expect(open).toEqual([]);
  });

  it('holds no character that XML may not hold', () => {
    expect(junitXml(resultOf([gateOf('fail', 'limit', 'bell\u0007')]))).not.toContain('\u0007');
  });
});

describe('the summary', () => {
  it('begins with what is worst, and names charts and what has changed', () => {
    const page = ciSummary(mixed);
    expect(page.indexOf('fail: d is')).toBeLessThan(page.indexOf('fail: c is'));
    expect(page.indexOf('fail: c is')).toBeLessThan(page.indexOf('undecided: b is'));
    expect(page).toContain('`out/x/charts/gantt.png`');
    expect(page).toContain('have changed since the baseline');
  });

  it('stays under the size that GitHub takes, and says what was left out', () => {
    const many = resultOf(Array.from({ length: 12_000 }, (_, i) => gateOf('fail', 'limit', `hall-${i} ä`)));
    const page = ciSummary(many);
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(MOST_SUMMARY_BYTES);
    expect(page).toMatch(/\d+ more lines were left out/);
    expect(page).toContain('hall-0');
  });
});

describe('annotations', () => {
  it('are ten at most, worst first, with their places', () => {
    const many = resultOf([
      ...Array.from({ length: 30 }, (_, i) => gateOf('undecided', 'limit', `u${i}`)),
      gateOf('fail', 'limit', 'c'),
      gateOf('fail', 'regression', 'd'),
    ]);
    const lines = annotations(many);
    expect(lines).toHaveLength(MOST_ANNOTATIONS);
    expect(lines[0]).toBe('::error file=a%2Cb.yaml,line=3,title=x%3A worse than the baseline::d is 100 %25 <worse> & "so on"');
    expect(lines[1]).toMatch(/^::error .*limit broken/);
    expect(lines.slice(2).every((line) => line.startsWith('::warning '))).toBe(true);
  });
});

describe('the order of what is wrong', () => {
  const found = (gate: CheckedGate, finding: Partial<CheckedGate['findings'][number]>): CheckedGate => ({
    ...gate,
    findings: gate.findings.map((one) => ({ ...one, ...finding })),
  });
  const change = { what: 'd', before: 1, after: 2, pairing: 'paired', causes: [] } as const;

  it('is by how far beyond the limit, in parts that can be compared', () => {
    const result = resultOf([
      found(gateOf('fail', 'regression', 'days'), { change, value: 14, limit: 7 }),
      found(gateOf('fail', 'regression', 'MW-days'), { change, unit: 'MW-days', value: 3000, limit: 700 }),
      found(gateOf('fail', 'limit', 'date'), { unit: 'date', value: '2027-03-01', limit: '2027-01-30' }),
      found(gateOf('fail', 'limit', 'chance'), { unit: 'share', value: 0.5, limit: 0.8 }),
      found(gateOf('fail', 'limit', 'amount'), { unit: 'MW-days', value: 1200, limit: 1000 }),
      found(gateOf('fail', 'limit', 'late'), { unit: 'date', value: null, limit: '2027-01-30' }),
    ]);
    expect(worstFirst(result).map(({ finding }) => finding.name)).toEqual(['MW-days', 'days', 'late', 'chance', 'amount', 'date']);
  });

  it('gives every scenario its turn where all is equally bad', () => {
    const one = resultOf(Array.from({ length: 30 }, (_, i) => gateOf('fail', 'limit', `one ${i}`)));
    const two = resultOf([gateOf('fail', 'limit', 'two 0'), gateOf('fail', 'limit', 'two 1')]);
    const both = { ...one, scenarios: [...one.scenarios, ...two.scenarios] };
    expect(
      worstFirst(both)
        .slice(0, 5)
        .map(({ finding }) => finding.name),
    ).toEqual(['one 0', 'two 0', 'one 1', 'two 1', 'one 2']);
  });
});

describe('chances', () => {
  it('are never told as none or all of the futures', () => {
    const share = { unit: 'share', confidence: 0.9 } as const;
    const gates = [
      { value: 0, lo: 0, hi: 0.012, limit: 0.9 },
      { value: 1, lo: 0.9998, hi: 1, limit: 0.9995 },
      { value: 0.9999, lo: 0.9991, hi: 1, limit: 0.9 },
    ].map((told) => ({ ...gateOf('pass', 'limit', 'P'), findings: [{ ...gateOf('pass', 'limit', 'P').findings[0]!, ...share, ...told }] }));
    const page = ciSummary(resultOf(gates));
    expect(page).not.toMatch(/\b0(\.0)? %|100(\.0)? %/);
    expect(page).toContain('| \\< 1.2 % | \\< 0.1 % to 1.2 % | 90 % |');
    expect(page).toContain('| \\> 99.9 % | \\> 99.9 % to \\> 99.9 % | 99.95 % |');
  });

  it.each([
    [0.0004, '< 0.1 %'],
    [0.0006, '0.1 %'],
    [0.5, '50.0 %'],
    [0.999, '99.9 %'],
    [0.9996, '> 99.9 %'],
  ])('%f is %s', (value, words) => {
    expect(showChance(value, 1)).toBe(words);
  });
});

describe('what has changed since the baseline', () => {
  it.each([
    [[], 'nothing has changed since the baseline: neither the tool, nor the library, nor the scenario'],
    [['library'], 'the library has changed since the baseline'],
    [['tool', 'scenario'], 'the tool (ttc 1, now ttc 2) and the scenario have changed since the baseline'],
  ] as const)('%s', (changed, words) => {
    expect(changeWords({ file: '', futures: 1, tool: 'ttc 1', pairing: 'paired', changed, notes: [] }, 'ttc 2')).toBe(words);
  });
});

describe('the action and the workflow', () => {
  it.each(['action.yml', '.github/workflows/ci.yml'])('%s is YAML without mistakes', async (file) => {
    const { readFileSync } = await import('node:fs');
    const document = parseDocument(readFileSync(file, 'utf8'));
    expect(document.errors).toEqual([]);
    expect(document.toJS()).toHaveProperty(file === 'action.yml' ? 'runs.steps' : 'jobs');
  });
});
