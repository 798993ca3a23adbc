import { describe, expect, it } from 'vitest';
import { MINUTES_PER_DAY as DAY } from '../../src/base/time.ts';
import { answerProbability, type ProbabilityQuestion, parseProbability } from '../../src/measure/probability.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { activity, planOf } from '../plan-builder.ts';

const milestones = [{ id: 'east/hall-1/accepted', activity: 'a', target: null }];
const dated = planOf({ horizon: 400 * DAY, activities: [activity('a', 1)], milestones });
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
    expect(refused('makespan <= 2030-01-01', dated)).toContain('after the end of the simulation');
  });
});

describe('an answer', () => {
  it('is the share of futures that got there in time', () => {
    const rows = Int32Array.from([10, 10, 10, -1, -1, -1, 2 * DAY, 2 * DAY, 10, 3 * DAY, 3 * DAY, 10]);
    const answer = answerProbability(dated, rows, asked('east/hall-1/accepted <= 2026-01-03', dated));
    expect(answer).toMatchObject({ question: 'east/hall-1/accepted <= 2026-01-03', p: 0.5 });
    expect(answer.lo).toBeGreaterThan(0.1);
    expect(answer.lo).toBeLessThan(0.5);
    expect(answer.hi).toBeCloseTo(1 - answer.lo, 5);
  });
});
