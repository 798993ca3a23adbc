/**
 * A plain queue asks only those that it can serve. Whether it does or asks everyone, the same happens: in networks with all that
 * keeps a queue from being plain, too, which must be told apart from those that are.
 */
import { expect, it } from 'vitest';
import { compileProgram, type Program } from '../../src/engine/program.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import { DISPATCH_RULES, type Plan } from '../../src/plan/plan.ts';
import { activity, borrows, calendar, fixedWork, gives, link, planOf, resource, takes, workOf } from '../plan-builder.ts';
import { drawing } from './drawing.ts';

const NETWORKS = 3000;
const HORIZON = 60;

function networkOf(seed: string): Plan {
  const draw = drawing(seed);
  const resources = Array.from({ length: draw.whole(1, 3) }, (_, i) => {
    const isPool = draw.happens(0.6);
    const capacity = [{ from: 0, amount: draw.whole(0, 3) }];
    while (isPool && draw.happens(0.5)) capacity.push({ from: capacity.at(-1)!.from + draw.whole(1, 12), amount: draw.whole(0, 4) });
    return resource(isPool ? 'pool' : 'stock', `r${i}`, 0, { capacity, strict: draw.happens(0.9) });
  });
  const [hasSecondNeeds, givesAtStart, hasCalendar] = [draw.happens(0.2), draw.happens(0.4), draw.happens(0.4)];
  const size = draw.whole(5, 30);
  const activities = Array.from({ length: size }, (_, i) => {
    const wanted = draw.happens(0.85) ? [draw.pick(resources), ...(hasSecondNeeds && draw.happens(0.3) ? [draw.pick(resources)] : [])] : [];
    const given = draw.happens(0.35) ? draw.pick(resources) : undefined;
    return activity(`a${i}`, fixedWork(draw.happens(0.2) ? 0 : draw.whole(1, 8)), {
      needs: wanted.map(({ id, kind }) => (kind === 'pool' ? borrows : takes)(id, draw.whole(1, 3))),
      gives: given === undefined ? [] : [gives(given.id, draw.whole(1, 3), givesAtStart && draw.happens(0.6) ? 'start' : 'finish')],
      after: Array.from({ length: i }, (_, before) => before).flatMap((before) => (draw.happens(1.2 / size) ? [link(`a${before}`)] : [])),
      notBefore: draw.happens(0.3) ? draw.whole(0, 10) : 0,
      priority: draw.whole(0, 5),
      calendar: hasCalendar && draw.happens(0.3) ? 'shift' : null,
    });
  });
  const dispatch = { rule: draw.pick(DISPATCH_RULES) };
  return planOf({ activities, resources, horizon: HORIZON, dispatch, calendars: [calendar('shift', 6, 1, 4, 1 + HORIZON / 6)] });
}

/** Everything that a trace says, waits in an order of their own. */
function told(program: Program, work: Float64Array): string {
  const { ready, start, finish, startDriver, waitCount, waitActivity, waitFor, waitFrom, waitTo, waitEndedBy } =
    createSimulator(program).run(work);
  const waits = Array.from({ length: waitCount }, (_, i) =>
    [waitActivity[i], waitFor[i], waitFrom[i], waitTo[i], waitEndedBy[i]].join(' '),
  ).sort();
  return [ready, start, finish, startDriver, waits].join('\n');
}

it('says of every network what asking everyone says', () => {
  let plain = 0;
  for (let i = 0; i < NETWORKS; i++) {
    const plan = networkOf(`queues ${i}`);
    const program = compileProgram(plan);
    const work = workOf(plan);
    expect(told(program, work), `network ${i}`).toBe(told({ ...program, isPlainQueue: new Uint8Array(program.resources) }, work));
    plain += program.isPlainQueue.reduce((sum, isPlain) => sum + isPlain, 0);
  }
  expect(plain).toBeGreaterThan(NETWORKS / 4);
});
