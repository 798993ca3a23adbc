/** A check as workflow commands of GitHub Actions, which mark lines of a pull request. Worst first, and no more than people read. */
import { type CheckResult, worstFirst } from './check-result.ts';

/** GitHub shows ten errors and ten warnings of a step at most. */
export const MOST_ANNOTATIONS = 10;

/** `pathOf`: how the reader of the annotations names a file. */
export function annotations(result: CheckResult, pathOf: (file: string) => string = (file) => file): string[] {
  return worstFirst(result)
    .slice(0, MOST_ANNOTATIONS)
    .map(({ scenario, gate, finding }) => {
      const { file, line } = gate.place ?? { file: scenario.file, line: 1 };
      const kind = finding.verdict === 'fail' ? 'error' : 'warning';
      const title = gate.kind === 'regression' ? 'worse than the baseline' : finding.verdict === 'fail' ? 'limit broken' : 'undecided';
      return annotation({ kind, file: pathOf(file), line, title: `${scenario.scenario}: ${title}`, text: finding.message });
    });
}

interface Annotation {
  readonly kind: 'error' | 'warning';
  /** Null: of no file. */
  readonly file: string | null;
  readonly line: number;
  readonly title: string;
  readonly text: string;
}

export function annotation({ kind, file, line, title, text }: Annotation): string {
  const place = file === null ? '' : `file=${property(file)},line=${line},`;
  return `::${kind} ${place}title=${property(title)}::${data(text)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
