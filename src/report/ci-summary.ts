/** A check as a page of Markdown for the summary of a CI job: what is wrong first, then every expectation. It is kept under a size. */
import { showBoundedChance, showChance } from '../base/show-chance.ts';
import type { Finding } from '../study/gate-outcome.ts';
import { type CheckedScenario, type CheckResult, changeWords, confidenceWords, worstFirst } from './check-result.ts';
import { code, plain } from './plain.ts';

/** GitHub refuses a step's summary of more than 1 MiB; a little is left for what else the step says. */
export const MOST_SUMMARY_BYTES = 1024 * 1024 - 16 * 1024;

const HEADS = { pass: 'passed', fail: 'failed', undecided: 'undecided' } as const;

export function ciSummary(result: CheckResult, mostBytes = MOST_SUMMARY_BYTES): string {
  const { scenarios, tool, verdict, notChecked } = result;
  const worst = worstFirst(result).map(
    ({ scenario, gate, finding }) =>
      `- **${plain(scenario.scenario)}** ${finding.verdict}: ${plain(finding.message)} (${code(gate.expectation)})`,
  );
  const head = [
    `# ttc check: ${HEADS[verdict]}`,
    '',
    `${scenarios.length} ${scenarios.length === 1 ? 'scenario' : 'scenarios'}, ${tool}.`,
    '',
    ...(notChecked.length === 0 ? [] : [`Not checked, for nothing is expected of them: ${notChecked.map(code).join(', ')}.`, '']),
  ];
  const parts = [...(worst.length > 0 ? [[...worst, '']] : []), ...scenarios.map((scenario) => section(scenario, tool))];
  return fitted(head, parts, mostBytes);
}

function section(scenario: CheckedScenario, tool: string): string[] {
  const { gates, baseline, futures, seed, charts, file } = scenario;
  const rows = gates.flatMap((gate) =>
    gate.findings.map(
      (finding) =>
        `| ${finding.verdict} | ${plain(finding.name)} | ${shown(finding).map(plain).join(' | ')} | ${confidenceWords(finding)} | ${gate.futures} |`,
    ),
  );
  return [
    `## ${plain(scenario.scenario)}: ${HEADS[scenario.verdict]}`,
    '',
    `${code(file)}, ${futures} futures from ${plain(seed)}.${baseline === null ? '' : ` Since ${code(baseline.file)} (${baseline.futures} futures, ${baseline.pairing}): ${plain(changeWords(baseline, tool))}.`}`,
    '',
    '| verdict | what | is, or has changed by | interval | limit | confidence | futures |',
    '|---|---|---|---|---|---:|---:|',
    ...rows,
    '',
    ...(charts.length > 0 ? ['Charts:', '', ...charts.map((path) => `- ${code(path)}`), ''] : []),
  ];
}

/** What it is, its interval, its limit. */
function shown({ value, lo, hi, limit, unit }: Finding): [string, string, string] {
  if (unit === 'share' && typeof value === 'number' && typeof lo === 'number' && typeof hi === 'number') {
    // The limit is as it was written; only what was found can never be all or nothing.
    const asked = typeof limit === 'number' ? `${tidyPercent(limit)} %` : '…';
    return [showBoundedChance({ at: value, lo, hi }), `${showChance(lo, 1)} to ${showChance(hi, 1)}`, asked];
  }
  const show = (told: string | number | null): string =>
    told === null ? '…' : typeof told === 'string' || unit === 'date' ? String(told) : `${told} ${unit}`;
  return [show(value), `${show(lo)} to ${show(hi)}`, show(limit)];
}

function tidyPercent(share: number): number {
  return Math.round(share * 1e6) / 1e4;
}

/** The head, and of the lines as many as there is room for; what is left out is counted. */
function fitted(head: readonly string[], parts: readonly (readonly string[])[], mostBytes: number): string {
  const lines = [...head, ...parts.flat()];
  const note = (left: number): string =>
    `\n${left} more lines were left out: a summary holds no more. They are in the JUnit file and in --json.\n`;
  const bytes = (text: string): number => Buffer.byteLength(text);
  const whole = `${lines.join('\n')}\n`;
  if (bytes(whole) <= mostBytes) return whole;
  const room = mostBytes - bytes(note(lines.length));
  let used = 0;
  let count = 0;
  while (count < lines.length && used + bytes(`${lines[count]}\n`) <= room) used += bytes(`${lines[count++]}\n`);
  return `${lines.slice(0, count).join('\n')}\n${note(lines.length - count)}`;
}
