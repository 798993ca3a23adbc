import { describe, expect, it } from 'vitest';
import { MINUTES_PER_DAY as DAY } from '../../src/base/time.ts';
import { answerProbabilities, askedAmounts, type ProbabilityQuestion, parseProbability } from '../../src/measure/probability.ts';
import { rowsOf } from '../../src/measure/rows.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { activity, computeUnit, planOf } from '../plan-builder.ts';

const milestones = [{ id: 'east/hall-1/accepted', activity: 'a', target: null }];
const dated = planOf({ horizon: 400 * DAY, activities: [activity('a', 1)], milestones });
/** 30 MW in the east, 70 MW in the west, of which the last third of a kW is no whole number. */
const campus = planOf({
  horizon: 400 * DAY,
  activities: [activity('a', 1), activity('b', 1), activity('c', 1)],
  milestones,
  compute: [
    computeUnit('a', 30_000, { site: 'east' }),
    computeUnit('b', 50_000, { site: 'west' }),
    computeUnit('c', 20_000, { site: 'west' }),
  ],
});
const plain = planOf({ axis: { kind: 'plain', unit: 'hour' }, horizon: 6000, activities: [activity('a', 1)], milestones });

function asked(text: string, plan: Plan): ProbabilityQuestion {
  const parsed = parseProbability(text, plan);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.question;
}

function refused(text: string, plan: Plan): string {
  const parsed = parseProbability(text, plan);
  if (parsed.ok) throw new Error(`${text} was accepted`);
  return `${parsed.problem.message}; ${parsed.problem.remedy}`;
}

describe('a question', () => {
  it('asks about a milestone and a date, and means the whole of that day', () => {
    expect(asked('east/hall-1/accepted <= 2026-01-03', dated)).toMatchObject({ column: 1, limit: 3 * DAY - 1 });
    expect(asked('east/hall-1/accepted<=2026-01-03T06:30', dated)).toMatchObject({ column: 1, limit: 2 * DAY + 390 });
  });

  it('asks about a number of units in a plain network', () => {
    expect(asked('makespan <= 43.5', plain)).toMatchObject({ column: 0, limit: 2610 });
  });

  it('is refused with what is wrong with it', () => {
    expect(refused('east/hall-1/acepted <= 2026-01-03', dated)).toContain('did you mean "east/hall-1/accepted"');
    expect(refused('east/hall-1/accepted', dated)).toContain('is not a question');
    expect(refused('makespan <= 12', dated)).toContain('"12" is not a date');
    expect(refused('makespan <= 2026-01-03', plain)).toContain('is not a number');
    expect(refused('makespan <= 2030-01-01', dated)).toContain('not over by the end of the simulation');
  });
});

describe('a question about an amount of compute', () => {
  it.each([
    ['online 40 MW <= 2026-01-03', { scope: null, kw: 40_000 }],
    ['online 0.1 GW<=2026-01-03', { scope: null, kw: 100_000 }],
    ['online 50 % <= 2026-01-03', { scope: null, kw: 50_000 }],
    ['online  12.5% <= 2026-01-03', { scope: null, kw: 12_500 }],
    ['west/online 50 % <= 2026-01-03', { scope: 'west', kw: 35_000 }],
    ['east/online 30 MW <= 2026-01-03', { scope: 'east', kw: 30_000 }],
  ])('%s', (text, amount) => {
    expect(asked(text, campus)).toEqual({ kind: 'amount', text, limit: 3 * DAY - 1, ...amount });
  });

  it.each([
    ['online 101 MW <= 2026-01-03', '"101 MW" is more than the plan has: 100 MW of IT load; ask for 100 MW or less'],
    ['east/online 31 MW <= 2026-01-03', '"31 MW" is more than the plan has: 30 MW of IT load at east'],
    ['online 101 % <= 2026-01-03', '"101 %" is more than the plan has'],
    ['online 0 % <= 2026-01-03', '"0 %" is online from the start'],
    ['online -5 MW <= 2026-01-03', '"-5 MW" is online from the start'],
    ['online 40 <= 2026-01-03', '"40" has no unit; write MW of IT load or a share of what is planned'],
    ['online half <= 2026-01-03', '"half" is not a power'],
    ['online 40 h <= 2026-01-03', 'is a duration, not a power'],
    ['wset/online 5 % <= 2026-01-03', 'no site "wset" with compute; did you mean "west"?; ask for "east/online 5 %"'],
    ['west/hall-1/online 5 % <= 2026-01-03', 'no site "west/hall-1" with compute'],
    ['online 40 MW <= 2030-01-01', 'not over by the end of the simulation'],
    ['online 40 MW <= soon', '"soon" is not a date'],
    ['online <= 2026-01-03', 'no milestone "online"'],
  ])('%s is refused', (text, message) => {
    expect(refused(text, campus)).toContain(message);
  });

  it('is refused where there is no compute', () => {
    expect(refused('online 50 % <= 2026-01-03', dated)).toContain('the plan has none');
  });

  it('gives way to a milestone of that very name', () => {
    const named = { ...campus, milestones: [{ id: 'online 40 MW', activity: 'a', target: null }] };
    expect(asked('online 40 MW <= 2026-01-03', named)).toMatchObject({ kind: 'column', column: 1 });
  });
});

describe('an answer', () => {
  it('is the share of futures that got there in time', () => {
    const rows = rowsOf(Int32Array.from([10, 10, 10, -1, -1, -1, 2 * DAY, 2 * DAY, 10, 3 * DAY, 3 * DAY, 10]), 3);
    const [answer] = answerProbabilities({ rows, sums: {} }, [asked('east/hall-1/accepted <= 2026-01-03', dated)]);
    expect(answer).toMatchObject({ question: 'east/hall-1/accepted <= 2026-01-03', p: 0.5 });
    expect(answer!.lo).toBeGreaterThan(0.1);
    expect(answer!.lo).toBeLessThan(0.5);
    expect(answer!.hi).toBeCloseTo(1 - answer!.lo, 5);
  });

  it('about an amount needs a study that counted it', () => {
    const questions = [asked('online 40 MW <= 2026-01-03', campus)];
    expect(askedAmounts(questions)).toEqual(questions);
    const rows = rowsOf(new Int32Array(19), 19);
    expect(() => answerProbabilities({ rows, sums: {} }, questions)).toThrow('1 amounts of compute are asked about, but 0 were counted');
  });
});
