/**
 * A check that did not begin, since something in its files is wrong: as JUnit XML, Markdown and annotations, for readers who see no
 * terminal. Comes in: problems. Goes out: text.
 */
import type { Problem } from '../base/problem.ts';
import { annotation, MOST_ANNOTATIONS } from './annotations.ts';
import { xmlText } from './junit.ts';
import { code, plain } from './plain.ts';

/** One case for each problem, as an error and not a failure: nothing was tested. */
export function refusedJunit(problems: readonly Problem[]): string {
  const counts = `tests="${problems.length}" failures="0" errors="${problems.length}" skipped="0"`;
  const cases = problems.map((problem) => {
    const { file, line } = placeOf(problem);
    const place = file === '' ? '' : ` file="${xmlText(file)}" line="${line}"`;
    return `    <testcase classname="input" name="${xmlText(problem.message)}"${place}>\n      <error type="invalid-input" message="${xmlText(problem.message)}">${xmlText(problem.remedy)}</error>\n    </testcase>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="ttc check" ${counts}>\n  <testsuite name="input" ${counts}>\n${cases.join('')}  </testsuite>\n</testsuites>\n`;
}

export function refusedSummary(problems: readonly Problem[]): string {
  const lines = problems.map((problem) => {
    const { file, line } = placeOf(problem);
    return `- ${file === '' ? '' : `${code(`${file}:${line}`)}: `}${plain(problem.message)}; to mend it: ${plain(problem.remedy)}`;
  });
  return `# ttc check: not begun\n\nNo future was played: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in what is to be checked.\n\n${lines.join('\n')}\n`;
}

/** `pathOf`: how the reader of the annotations names a file. */
export function refusedAnnotations(problems: readonly Problem[], pathOf: (file: string) => string): string[] {
  return problems.slice(0, MOST_ANNOTATIONS).map((problem) => {
    const { file, line } = placeOf(problem);
    const text = `${problem.message}; to mend it: ${problem.remedy}`;
    return annotation({ kind: 'error', file: file === '' ? null : pathOf(file), line, title: 'not checked', text });
  });
}

/** Nowhere: on the command line. */
function placeOf({ place }: Problem): { readonly file: string; readonly line: number } {
  return { file: place?.file ?? '', line: place?.line ?? 1 };
}
