/** A check as JUnit XML: a suite for each scenario, a case for each expectation, as the collectors of CI systems read it. */
import { type CheckedGate, type CheckedScenario, type CheckResult, changeWords } from './check-result.ts';

export function junitXml({ scenarios, tool }: CheckResult): string {
  const suites = scenarios.map((scenario) => suite(scenario, tool));
  const cases = scenarios.flatMap(({ gates }) => gates);
  const counts = countsOf(cases);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="ttc check" ${counts}>\n${suites.join('')}</testsuites>\n`;
}

/** What is undecided has not failed: it is counted as skipped, with its message. */
function countsOf(gates: readonly CheckedGate[]): string {
  const count = (verdict: CheckedGate['verdict']): number => gates.filter((gate) => gate.verdict === verdict).length;
  return `tests="${gates.length}" failures="${count('fail')}" errors="0" skipped="${count('undecided')}"`;
}

function suite(scenario: CheckedScenario, tool: string): string {
  const { file, gates, seconds, baseline, futures, seed } = scenario;
  const properties = [
    ['tool', tool],
    ['futures', String(futures)],
    ['seed', seed],
    ...(baseline === null ? [] : [['since the baseline', changeWords(baseline, tool)]]),
  ].map(([name, value]) => `      <property name="${xmlText(name ?? '')}" value="${xmlText(value ?? '')}"/>\n`);
  return [
    `  <testsuite name="${xmlText(scenario.scenario)}" ${countsOf(gates)} time="${seconds.toFixed(3)}" file="${xmlText(file)}">\n`,
    `    <properties>\n${properties.join('')}    </properties>\n`,
    ...gates.map((gate) => testcase(gate, scenario)),
    '  </testsuite>\n',
  ].join('');
}

function testcase(gate: CheckedGate, { scenario, file }: CheckedScenario): string {
  const place = gate.place === null ? `file="${xmlText(file)}"` : `file="${xmlText(gate.place.file)}" line="${gate.place.line}"`;
  const open = `    <testcase classname="${xmlText(scenario)}" name="${xmlText(gate.expectation)}" ${place}`;
  const lines = gate.findings.map(({ verdict, message }) => `${verdict}: ${message}`);
  const told = `${gate.futures} futures, look ${gate.looks} of at most ${gate.mostLooks}\n${lines.join('\n')}`;
  const first = xmlText(gate.findings[0]?.message ?? '');
  if (gate.verdict === 'fail')
    return `${open}>\n      <failure type="${gate.kind}" message="${first}">${xmlText(told)}</failure>\n    </testcase>\n`;
  if (gate.verdict === 'undecided')
    return `${open}>\n      <skipped message="undecided: ${first}"/>\n      <system-out>${xmlText(told)}</system-out>\n    </testcase>\n`;
  return `${open}>\n      <system-out>${xmlText(told)}</system-out>\n    </testcase>\n`;
}

/** Characters that XML 1.0 may not hold at all are replaced, the rest is escaped. */
export function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
