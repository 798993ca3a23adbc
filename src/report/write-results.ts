/**
 * Everything a run leaves behind: tables, charts, and a manifest that says how to make them again. Comes in: a finished
 * study. Goes out: the path of the folder.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { axisOrigin, formatDateTime, ticksPerReportUnit } from '../base/time.ts';
import { figuresOf } from '../figures/registry.ts';
import { CENSORED, datedColumns } from '../measure/rows.ts';
import { tidy } from '../measure/tell.ts';
import type { Scenario } from '../scenario/read-scenario.ts';
import { resolvedYaml } from '../scenario/resolve.ts';
import type { StudyResult } from '../study/study.ts';
import { REPORT_FILE } from './html/reproduce.ts';
import { reportOfStudy } from './html/write-report.ts';
import { paintAll } from './paint-all.ts';
import { LOST_COLUMN } from './read-results.ts';
import { type Content, openResultFolder } from './result-folder.ts';
import { summaryMarkdown } from './summary-md.ts';
import { curvesCsv, milestonesCsv, waitsCsv } from './tables.ts';

export interface WriteRequest {
  readonly result: StudyResult;
  readonly scenario: Scenario;
  /** Folder that holds one folder per scenario. */
  readonly out: string;
  readonly runId: string;
  /** `print`: also as PDF, and as PNG large enough for paper. */
  readonly charts: 'all' | 'print' | 'none';
  /** Absent: none. */
  readonly report?: 'page' | 'none';
  readonly workers: number;
  /** What must be undone if the run is interrupted. */
  readonly onOpen: (discard: () => void) => void;
}

export interface Written {
  readonly folder: string;
  readonly charts: readonly string[];
  /** Path of the report; absent or null where none was written. */
  readonly report?: string | null;
}

export async function writeResults({ result, scenario, out, runId, charts, report, workers, onOpen }: WriteRequest): Promise<Written> {
  const { outcomes } = result;
  const folder = openResultFolder(join(out, outcomes.scenario), runId);
  onOpen(folder.discard);
  const digests: Record<string, string> = {};
  const write = (path: string, content: Content): void => {
    digests[path] = folder.write(path, content);
  };
  try {
    write('summary.json', `${JSON.stringify(outcomes, null, 2)}\n`);
    write('milestones.csv', milestonesCsv(outcomes));
    write('curves.csv', curvesCsv(outcomes));
    write('waits.csv', waitsCsv(outcomes));
    write('replications.csv', replicationsCsv(result));
    const resolved = resolvedYaml(scenario);
    write('scenario.resolved.yaml', resolved);
    write('summary.md', summaryMarkdown(outcomes));
    const figures = charts === 'none' ? [] : figuresOf(outcomes);
    const pictures = await paintAll(figures, workers);
    for (const { name, png } of pictures) write(`charts/${name}.png`, png);
    if (charts === 'print') {
      const { printFigures } = await import('../figures/paint-pdf.ts');
      write('charts/charts.pdf', printFigures(figures, outcomes.title));
      for (const { name, png } of await paintAll(figures, workers, PAPER_SCALE)) write(`charts/print/${name}.png`, png);
    }
    const resultDigest = digestOf(digests);
    if (report === 'page')
      write(REPORT_FILE, reportOfStudy(result, resolved, { scenarioDigest: scenario.digest, resultDigest, files: digests }));
    folder.write('manifest.json', `${JSON.stringify(manifest(result, scenario, runId, resultDigest, digests), null, 2)}\n`);
    const path = folder.finish();
    return {
      folder: path,
      charts: pictures.map(({ name }) => join(path, 'charts', `${name}.png`)),
      report: report === 'page' ? join(path, REPORT_FILE) : null,
    };
  } catch (error) {
    folder.discard();
    throw error;
  }
}

/** 3,200 pixels for a chart of 1,600: 300 to the inch on A4 across. */
const PAPER_SCALE = 2;

/** Pictures are left out: fonts differ between platforms. So is the report, which cites this digest. */
function digestOf(digests: Readonly<Record<string, string>>): string {
  const result = createHash('sha256');
  for (const [path, digest] of Object.entries(digests)) if (!/\.(png|pdf)$/.test(path)) result.update(`${path} ${digest}\n`);
  return result.digest('hex');
}

/** Everything but the run id is the same for equal runs. */
function manifest(
  { outcomes }: StudyResult,
  scenario: Scenario,
  runId: string,
  resultDigest: string,
  digests: Readonly<Record<string, string>>,
): unknown {
  return {
    schemaVersion: outcomes.schemaVersion,
    runId,
    tool: outcomes.tool,
    scenario: outcomes.scenario,
    scenarioDigest: scenario.digest,
    seed: outcomes.seed,
    world: outcomes.world,
    replications: outcomes.replications,
    resultDigest,
    files: digests,
  };
}

/** Rows that are put together before they are written: few writes, and no text longer than the language allows. */
const ROWS_PER_PART = 4096;

/**
 * One row per future: its seed, the makespan, every milestone, and when each reported share of the compute is online, as ISO
 * date-times or bare numbers; empty: after the horizon. Last, where the plan has dates for its compute, the MW-days (MW-units) lost.
 */
function* replicationsCsv({ rows, plan, lostMwDays, seedOf }: StudyResult): Iterable<string> {
  const shown = datedColumns(plan).map(({ name, column }) => ({ name, ticks: rows.column(column) }));
  const origin = axisOrigin(plan.axis);
  const unit = ticksPerReportUnit(plan.axis);
  const show = (tick: number): string => {
    if (tick === CENSORED) return '';
    return plan.axis.kind === 'dated' ? formatDateTime(origin + tick) : String(tick / unit);
  };
  const quote = (name: string): string => (/[",\n\r]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);
  yield `${['future', 'seed', ...shown.map(({ name }) => quote(name)), ...(lostMwDays === null ? [] : [LOST_COLUMN])].join(',')}\n`;
  let lines: string[] = [];
  for (let future = 0; future < rows.futures; future++) {
    const cells = [String(future), seedOf(future)];
    for (const { ticks } of shown) cells.push(show(ticks[future]!));
    if (lostMwDays !== null) cells.push(String(tidy(lostMwDays[future]!)));
    lines.push(`${cells.join(',')}\n`);
    if (lines.length < ROWS_PER_PART) continue;
    yield lines.join('');
    lines = [];
  }
  if (lines.length > 0) yield lines.join('');
}
