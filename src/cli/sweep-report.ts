/** What a sweep prints: the best and the worst cells, what each axis does, and where the rest lies; or what is missing. */

import type { Estimate } from '../measure/outcomes.ts';
import { type CellResult, instantMeasures, type SweepStudy, topCauseOf } from '../measure/sweep.ts';
import type { SweepCell } from '../plan/sweep.ts';
import { causeHeads, coordinates, tellCellDriver, tellShort } from '../report/sweep-table.ts';
import type { SweepTree } from '../report/sweep-tree.ts';
import type { FailedCell } from '../study/sweep.ts';
import { problemsAsJson } from './show-problems.ts';
import { table } from './table.ts';

/** So many from either end. */
const MOST_AT_AN_END = 5;

export function sweepReport(study: SweepStudy, results: ReadonlyMap<string, CellResult>, tree: SweepTree): string {
  const [measure] = instantMeasures(study);
  const heads = headsOf(study);
  const hasLost = [...results.values()].some(({ lostMwDays }) => lostMwDays !== null);
  const rows = study.cells.map((cell) => {
    const result = results.get(cell.id)!;
    const instant = measure === undefined ? undefined : result.instants[measure];
    const lost = result.lostMwDays;
    return {
      by: instant === undefined ? (lost ?? 0) : order(instant.p80),
      cells: [
        ...namesOf(study, cell),
        ...(instant === undefined
          ? []
          : [shown(instant.p50), shown(instant.p80), `${tellShort(instant.p80.lo, '?')} to ${tellShort(instant.p80.hi, 'later')}`]),
        ...(hasLost ? [lost === null ? '' : String(Math.round(lost))] : []),
        ...(hasLost ? [topCauseOf(result)?.label ?? ''] : []),
        tellCellDriver(study, result),
      ],
    };
  });
  rows.sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0));
  const isLong = rows.length > 2 * MOST_AT_AN_END + 1;
  const left = rows.length - 2 * MOST_AT_AN_END;
  const told = isLong
    ? [
        ...rows.slice(0, MOST_AT_AN_END).map(({ cells }) => cells),
        [`... ${left} more`],
        ...rows.slice(-MOST_AT_AN_END).map(({ cells }) => cells),
      ]
    : rows.map(({ cells }) => cells);
  const columns = [
    ...heads,
    ...(measure === undefined ? [] : ['P50', 'P80', '90 % interval']),
    ...(hasLost ? ['MW-days lost'] : []),
    ...causeHeads(hasLost),
  ];
  const luck = study.luck === 'common' ? 'the same for all' : 'of its own for each';
  return [
    `${study.title}`,
    `${study.cells.length} cells of ${study.scenario}, ${study.futures} futures each, ${luck}${measure === undefined ? '' : `; by P80 of ${measure}`}`,
    '',
    table(
      [columns, ...told],
      columns.map((name) => (name === 'MW-days lost' ? 'right' : 'left')),
    ),
    '',
    `results: ${tree.folder}`,
    ...tree.charts.map((chart) => `  ${chart}`),
    ...(tree.report === null ? [] : [`  ${tree.report}`]),
    '',
  ].join('\n');
}

/** The cells as a list, with what is already there. */
export function cellList(study: SweepStudy, kept: ReadonlySet<string>, own: readonly SweepCell[]): string {
  const heads = ['cell', ...headsOf(study), ''];
  return table(
    [heads, ...own.map((cell) => [cell.id, ...namesOf(study, cell), kept.has(cell.id) ? 'done' : ''])],
    heads.map(() => 'left'),
  );
}

/** What is missing, and why where that is known. */
export function missingList(study: SweepStudy, missing: readonly SweepCell[], failed: readonly FailedCell[]): string {
  const why = new Map(failed.map(({ id, problems }) => [id, problems]));
  return missing
    .flatMap((cell) => [
      `  ${cell.id}  ${describe(study, cell)}`,
      ...(why.get(cell.id) ?? []).map(({ message, remedy }) => `    ${message}; to mend it: ${remedy}`),
    ])
    .join('\n');
}

export function missingAsJson(missing: readonly SweepCell[], failed: readonly FailedCell[]): unknown {
  return missing.map(({ id, name, overrides }) => {
    const problems = failed.find((cell) => cell.id === id)?.problems;
    return { id, name, overrides, ...(problems === undefined ? {} : { problems: problemsAsJson(problems) }) };
  });
}

function describe(study: SweepStudy, cell: SweepCell): string {
  const values = coordinates(study, cell).flatMap((value, axis) => (value === null ? [] : [`${study.axes[axis]!.name} = ${value}`]));
  const words = [...(cell.name === null ? [] : [cell.name]), ...values];
  return words.length === 0 ? 'as the scenario is' : words.join(', ');
}

function headsOf({ cells, axes }: SweepStudy): string[] {
  return [...(cells.some(({ name }) => name !== null) ? ['point'] : []), ...axes.map(({ label }) => label)];
}

function namesOf(study: SweepStudy, cell: SweepCell): string[] {
  const hasPoints = study.cells.some(({ name }) => name !== null);
  return [...(hasPoints ? [cell.name ?? ''] : []), ...coordinates(study, cell).map((value) => value ?? '')];
}

/** For sorting: ISO dates sort as text, what lies after the horizon comes last. */
function order({ date, value }: Estimate): string | number {
  const instant = date ?? value;
  return instant ?? (date === undefined ? Number.POSITIVE_INFINITY : '\uFFFF');
}

function shown({ date, value }: Estimate): string {
  return tellShort(date ?? value ?? null, 'later');
}
