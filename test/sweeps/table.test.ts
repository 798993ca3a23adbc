/** What a sweep says of a cell is what a run of the scenario says once it is edited by hand; the CSV and the Parquet file say the same. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSweepInput } from '../../src/cli/sweep-input.ts';
import { driverMap } from '../../src/figures/driver-map.ts';
import { sweepFigures } from '../../src/figures/sweep.ts';
import { type SweepResults, tellDriver } from '../../src/figures/sweep-values.ts';
import { type CellCause, type CellResult, driverOf, type SweepStudy, topCauseOf } from '../../src/measure/sweep.ts';
import { sweepMarkdown } from '../../src/report/sweep-md.ts';
import { sweepCsv, sweepParquet, sweepTable } from '../../src/report/sweep-table.ts';
import { compile } from '../../src/scenario/compile.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { runStudy } from '../../src/study/study.ts';
import { cellFutures, runSweep } from '../../src/study/sweep.ts';
import { makeFolder } from './fixture.ts';

const HALL = readFileSync('scenarios/first-hall.yaml', 'utf8');
const SWEEP = `sweep: s
base: base.yaml
futures: 40
axes:
  pipefitters: {label: pipe fitters, path: sites.plains.crews.pipefitters.workers, values: [30, as is]}
  gpus: {path: sites.plains.gpus.*.order, from: sooner 30 d, to: later 400 d, steps: 2}
points: {short horizon: {until: 2027-05-31}}
`;

let folder = '';
let study: SweepStudy;
const results = new Map<string, CellResult>();

async function play(file: string): Promise<{ study: SweepStudy; results: Map<string, CellResult> }> {
  const input = readSweepInput(file, 'test');
  const found = new Map<string, CellResult>();
  const failed = await runSweep({
    tasks: input.study.cells.map((cell) => ({
      id: cell.id,
      madeFrom: input.madeFrom.get(cell.id)!,
      futures: cellFutures(input.futures, input.study.luck, cell.id),
      plan: () => input.file.planOf(cell),
    })),
    workers: 1,
    tool: 'test',
    seedLabel: input.study.seed,
    onResult: (result) => found.set(result.id, result),
  });
  expect(failed).toEqual([]);
  return { study: input.study, results: found };
}

beforeAll(async () => {
  folder = makeFolder(SWEEP, HALL);
  const played = await play(join(folder, 'sweep.yaml'));
  study = played.study;
  for (const [id, result] of played.results) results.set(id, result);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a cell', () => {
  it('says what a run of the file edited by hand says', async () => {
    const edited = join(folder, 'edited.yaml');
    const order = 'order: 2026-08-03';
    expect(HALL).toContain(order);
    writeFileSync(edited, HALL.replace('pipefitters: {workers: 45}', 'pipefitters: {workers: 30}').replace(order, 'order: 2026-07-04'));
    const { outcomes } = await runStudy({
      plan: compile(readScenario(edited)),
      tool: 'test',
      futures: [{ text: 'study', from: 0, count: 40 }],
      seedLabel: 'study',
      questions: [],
      tellActivities: false,
      workers: 1,
    });
    const result = results.get(study.cells[0]!.id)!;
    const { p80, p50, meanAt } = outcomes.milestones['plains/hall-1/online']!;
    expect(result.instants['plains/hall-1/online']).toMatchObject({ p80, p50, meanAt });
    expect(result.instants['online 50 %']?.p80).toEqual(outcomes.curve?.amounts[1]?.p80);
    expect(result.lostMwDays).toBe(outcomes.lostMwDays);
    expect(result.causes[0]?.lostMwDays).toBe(Math.max(...Object.values(outcomes.causes).map(({ lostMwDays }) => lostMwDays)));
  });

  it('shares its luck with the others, unless it is to have its own', async () => {
    const file = join(folder, 'own-luck.yaml');
    const points = 'points: {a: {title: a}, b: {title: b}}\n';
    for (const luck of ['common', 'independent']) {
      writeFileSync(file, `sweep: s\nbase: base.yaml\nfutures: 40\nluck: ${luck}\n${points}`);
      const two = [...(await play(file)).results.values()];
      const [a, b] = two.map(({ instants }) => JSON.stringify(instants));
      expect(a === b).toBe(luck === 'common');
    }
  });
});

describe('the table', () => {
  it('has a row for each cell and measure, and says the same as CSV and as Parquet', async () => {
    const table = sweepTable(study, results);
    expect(table.rows).toHaveLength(study.cells.length * study.measures.length);
    const bytes = sweepParquet(table);
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const read = await parquetReadObjects({ file: buffer });
    const lines = sweepCsv(table).trimEnd().split('\n');
    const names = lines[0]!.split(',');
    expect(names.slice(0, 5)).toEqual(['cell', 'point', 'pipefitters', 'gpus', 'measure']);
    expect(read).toHaveLength(lines.length - 1);
    read.forEach((row, i) => {
      expect(names.map((name) => String(row[name] ?? '')).join(',')).toBe(lines[i + 1]!.replaceAll('"', ''));
    });
    expect(sweepParquet(table)).toEqual(bytes);
  });

  it('counts days from the start, gives dates beside them, and leaves out what lies after the horizon', () => {
    const { columns, rows } = sweepTable(study, results);
    const at = (row: readonly unknown[], name: string): unknown => row[columns.findIndex((column) => column.name === name)];
    const online = rows.filter((row) => at(row, 'measure') === 'online 100 %');
    for (const row of online.filter((row) => at(row, 'p80') !== null))
      expect((Date.parse(String(at(row, 'p80_date'))) - Date.parse('2026-03-02')) / 86_400_000).toBe(at(row, 'p80'));
    const short = online.find((row) => at(row, 'point') === 'short horizon')!;
    expect([at(short, 'p80'), at(short, 'p80_date')]).toEqual([null, null]);
    // More than a fifth of forty.
    expect(at(short, 'after_horizon')).toBeGreaterThan(8);
    expect(at(short, 'p10')).not.toBeNull();
    expect(rows.filter((row) => at(row, 'measure') === 'top_cause').every((row) => typeof at(row, 'cause') === 'string')).toBe(true);
  });
});

describe('what drives a cell', () => {
  const cause = (id: string, lostMwDays: number, drivingDays: number, group: CellCause['group'] = 'equipment'): CellCause => ({
    ...{ cause: id, label: id.toUpperCase(), group, lostMwDays, drivingDays },
  });
  const cell = (causes: readonly CellCause[], lostMwDays: number | null = 10): CellResult => ({
    ...results.get(study.cells[0]!.id)!,
    causes,
    lostMwDays,
  });

  it('is what takes most days of the driving path, whatever is lost to it, but for days before work may begin', () => {
    const causes = [cause('a', 9, 3), cause('b', 1, 7, 'plan'), cause('plan', 0, 50, 'plan'), cause('d', 0, 7)];
    expect(driverOf(cell(causes))?.cause).toBe('b');
    expect(topCauseOf(cell(causes))?.cause).toBe('a');
    expect(driverOf(cell([cause('plan', 0, 50, 'plan')]))).toBeUndefined();
    expect(topCauseOf(cell([cause('plan', 0, 50, 'plan'), cause('d', 0, 7)], null))?.cause).toBe('d');
    // On time: nothing is lost to it, and still it drives.
    expect(topCauseOf(cell([cause('d', 0, 7)], 0))).toBeUndefined();
    expect(topCauseOf(cell([cause('d', 0, 7)], null))?.cause).toBe('d');
  });

  it('is told with its days, in networks in their unit', () => {
    expect(tellDriver(study, cause('gpus', 0, 1234.4))).toBe('GPUS 1,234 d');
    expect([3.6, 1].map((spent) => tellDriver({ ...study, unit: 'hour' }, cause('crew', 0, spent)))).toEqual([
      'CREW 3.6 hours',
      'CREW 1 hour',
    ]);
  });

  it('is told by the table and the page alike, and is the largest of the outcomes', () => {
    const page = sweepMarkdown(study, results).split('\n');
    const { columns, rows } = sweepTable(study, results);
    const at = (row: readonly unknown[], name: string): unknown => row[columns.findIndex((column) => column.name === name)];
    const told = rows.filter((row) => at(row, 'measure') === 'driving_cause');
    expect(told).toHaveLength(study.cells.length);
    for (const row of told) {
      const { causes } = results.get(String(at(row, 'cell')))!;
      const most = Math.max(...causes.filter(({ cause: id }) => id !== 'plan').map(({ drivingDays }) => drivingDays));
      expect([at(row, 'mean'), at(row, 'unit')]).toEqual([most, 'day']);
      const driver = causes.find(({ cause: id }) => id === at(row, 'cause'))!;
      expect(driver.drivingDays).toBe(most);
      expect(page.find((line) => line.startsWith(`| \`${String(at(row, 'cell'))}\``))).toMatch(
        new RegExp(`${driver.label} [\\d,.]+ d \\|$`),
      );
    }
  });

  it('is a field with a legend: which drivers bind, and in how many cells', () => {
    const four = study.cells.filter(({ name }) => name === null);
    const drivenBy = (ids: readonly string[]): SweepResults => ({
      study,
      results: new Map(study.cells.map((own, i) => [own.id, cell([cause(ids[four.indexOf(own)] ?? ids[i % ids.length]!, 1, 5)])])),
    });
    const figure = driverMap(drivenBy(['gpus', 'grid', 'gpus', 'gpus']))!;
    expect(figure.title).toBe('The largest part of the driving path changes: GPUS in 3 of 4 cells, GRID in 1');
    expect(figure.config.data.datasets.map(({ label, data }) => [label, data.length])).toEqual([
      ['GPUS', 3],
      ['GRID', 1],
    ]);
    expect(new Set(figure.config.data.datasets.map(({ backgroundColor }) => backgroundColor)).size).toBe(2);
    const texts = (figure.config.options!.plugins as unknown as { marks: { texts: { text: string; align: string }[] } }).marks.texts;
    expect(texts.filter(({ align }) => align === 'center').map(({ text }) => text)).toEqual([
      'GPUS 5 d',
      'GRID 5 d',
      'GPUS 5 d',
      'GPUS 5 d',
    ]);
    expect(figure.subtitle).toContain('leads to the last compute online');
    const plain = new Map(study.cells.map(({ id }) => [id, cell([cause('work', 0, 5, 'work')])]));
    expect(driverMap({ study, results: plain })).toBeNull();
    expect(driverMap({ study, results: new Map() })).toBeNull();
    expect(driverMap(drivenBy(['gpus']))?.title).toBe('The largest part of the driving path in every cell: GPUS');
  });
});

describe('charts and the page', () => {
  it('are made of the same results', () => {
    const figures = sweepFigures({ study, results });
    expect(figures.map(({ name }) => name)).toEqual([
      ...['heat-map-online-100', 'sweep-lines-online-100', 'sweep-tornado-online-100'],
      'heat-map-driving-path',
      ...['heat-map-lost-mw-days', 'sweep-lines-lost-mw-days', 'sweep-tornado-lost-mw-days'],
    ]);
    // The point is on no axis, so it is in no cell of the field: two by two are.
    expect(figures[0]?.config.data.datasets[0]?.data).toHaveLength(4);
    expect(figures[0]?.title).toMatch(/^Best: .* the worst is \d+ days later$/);
    const page = sweepMarkdown(study, results);
    expect(page).toContain('| cell | point | pipe fitters | gpus | P50 | P80 |');
    expect(page).toContain('| MW-days lost | most is lost to | largest part of the driving path |');
    expect(page.split('\n').filter((line) => line.startsWith('| `'))).toHaveLength(5);
  });
});
