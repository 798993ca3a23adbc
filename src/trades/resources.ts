/** Pools, stocks and levels: things that activities take and give. Crews, which are pools too, are lowered in labor/. */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';
import { quantity as parse } from '../base/units.ts';
import { type Scope, scoped } from '../plan/builder.ts';
import { CAUSE_GROUPS, type CauseGroup, type Resource } from '../plan/plan.ts';
import type { AxisKind } from './activity.ts';
import { annotations, byShape, count, date, name, quantity } from './fields.ts';
import { groupCause, type Lowering, namedCause, spoken } from './lowering.ts';
import { tickOfInstant } from './read.ts';

const label = z.lazy(() => z.string().optional().describe('What a person calls it.'));
const cause = z.enum(CAUSE_GROUPS).optional().describe('The band of the ribbon that waits for it belong to.');
const strict = z.lazy(() =>
  z
    .boolean()
    .optional()
    .describe('A waiting activity that does not fit blocks those behind it that want this too. Default: as "dispatch" says.'),
);

function steps(axis: AxisKind) {
  const from = axis === 'plain' ? z.number().nonnegative().describe('From this time on.') : date('From this day on.');
  return z.array(z.strictObject({ from, count: count('Units from then on.', 0), ...annotations })).min(1);
}

export function poolsSchema(axis: AxisKind) {
  const pool = z.strictObject({
    capacity: byShape([count('Units.', 0), steps(axis)], 'How many units there are: a number, or steps over time.'),
    label,
    cause,
    strict,
    ...annotations,
  });
  return z
    .record(name, byShape([count('Units.', 0), pool], 'How many units there are, or a pool with steps over time.'))
    .describe('Things taken and given back: machines, cranes, teams.');
}

export const stocksSchema = z.lazy(() =>
  z
    .record(
      name,
      byShape(
        [
          count('Units there at the start.', 0),
          z.strictObject({ initial: count('Units there at the start.', 0).default(0), label, cause, strict, ...annotations }),
        ],
        'Units there at the start.',
      ),
    )
    .describe('Things put in and used up: parts, lots, materials.'),
);

export const levelsSchema = z.lazy(() =>
  z
    .record(
      name,
      byShape(
        [
          count('Headroom at the start.', 0),
          quantity('power', 'Headroom at the start.'),
          z.strictObject({
            initial: byShape([count('Units.', 0), quantity('power', 'Power.')], 'Headroom at the start.'),
            label,
            cause,
            strict,
            ...annotations,
          }),
        ],
        'Headroom at the start: whole units, or a power.',
      ),
    )
    .describe('Headroom that activities raise, lower and draw on: megawatts, floor space.'),
);

interface Common {
  readonly label?: string | undefined;
  readonly cause?: CauseGroup | undefined;
  readonly strict?: boolean | undefined;
  readonly makeup?: Resource['makeup'];
}

type Capacity = Resource['capacity'];
type Steps = readonly { readonly from: string | number; readonly count: number }[];

export function capacityOf({ axis, problems }: Lowering, field: number | Steps, path: Path): Capacity {
  if (typeof field === 'number') return [{ from: 0, amount: field }];
  const ticks = field.map(({ from, count: amount }) => ({ from: tickOfInstant(axis, from), amount }));
  ticks.forEach(({ from }, i) => {
    if (i > 0 && from <= ticks[i - 1]!.from)
      problems.add([...path, i, 'from'], 'steps must come in order of time', 'put the earlier step first');
  });
  // The last step at or before the start is what there is at the start; before the first step there is nothing.
  const initial = ticks.filter(({ from }) => from <= 0).at(-1)?.amount ?? 0;
  return [{ from: 0, amount: initial }, ...ticks.filter(({ from }) => from > 0)];
}

/** The group a kind of resource belongs to unless the user says otherwise. */
const GROUP_OF = { pool: 'trade', stock: 'equipment', level: 'power' } as const satisfies Record<Resource['kind'], CauseGroup>;

/** Adds a resource called `id` in `scope`, with a cause of its own. */
export function addResource(
  lowering: Lowering,
  scope: Scope,
  id: string,
  kind: Resource['kind'],
  unit: Resource['unit'],
  capacity: Capacity,
  fields: Common,
  strictByDefault: boolean,
  path: Path,
  site: string | null = scope[0] ?? null,
): void {
  const { builder } = lowering;
  const text = fields.label ?? spoken(id);
  // A stated cause is the whole group's; otherwise each thing is told apart by name within the group of its kind.
  const ownCause = fields.cause === undefined ? namedCause(builder, GROUP_OF[kind], id, text) : groupCause(builder, fields.cause);
  builder.addResource({
    id: scoped(scope, id),
    label: text,
    kind,
    unit,
    cause: ownCause,
    capacity,
    strict: fields.strict ?? strictByDefault,
    ...(fields.makeup === undefined ? {} : { makeup: fields.makeup }),
    site,
    origin: path,
  });
}

export function lowerPools(
  lowering: Lowering,
  scope: Scope,
  pools: z.output<ReturnType<typeof poolsSchema>> | undefined,
  isStrict: boolean,
  path: Path,
): void {
  for (const [id, field] of Object.entries(pools ?? {})) {
    const fields = typeof field === 'number' ? { capacity: field } : field;
    addResource(lowering, scope, id, 'pool', 'each', capacityOf(lowering, fields.capacity, [...path, id, 'capacity']), fields, isStrict, [
      ...path,
      id,
    ]);
  }
}

export function lowerStocks(
  lowering: Lowering,
  scope: Scope,
  stocks: z.output<typeof stocksSchema> | undefined,
  isStrict: boolean,
  path: Path,
): void {
  for (const [id, field] of Object.entries(stocks ?? {})) {
    const fields = typeof field === 'number' ? { initial: field } : field;
    addResource(lowering, scope, id, 'stock', 'each', [{ from: 0, amount: fields.initial }], fields, isStrict, [...path, id]);
  }
}

export function lowerLevels(
  lowering: Lowering,
  scope: Scope,
  levels: z.output<typeof levelsSchema> | undefined,
  isStrict: boolean,
  path: Path,
): void {
  for (const [id, field] of Object.entries(levels ?? {})) {
    const fields = typeof field === 'object' ? field : { initial: field };
    const isPower = typeof fields.initial === 'string';
    const amount = typeof fields.initial === 'string' ? Math.round(parse(fields.initial, 'power')) : fields.initial;
    addResource(lowering, scope, id, 'level', isPower ? 'kW' : 'each', [{ from: 0, amount }], fields, isStrict, [...path, id]);
  }
}
