/** A check as a person reads it on a terminal: a line for each expectation, what moved and why, and what changed since the baseline. */
import { type CheckedGate, type CheckResult, changeWords } from '../report/check-result.ts';
import { paint } from './terminal.ts';

const STYLES = { pass: 'cyan', fail: 'red', undecided: 'yellow' } as const;

/** Findings of one expectation that are told; what passed is told only where nothing else is. */
const MOST_FINDINGS = 8;

export function checkReport({ scenarios, tool, notChecked }: CheckResult): string {
  const left = notChecked.map((file) => `not checked: ${file} (nothing is expected of it, and it has no baseline)\n`);
  const told = scenarios
    .map(({ scenario, file, verdict, futures, seed, baseline, gates, charts }) =>
      [
        `${scenario} (${file}): ${paint(verdict, STYLES[verdict], process.stdout)}, ${futures} futures from ${seed}`,
        ...(baseline === null
          ? []
          : [`  ${changeWords(baseline, tool)} (${baseline.file}, ${baseline.futures} futures, ${baseline.pairing})`]),
        ...gates.flatMap(gateLines),
        ...(charts.length > 0 ? [`  charts: ${charts.join(', ')}`] : []),
        '',
      ].join('\n'),
    )
    .join('\n');
  return `${told}${left.length > 0 ? `\n${left.join('')}` : ''}`;
}

function gateLines(gate: CheckedGate): string[] {
  const bad = gate.findings.filter(({ verdict }) => verdict !== 'pass');
  const told = (bad.length > 0 ? bad : gate.findings).slice(0, bad.length > 0 ? MOST_FINDINGS : 2);
  const left = (bad.length > 0 ? bad.length : gate.findings.length) - told.length;
  return [
    `  ${paint(gate.verdict.padEnd(9), STYLES[gate.verdict], process.stdout)} ${gate.expectation}  (${gate.futures} futures, look ${gate.looks} of at most ${gate.mostLooks})`,
    ...told.map(({ message }) => `            ${message}`),
    ...(left > 0 ? [`            and ${left} more`] : []),
    ...(gate.verdict === 'undecided' ? [`            to decide it: ${more(gate)}, or a limit with more room`] : []),
  ];
}

/** An interval half as wide takes four times the futures. */
function more({ kind, futures }: CheckedGate): string {
  return kind === 'regression'
    ? `a baseline of more futures (ttc baseline update --reps ${4 * futures})`
    : `more futures (--max-reps ${4 * futures})`;
}
