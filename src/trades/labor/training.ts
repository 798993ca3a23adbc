/**
 * Training programmes: an intake every so often, a time to train, a share who pass, and a pace that grows. Comes in: fields. Goes
 * out: optional activities whose graduates join a crew, and accounts of graduates and cost.
 */
import { z } from 'zod';
import { didYouMean } from '../../base/nearest.ts';
import type { Path } from '../../base/problem.ts';
import { quantity as parse } from '../../base/units.ts';
import type { Scope } from '../../plan/builder.ts';
import type { Entry } from '../../plan/plan.ts';
import { makeDistribution } from '../../random/distributions/registry.ts';
import { annotations, count, date, law, name, quantity } from '../fields.ts';
import { type Lowering, spoken } from '../lowering.ts';
import { quantityLaw, tickOfDate } from '../read.ts';
import { addArrival, wholeWorkers } from './arrivals.ts';
import type { LaborBook } from './book.ts';
import { unitsPerHead } from './force.ts';
import { amountAt } from './mobilisation.ts';

export const trainingSchema = z.lazy(() =>
  z
    .record(
      name,
      z
        .strictObject({
          trade: name.describe('The crew that graduates join: of the site, its region or the file.'),
          intake: count('Trainees in each intake.', 1),
          from: date('Day of the first intake; the start of the scenario otherwise.').optional(),
          every: quantity('elapsed', 'Time from one intake to the next.').default('26 wk'),
          intakes: count('How many intakes there are.', 1).default(1),
          lasts: law(
            'elapsed',
            'How long it takes until they are on the site. A licensed electrician in Texas: 8,000 h, 4 y (Texas Answers, BLS, 2025); a helper 8, 12 or 26 wk (J).',
          ),
          pass: quantity(
            'share',
            'Share of an intake that graduates. Apprenticeships: 25 % (Srikanth et al., Cambridge, 2024-11).',
          ).default('100 %'),
          as: z
            .enum(['licensed', 'apprentice'])
            .default('licensed')
            .describe(
              'licensed: a member of the crew. apprentice: counts only as far as the crew can supervise ("apprentices: {per_licensed}").',
            ),
          productivity: z
            .strictObject({
              start: quantity('share', 'What a graduate gets done at first, compared with the others.').default('40 %'),
              full: quantity('share', 'And in the end.').default('70 %'),
              after: quantity('elapsed', 'When that is.').default('26 wk'),
              ...annotations,
            })
            .prefault({})
            .describe('The pace of graduates. Default: 40 % at first, 70 % after 26 wk (judgement, J).'),
          cost: quantity('money', 'Cost of a trainee, booked at each intake: account training-cost.').optional(),
          ...annotations,
        })
        .describe('A training programme.'),
    )
    .describe('Trade schools and retraining: intakes whose graduates join a crew.'),
);

export type TrainingFields = z.output<typeof trainingSchema>;
type Programme = TrainingFields[string];

/** More intakes than this are a mistake: one a week for ten years. */
const MOST_INTAKES = 520;

export function lowerTraining(
  lowering: Lowering,
  book: LaborBook,
  scope: Scope,
  site: string | null,
  training: TrainingFields | undefined,
  path: Path,
): void {
  for (const [id, programme] of Object.entries(training ?? {})) lowerProgramme(lowering, book, scope, site, id, programme, [...path, id]);
}

function lowerProgramme(
  lowering: Lowering,
  book: LaborBook,
  scope: Scope,
  site: string | null,
  id: string,
  programme: Programme,
  path: Path,
): void {
  const { axis, builder, problems, horizon } = lowering;
  const found = book.crewOf(builder.findResource(scope, programme.trade)?.id ?? '');
  if (found === undefined) {
    if (problems.wasLeftOut(programme.trade)) return;
    const names = book.workforces.flatMap(({ force }) => force.crews.map((crew) => crew.name));
    problems.add(
      [...path, 'trade'],
      `there is no crew "${programme.trade}" for graduates to join${didYouMean(programme.trade, names)}`,
      'name a crew of the site, its region or the file',
    );
    return;
  }
  const pass = parse(programme.pass, 'share');
  const start = parse(programme.productivity.start, 'share');
  const full = parse(programme.productivity.full, 'share');
  for (const [key, value] of [['pass', pass]] as const)
    if (value > 1) problems.add([...path, key], `${programme[key]} is more than all of them`, 'write a share from 0 % to 100 %');
  if (full < start)
    problems.add(
      [...path, 'productivity'],
      `graduates begin at ${programme.productivity.start} and end at ${programme.productivity.full}, which is less`,
      'let "full" be at least "start"',
    );
  if (programme.intakes > MOST_INTAKES)
    problems.add([...path, 'intakes'], `${programme.intakes} intakes are too many`, `write at most ${MOST_INTAKES}`);
  const { crew, workforce } = found;
  const law = quantityLaw(problems, [...path, 'lasts'], programme.lasts, 'elapsed');
  const lasts = makeDistribution(law).mean;
  const heads = wholeWorkers();
  const first = wholeWorkers();
  const all = wholeWorkers();
  const graduates: Entry[] = [];
  const cost: Entry[] = [];
  let apprentices = 0;
  for (let intake = 0; intake < Math.min(MOST_INTAKES, programme.intakes); intake++) {
    const from = (programme.from === undefined ? 0 : tickOfDate(axis, programme.from)) + intake * parse(programme.every, 'elapsed');
    if (from > horizon) break;
    const arrives = Math.max(0, from + lasts);
    let joining = heads(programme.intake * pass);
    if (programme.as === 'apprentice') {
      joining = Math.max(0, Math.min(joining, roomFor(crew, arrives) - apprentices));
      apprentices += joining;
    }
    const each = unitsPerHead(crew, crew.local, Math.min(horizon, arrives));
    const units = first(joining * each * start);
    const activity = addArrival(lowering, {
      scope: [...scope, 'training', id],
      name: `intake-${intake + 1}`,
      label: `${spoken(id)}, intake ${intake + 1}`,
      site,
      from,
      law,
      scale: 1,
      // By its full name, which is found from any scope.
      pool: [...crew.scope, crew.name].join('/'),
      units,
      later: { units: Math.max(0, all(joining * each * full) - units), after: parse(programme.productivity.after, 'elapsed') },
      needs: [],
      origin: path,
    });
    book.joining.push({ pool: [...workforce.scope, crew.name].join('/'), from: arrives, units: joining * each * full });
    graduates.push({ kind: 'event', activity, at: 'finish', amount: joining });
    if (programme.cost !== undefined && from >= 0)
      cost.push({ kind: 'event', activity, at: 'start', amount: programme.intake * parse(programme.cost, 'money') });
  }
  const account = (what: string, label: string, unit: string, entries: readonly Entry[]): void => {
    builder.accounts.push({ id: [...scope, what, id].join('/'), label: `${spoken(id)}: ${label}`, unit, site, entries });
  };
  account('graduates', 'graduates who joined', 'workers', graduates);
  if (programme.cost !== undefined) account('training-cost', 'cost of training', 'USD', cost);
}

/** Apprentices whom the crew's stated workers can supervise at a tick, besides those it has. */
function roomFor(crew: Parameters<typeof unitsPerHead>[0], tick: number): number {
  const licensed = amountAt(crew.local.stated, tick) + amountAt(crew.travelling.stated, tick);
  const perLicensed = crew.apprentices?.perLicensed ?? 1;
  const own = crew.apprentices === null ? 0 : amountAt(crew.apprentices.stated, tick);
  return Math.max(0, Math.floor(licensed * perLicensed) - own);
}
