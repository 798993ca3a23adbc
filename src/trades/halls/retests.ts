/**
 * Tests that fail: what was found is mended and the test is run again, each as work of its own. Comes in: a test that was
 * lowered. Goes out: a chain of reworks and retests that counts as the end of the test.
 */
import { z } from 'zod';
import type { Path } from '../../base/problem.ts';
import { quantity as parse } from '../../base/units.ts';
import type { ActivityDraft, NeedDraft } from '../../plan/builder.ts';
import { annotations, count, law, name, quantity } from '../fields.ts';
import type { Lowering } from '../lowering.ts';
import { durationLaw } from '../read.ts';

export const failsSchema = z.lazy(() =>
  z
    .strictObject({
      p: quantity('share', 'How likely it is to fail, the first time and each time after that.'),
      rework: law('elapsed', 'How long it takes to mend what was found.'),
      retest: quantity('share', 'Share of the work that is done again after the rework.').default('100 %'),
      up_to: count('How often it may fail at most.', 1).default(1),
      pools: z.record(name, count('Whole units.', 0)).default({}).describe('Units taken for the rework and given back after it.'),
      ...annotations,
    })
    .describe('It may fail: then come a rework and a retest, under the same cause, before anything that comes after it.'),
);

export type FailsFields = z.output<typeof failsSchema>;

export function mayFail(fails: FailsFields | undefined): fails is FailsFields {
  return fails !== undefined && parse(fails.p, 'share') > 0;
}

/**
 * Adds the rework and retest of a test. Whether it fails is one draw per attempt, which the rework and the retest of that
 * attempt share; an attempt can fail only if all before it have. `test` is as it was lowered; what it gives, the last retest
 * gives, so add it without (see mayFail). Returns what counts as the end of the test.
 */
export function lowerFails(lowering: Lowering, test: ActivityDraft, id: string, fails: FailsFields, path: Path): string {
  const { builder, problems } = lowering;
  const p = parse(fails.p, 'share');
  if (p > 1) problems.add([...path, 'p'], `${fails.p} is more than always`, 'write a share from 0 % to 100 %');
  const rework = durationLaw(problems, [...path, 'rework'], fails.rework).law;
  const again = parse(fails.retest, 'share');
  const scope = [...test.scope, test.name];
  const crew = Object.entries(fails.pools).map(
    ([pool, amount]): NeedDraft => ({ name: pool, amount, giveBack: true, path: [...path, 'pools', pool] }),
  );
  const base = { ...test, scope, notBefore: 0, gives: [], idleIsFree: true as const };
  const failed: string[] = [];
  let last = id;
  if (p > 1) return last;
  const after = () => [{ name: last, type: 'FS' as const, lag: 0, share: 0, path, exact: true as const }];
  for (let attempt = 1; attempt <= fails.up_to; attempt++) {
    const factor = `${id}/fails-${attempt}`;
    builder.addFactor({ id: factor, law: { kind: 'chance', parameters: { p, of: { kind: 'fixed', parameters: { value: 1 } } } } });
    failed.push(factor);
    const which = fails.up_to === 1 ? '' : ` ${attempt}`;
    last = builder.addActivity({
      ...base,
      name: `rework-${attempt}`,
      label: `${test.label}: rework${which}`,
      work: { kind: 'duration', clock: 'elapsed', law: rework, scale: 1, factors: [...failed] },
      after: after(),
      needs: crew,
      calendar: null,
    });
    last = builder.addActivity({
      ...base,
      name: `retest-${attempt}`,
      label: `${test.label}: retest${which}`,
      work: { ...test.work, scale: test.work.scale * again, factors: [...test.work.factors, ...failed] },
      after: after(),
      gives: attempt === fails.up_to ? test.gives : [],
      // What the test uses up or draws for good it has already.
      needs: test.needs.filter(({ giveBack }) => giveBack),
    });
  }
  builder.addEnd(id, last);
  return last;
}
