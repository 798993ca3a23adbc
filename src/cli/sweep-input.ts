/** What a sweep file asks for, checked whole, with what the command line says instead: the study, and what each cell is made of. */
import type { Problem } from '../base/problem.ts';
import { defaultMeasures, refuseMeasure, SWEEP_SCHEMA_VERSION, type SweepStudy } from '../measure/sweep.ts';
import type { Plan } from '../plan/plan.ts';
import type { SweepCell } from '../plan/sweep.ts';
import type { SeedRun } from '../random/seed-list.ts';
import { parseSeed } from '../random/world.ts';
import { SWEEP_COLUMNS } from '../report/sweep-table.ts';
import { readSweep, type SweepFile } from '../scenario/sweep.ts';
import type { SweepFields } from '../scenario/sweep-schema.ts';
import { UsageError } from './exit.ts';

export interface SweepInput {
  readonly file: SweepFile;
  readonly study: SweepStudy;
  /** Those that all cells share; cellFutures says which a cell has. */
  readonly futures: readonly SeedRun[];
  /** What each cell's result is made of, by its id. */
  readonly madeFrom: ReadonlyMap<string, string>;
}

export interface SweepSays {
  readonly seed?: string;
  readonly reps?: number;
}

/** `tool`: its name and version. Throws InvalidInput with everything that is wrong with the file, and UsageError on a seed that cannot be. */
export function readSweepInput(path: string, tool: string, says: SweepSays = {}): SweepInput {
  const file = readSweep(path, furtherProblems);
  const { fields, basePlan: plan, base } = file;
  const seed = says.seed ?? fields.seed;
  const count = says.reps ?? fields.futures;
  const parsed = parseSeed(seed);
  if (!parsed.ok) throw new UsageError(`--seed: ${parsed.message}`, parsed.remedy);
  const { text, index } = parsed.seed;
  if (!parseSeed(`${text}:${index + count - 1}`).ok)
    throw new UsageError(`the seed ${seed} leaves no room for ${count} futures`, 'begin with a smaller number');
  const study: SweepStudy = {
    schemaVersion: SWEEP_SCHEMA_VERSION,
    tool,
    sweep: fields.sweep,
    title: fields.title ?? plan.title,
    scenario: plan.scenario,
    scenarioTitle: plan.title,
    scenarioDigest: base.digest,
    ...axisOf(file, plan),
    seed,
    futures: count,
    luck: fields.luck,
    measures: fields.measure ?? defaultMeasures(plan),
    axes: file.axes,
    cells: file.cells,
  };
  const made = (cell: SweepCell): string => `${file.madeFrom(cell)}-${tool}-${seed}-${count}-${fields.luck}`;
  return {
    file,
    study,
    futures: [{ text, from: index, count }],
    madeFrom: new Map(file.cells.map((cell) => [cell.id, made(cell)])),
  };
}

function axisOf({ base }: SweepFile, { axis }: Plan): Pick<SweepStudy, 'start' | 'until' | 'unit'> {
  return {
    start: axis.kind === 'dated' ? axis.start : null,
    until: base.content.fields.until,
    unit: axis.kind === 'plain' ? axis.unit : null,
  };
}

/** Names that results cannot have, and measures that no cell has. */
function furtherProblems({ axes, measure = [] }: SweepFields, plan: Plan): Problem[] {
  const taken = Object.keys(axes).filter((name) => SWEEP_COLUMNS.includes(name));
  return [
    ...taken.map((name) => ({
      path: ['axes', name],
      message: `"${name}" is a column that every result table has`,
      remedy: 'give the axis another name',
    })),
    ...measure.flatMap((name, i) => {
      const refused = refuseMeasure(name, plan);
      if (refused !== null) return [{ path: ['measure', i], ...refused }];
      const isRepeated = measure.indexOf(name) < i;
      return isRepeated ? [{ path: ['measure', i], message: `"${name}" is listed twice`, remedy: 'leave one of them out' }] : [];
    }),
  ];
}
