/**
 * Writes what a check came to: JUnit XML, summaries, the terminal or JSON, annotations. What cannot be written keeps neither the rest
 * nor the verdict from being told. Comes in: the result and where it should go. Goes out: the exit code.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import type { Problem } from '../base/problem.ts';
import { annotations } from '../report/annotations.ts';
import type { CheckResult } from '../report/check-result.ts';
import { ciSummary } from '../report/ci-summary.ts';
import { junitXml } from '../report/junit.ts';
import { refusedAnnotations, refusedJunit, refusedSummary } from '../report/refused-check.ts';
import { checkReport } from './check-report.ts';
import { asOutputError, EXIT, OutputError } from './exit.ts';
import { print, tell } from './terminal.ts';

export interface CheckOutputs {
  readonly json?: true;
  readonly junit?: string;
  readonly summary?: string;
}

/** `refused`: what could not be written before. */
export async function writeCheck(result: CheckResult, outputs: CheckOutputs, refused: readonly OutputError[]): Promise<number> {
  const errors = [
    ...refused,
    ...writeFiles(
      outputs,
      () => junitXml(result),
      () => ciSummary(result),
    ),
  ];
  for (const { message, remedy } of errors) tell(`ttc: ${message}\n  to mend it: ${remedy}`);
  // A verdict that is not good is worse than a file that is not there.
  const exitCode = result.exitCode === EXIT.done && errors.length > 0 ? EXIT.invalid : result.exitCode;
  await print(outputs.json === true ? `${JSON.stringify({ ...result, exitCode })}\n` : checkReport(result));
  // GitHub reads them from either stream; stdout belongs to the data.
  if (process.env['GITHUB_ACTIONS'] === 'true')
    for (const line of annotations(result, fromWorkspace(process.env['GITHUB_WORKSPACE']))) tell(line);
  return exitCode;
}

/** What is wrong with the input, for those who do not see the terminal; the terminal is told by whoever catches the problems. */
export function writeRefused(problems: readonly Problem[], outputs: CheckOutputs): void {
  const errors = writeFiles(
    outputs,
    () => refusedJunit(problems),
    () => refusedSummary(problems),
  );
  for (const { message, remedy } of errors) tell(`ttc: ${message}\n  to mend it: ${remedy}`);
  if (process.env['GITHUB_ACTIONS'] === 'true')
    for (const line of refusedAnnotations(problems, fromWorkspace(process.env['GITHUB_WORKSPACE']))) tell(line);
}

/** JUnit XML and summaries, where they are wanted. Goes out: those that could not be written. */
function writeFiles({ junit, summary }: CheckOutputs, xml: () => string, markdown: () => string): OutputError[] {
  const errors: OutputError[] = [];
  const write = (file: string | undefined, text: () => string, how: (file: string, text: string) => void): void => {
    if (file === undefined || file === '') return;
    try {
      mkdirSync(dirname(file), { recursive: true });
      how(file, text());
    } catch (error) {
      errors.push(outputError(error, file));
    }
  };
  write(junit, xml, writeFileSync);
  write(summary, markdown, writeFileSync);
  write(process.env['GITHUB_STEP_SUMMARY'], markdown, appendFileSync);
  return errors;
}

/** What may be told as an output that failed; anything else is thrown on. */
export function outputError(error: unknown, file: string): OutputError {
  const told = asOutputError(error, file, 'name a file that may be written');
  if (told instanceof OutputError) return told;
  throw error;
}

/** GitHub looks for annotated files from the top of the checkout, wherever the step runs. */
function fromWorkspace(workspace: string | undefined): (file: string) => string {
  if (workspace === undefined || workspace === '') return (file) => file;
  return (file) => {
    const path = relative(workspace, resolve(file));
    return path.startsWith('..') || isAbsolute(path) ? file : path.replaceAll('\\', '/');
  };
}
