/** Problems as a person reads them: file:line:column, what is wrong, the line, a mark under it, how to mend it. */
import type { Problem } from '../base/problem.ts';
import { paint } from './terminal.ts';

export function showProblems(problems: readonly Problem[]): string {
  const { stderr } = process;
  const blocks = problems.map(({ place, message, remedy }) => {
    const where = place === undefined ? '' : `${place.file}:${place.line}:${place.column}: `;
    const lines = [`${paint(where, 'bold', stderr)}${paint(message, 'red', stderr)}`];
    if (place !== undefined && place.excerpt.trim() !== '') {
      const number = String(place.line);
      lines.push(`  ${number} | ${shorten(place.excerpt)}`);
      if (place.column <= WIDTH) lines.push(`  ${' '.repeat(number.length)} | ${' '.repeat(place.column - 1)}${paint('^', 'red', stderr)}`);
    }
    lines.push(`  ${paint('to mend it:', 'cyan', stderr)} ${remedy}`);
    return lines.join('\n');
  });
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return `${blocks.join('\n\n')}\n\n${count}`;
}

const WIDTH = 160;

function shorten(line: string): string {
  return line.length > WIDTH ? `${line.slice(0, WIDTH)}…` : line;
}

/** The same as data, for --json. */
export function problemsAsJson(problems: readonly Problem[]): unknown {
  return problems.map(({ path, message, remedy, place }) => ({
    path,
    message,
    remedy,
    ...(place === undefined ? {} : { file: place.file, line: place.line, column: place.column }),
  }));
}
