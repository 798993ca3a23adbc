/**
 * Kits: things that are put together from parts, and that nobody can have before the last part is in. Comes in: a site's `kits:`. Goes
 * out: for each batch an assembly that takes parts out of stocks and puts kits into a stock of their name, and a count of which part
 * came last.
 */
import { z } from 'zod';
import type { Path, Problems } from '../base/problem.ts';
import { book } from './booking.ts';
import { annotations, count, law, name } from './fields.ts';
import { type Lowering, namedCause, spoken } from './lowering.ts';
import { durationLaw } from './read.ts';
import { addResource } from './resources.ts';
import { lastPartLabel } from './supply/delivery.ts';
import { addStep, NO_TIME } from './supply/steps.ts';
import { type StorageRooms, takesPlaces } from './supply/storage.ts';

export const kitsSchema = z.lazy(() =>
  z
    .record(
      name,
      z.strictObject({
        of: z.record(name, count('Pieces of the part in one kit.', 1)).describe('Parts: items of "supply:" or stocks of the file.'),
        quantity: count('Kits in all.', 1),
        batches: count('Batches in which they are put together, one after another. Default: 1.', 1).default(1),
        lasts: law('elapsed', 'Putting a batch together, once its last part is in. Default: no time.').optional(),
        label: z.string().optional().describe('What a person calls it.'),
        ...annotations,
      }),
    )
    .describe(
      'Things put together from parts, such as racks; each is a stock of its name. Which part came last is told under accounts as "last-part".',
    ),
);

export type KitsFields = z.output<typeof kitsSchema>;

/** Adds a stock for each kit, so that other things may be made of it. */
export function addKits(
  lowering: Lowering,
  site: string,
  kits: KitsFields | undefined,
  { isStrict, rooms }: { readonly isStrict: boolean; readonly rooms: StorageRooms | undefined },
  path: Path,
): void {
  for (const [id, { label }] of Object.entries(kits ?? {})) {
    addResource(lowering, [site], id, 'stock', 'each', [{ from: 0, amount: 0 }], { label: label ?? spoken(id) }, isStrict, [...path, id]);
    takesPlaces(lowering, site, rooms, id, `${site}/${id}`);
  }
}

/** Nothing brings a part; told once for all kits that want it. */
export function tellNoPart(problems: Problems, part: string, path: Path): void {
  if (problems.wasLeftOut(part)) return;
  problems.add(
    path,
    `nothing brings the part "${part}" to this site`,
    'order it under "supply:" with that item, or give the file a stock of that name',
  );
  problems.leaveOut(part);
}

/** Adds the assemblies. The stocks of all parts must be there. */
export function lowerKits(lowering: Lowering, site: string, kits: KitsFields | undefined, path: Path): void {
  const { builder, problems } = lowering;
  for (const [id, fields] of Object.entries(kits ?? {})) {
    const at = [...path, id];
    for (const part of Object.keys(fields.of))
      if (builder.findResource([site], part) === undefined) tellNoPart(problems, part, [...at, 'of', part]);
    if (Object.keys(fields.of).length === 0)
      problems.addMissing([...at, 'of'], `"${id}" has no parts`, 'name its parts, or order it as a whole under "supply:"');
    if (fields.batches > fields.quantity)
      problems.add(
        [...at, 'batches'],
        `${fields.batches} batches of ${fields.quantity} kits`,
        'let there be at least one kit in each batch',
      );
    else lowerBatches(lowering, site, id, fields, at);
  }
}

function lowerBatches(lowering: Lowering, site: string, id: string, fields: KitsFields[string], path: Path): void {
  const { builder, problems } = lowering;
  const title = fields.label ?? spoken(id);
  const cause = namedCause(builder, 'equipment', id, title);
  const course = { scope: [site, 'kits'], site, hall: null, cause, group: 'equipment' as const, isOptional: false, path };
  const parts = Object.entries(fields.of);
  let previous: string[] = [];
  for (let batch = 1; batch <= fields.batches; batch++) {
    const kits = Math.floor(fields.quantity / fields.batches) + (batch <= fields.quantity % fields.batches ? 1 : 0);
    const label = fields.batches === 1 ? `${kits} ${title} put together` : `${title}, batch ${batch} of ${fields.batches}`;
    const assembly = addStep(lowering, course, {
      scope: course.scope,
      name: fields.batches === 1 ? id : `${id}-${batch}`,
      label,
      law: fields.lasts === undefined ? NO_TIME : durationLaw(problems, [...path, 'lasts'], fields.lasts).law,
      needs: parts.map(([part, pieces]) => ({ name: part, amount: kits * pieces, giveBack: false, path: [...path, 'of', part] })),
      gives: [{ name: id, amount: kits, at: 'finish', path }],
      path,
      after: previous,
    });
    previous = [assembly];
    for (const [part] of parts) {
      const resource = builder.findResource([site], part)?.id;
      if (resource !== undefined)
        book(
          builder,
          { id: `${site}/last-part/${id}: ${part}`, label: lastPartLabel(part, title), unit: 'batches', site },
          { kind: 'last-wait', activity: assembly, resource, amount: 1 },
        );
    }
  }
}
