/** A sweep as a page of Markdown: the extremes first, then every cell. Comes in: a study and its results. Goes out: text. */
import type { Estimate } from '../measure/outcomes.ts';
import { type CellResult, instantMeasures, type SweepStudy, topCauseOf } from '../measure/sweep.ts';
import type { SweepCell } from '../plan/sweep.ts';
import { code, plain } from './plain.ts';
import { causeHeads, coordinates, tellCellDriver, tellShort } from './sweep-table.ts';

/** Longer lists are for results.csv. */
const MOST_ROWS = 200;

export function sweepMarkdown(study: SweepStudy, results: ReadonlyMap<string, CellResult>): string {
  const [measure] = instantMeasures(study);
  const rows = study.cells.slice(0, MOST_ROWS).map((cell) => {
    const result = results.get(cell.id);
    const instant = measure === undefined ? undefined : result?.instants[measure];
    return [
      `\`${cell.id}\``,
      ...nameOf(study, cell),
      ...(instant === undefined ? [] : [shown(instant.p50), shown(instant.p80), interval(instant.p80)]),
      ...(result?.lostMwDays == null ? [] : [String(Math.round(result.lostMwDays)), plain(topCauseOf(result)?.label ?? '')]),
      plain(result === undefined ? '' : tellCellDriver(study, result)),
    ];
  });
  const hasLost = [...results.values()].some(({ lostMwDays }) => lostMwDays !== null);
  const head = [
    ...['cell', ...(study.cells.some(({ name }) => name !== null) ? ['point'] : []), ...study.axes.map(({ label }) => plain(label))],
    ...(measure === undefined ? [] : ['P50', 'P80', 'P80, 90 % interval']),
    ...(hasLost ? ['MW-days lost'] : []),
    ...causeHeads(hasLost),
  ];
  const luck = study.luck === 'common' ? 'all cells live through the same ones' : 'each cell has its own';
  return [
    `# ${plain(study.title)}`,
    '',
    `${study.cells.length} variants of ${code(study.scenario)}, ${study.futures} futures each (seed ${plain(study.seed)}; ${luck}). ${study.tool}.`,
    ...(measure === undefined ? [] : ['', `Dates: ${plain(measure)}.`]),
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
    ...(study.cells.length > MOST_ROWS ? ['', `${study.cells.length - MOST_ROWS} more cells are in results.csv.`] : []),
    '',
  ].join('\n');
}

function nameOf(study: SweepStudy, cell: SweepCell): string[] {
  const hasPoints = study.cells.some(({ name }) => name !== null);
  return [
    ...(hasPoints ? [plain(cell.name ?? '')] : []),
    ...coordinates(study, cell).map((value) => (value === null ? 'as is' : plain(value))),
  ];
}

function shown({ date, value }: Estimate): string {
  return tellShort(date ?? value ?? null, 'later');
}

function interval({ lo, hi }: Estimate): string {
  return `${tellShort(lo, '?')} to ${tellShort(hi, 'later')}`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
