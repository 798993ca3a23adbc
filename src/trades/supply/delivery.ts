/**
 * A lot's way from the factory to where it can be taken: assembly from its parts, transit, customs, a place in the site's storage,
 * inspection, racking. Comes in: what an order says of it. Goes out: one activity for each part of the way that is described.
 */
import { z } from 'zod';
import type { Path } from '../../base/problem.ts';
import { quantity as parse } from '../../base/units.ts';
import type { GiveDraft, NeedDraft } from '../../plan/builder.ts';
import { annotations, count, law, name, quantity } from '../fields.ts';
import { type Lowering, spoken } from '../lowering.ts';
import { durationLaw } from '../read.ts';
import { addStep, type Course, fixedTicks, NO_TIME, type Step } from './steps.ts';

const share = (description: string) => quantity('share', description);

/** Fields of an order that say how it comes to the site. */
export const deliveryShape = () => ({
  kit: z
    .strictObject({
      per: count('Pieces that one kit of parts makes, such as the GPUs of a rack.', 1).default(1),
      of: z
        .record(name, count('Pieces of the part in one kit.', 1))
        .describe('Parts: stocks or items of "supply:", with how many go into one kit.'),
      lasts: law('elapsed', 'Putting it together, once the last part is in. Default: no time.').optional(),
      ...annotations,
    })
    .optional()
    .describe('A lot ships when the last of its parts is in. Which part that is, and how often, is told under accounts as "last-part".'),
  transit: law('elapsed', 'From the factory to the border or the site. Default: part of the lead time.').optional(),
  customs: z
    .strictObject({
      delay: law('elapsed', 'Time at the border.').default('0 d'),
      tariff: share('Duty, as a share of the price; falls due when it is through.').optional(),
      ...annotations,
    })
    .optional()
    .describe('The border: a delay, and a tariff on the price.'),
  inspection: z
    .strictObject({
      fails: share('Chance that a lot fails when it has arrived.'),
      rework: law('elapsed', 'From a failed inspection until the lot is mended or made good.'),
      ...annotations,
    })
    .optional()
    .describe('Inspection on arrival; a lot that fails is there only after its rework.'),
});

const deliverySchema = z.lazy(() => z.strictObject(deliveryShape()));
export type DeliveryFields = z.output<typeof deliverySchema>;

/** Where lots wait until they are taken. */
export interface Storage {
  /** Name of the pool of places, as seen from the order's scope. */
  readonly pool: string;
  readonly placesPerPiece: number;
}

/** What racks a lot, one lot after another. */
export interface RackingLine {
  readonly pool: string;
  readonly ticksPerPiece: number;
}

export interface Way {
  readonly stock: string;
  readonly storage?: Storage | undefined;
  readonly racking?: RackingLine | undefined;
}

export interface LotOnItsWay {
  /** 1, 2 and so on; the lot's own activity is called `lot-<number>`. */
  readonly number: number;
  readonly quantity: number;
  readonly label: string;
  /** The lot leaves the factory: the first step. */
  readonly ships: Step;
  /** Name of a stock with one token that whoever comes first takes: this lot, or what replaces it. */
  readonly token?: string | undefined;
}

export interface Delivered {
  /** The lot has left the factory. */
  readonly shipped: string;
  /** It is through customs; null: no border. */
  readonly cleared: string | null;
  /** The kit is put together; null: it is no kit. */
  readonly kitted: string | null;
  /** It is there to be taken. */
  readonly delivered: string;
}

/** Adds the steps of one lot, of which the last puts it into the stock. */
export function deliverLot(lowering: Lowering, course: Course, way: Way, fields: DeliveryFields, lot: LotOnItsWay): Delivered {
  const { problems } = lowering;
  const { path } = course;
  const scope = [...course.scope, `lot-${lot.number}`];
  const steps: Step[] = [];
  const add = (name: string, label: string, rest: Partial<Step>): void =>
    void steps.push({ scope, name, label: `${lot.label}: ${label}`, law: NO_TIME, path, after: [], ...rest });
  const lawOf = (field: unknown, ...key: Path) => durationLaw(problems, [...path, ...key], field).law;
  const { kit, transit, customs, inspection } = fields;
  if (kit !== undefined)
    add('kit', 'parts put together', {
      law: kit.lasts === undefined ? NO_TIME : lawOf(kit.lasts, 'kit', 'lasts'),
      needs: partsOf(kit, lot.quantity, path),
    });
  if (transit !== undefined) add('transit', 'on its way', { law: lawOf(transit, 'transit') });
  if (customs !== undefined) add('customs', 'at the border', { law: lawOf(customs.delay, 'customs', 'delay') });
  const arrival = arrivalNeeds(way, lot, path);
  if (arrival.length > 0) add('received', 'received', { needs: arrival });
  if (inspection !== undefined) {
    const p = parse(inspection.fails, 'share');
    if (p > 1)
      problems.add([...path, 'inspection', 'fails'], `${inspection.fails} is more than certain`, 'write a share from 0 % to 100 %');
    add('inspection', 'inspected', {
      law: { kind: 'chance', parameters: { p: Math.min(1, p), of: lawOf(inspection.rework, 'inspection', 'rework') } },
    });
  }
  if (way.racking !== undefined)
    add('racking', 'unpacked and racked', {
      law: fixedTicks(Math.round(lot.quantity * way.racking.ticksPerPiece)),
      needs: [{ name: way.racking.pool, amount: 1, giveBack: true, path }],
    });
  return addSteps(lowering, course, way, lot, steps);
}

/** Adds what ships and what comes after it, each after the one before. */
function addSteps(lowering: Lowering, course: Course, way: Way, lot: LotOnItsWay, steps: readonly Step[]): Delivered {
  const gives: GiveDraft[] = [{ name: way.stock, amount: lot.quantity, at: 'finish', placed: true, path: lot.ships.path }];
  const ids = new Map<string, string>();
  let previous = addStep(lowering, course, steps.length === 0 ? { ...lot.ships, gives } : lot.ships);
  const shipped = previous;
  steps.forEach((step, i) => {
    const isLast = i === steps.length - 1;
    previous = addStep(lowering, course, { ...step, after: [previous], ...(isLast ? { gives } : {}) });
    ids.set(step.name, previous);
  });
  return { shipped, cleared: ids.get('customs') ?? null, kitted: ids.get('kit') ?? null, delivered: previous };
}

/** What is received takes its place in the storage, and the token if something else might come in its place. */
export function arrivalNeeds({ storage }: Way, { quantity, token }: Pick<LotOnItsWay, 'quantity' | 'token'>, path: Path): NeedDraft[] {
  const places = storage === undefined ? 0 : quantity * storage.placesPerPiece;
  return [
    ...(token === undefined ? [] : [{ name: token, amount: 1, giveBack: false, path }]),
    ...(storage === undefined || places === 0 ? [] : [{ name: storage.pool, amount: places, giveBack: false, path }]),
  ];
}

/** Whole kits, the last one perhaps for fewer pieces. */
function partsOf({ per, of }: NonNullable<DeliveryFields['kit']>, quantity: number, path: Path): NeedDraft[] {
  const kits = Math.ceil(quantity / per);
  return Object.entries(of).map(([part, pieces]) => ({
    name: part,
    amount: kits * pieces,
    giveBack: false,
    path: [...path, 'kit', 'of', part],
  }));
}

/** Opens one account for each part of a kit: how many lots waited for it last. */
export function lastPartLabel(part: string, whole: string): string {
  return `${whole}: lots for which ${spoken(part)} came last`;
}
