/** The formulas of labour, by arithmetic done by hand. */
import { describe, expect, it } from 'vitest';
import { crowdingEfficiency } from '../../../src/trades/labor/crowding.ts';
import { learnedHours, wright } from '../../../src/trades/labor/learning.ts';
import { shareOut } from '../../../src/trades/labor/mobilisation.ts';
import { overtimeEfficiency, overtimePay, secondShiftEfficiency, weekOf } from '../../../src/trades/labor/shifts.ts';
import { filledShare, replacementShare } from '../../../src/trades/labor/turnover.ts';
import { hourlyCost } from '../../../src/trades/labor/wages.ts';

describe('overtime', () => {
  it('loses by consecutive week as the published tables say', () => {
    expect([1, 4, 5, 8, 9, 12, 13, 60].map((week) => overtimeEfficiency(50, week))).toEqual([0.95, 0.95, 0.9, 0.9, 0.86, 0.86, 0.83, 0.83]);
    expect([1, 5, 9, 13].map((week) => overtimeEfficiency(60, week))).toEqual([0.91, 0.84, 0.78, 0.74]);
    expect([1, 5, 9, 13].map((week) => overtimeEfficiency(84, week))).toEqual([0.8, 0.68, 0.6, 0.55]);
    expect(overtimeEfficiency(40, 30)).toBe(1);
  });

  it('halves the loss in a week of 40 h, and builds it up from there', () => {
    // Eight weeks of 60 h end at a loss of 16 %; the ninth is the rest; then 8 % stay until the table asks for 9.
    expect(weekOf(60, 7, 8)).toEqual({ hours: 60, efficiency: 0.84 });
    expect(weekOf(60, 8, 8).hours).toBe(40);
    expect(weekOf(60, 8, 8).efficiency).toBeCloseTo(0.92, 12);
    expect(weekOf(60, 9, 8)).toEqual({ hours: 60, efficiency: 0.91 });
    // After eight weeks of 84 h, a loss of 32 %: half of it is less than the 20 % of a new first week.
    expect(weekOf(84, 9, 8).efficiency).toBe(0.8);
    // After sixteen weeks of 50 h, a loss of 17 %: half of it is more than the 5 % of a new first week.
    expect(weekOf(50, 17, 16).efficiency).toBeCloseTo(0.915, 12);
  });

  it('pays time and a half beyond 40 h', () => {
    // 40 straight and 20 at 1.5 are 70 hours of pay for 60.
    expect(overtimePay(60, 0.5)).toBeCloseTo(70 / 60, 12);
    expect(overtimePay(40, 0.5)).toBe(1);
  });
});

it('a second shift loses what the regression says', () => {
  // 5.6 % at 10, 10.5 % at 20, 13.4 % at 30, 17 % at 50.
  expect([0.1, 0.2, 0.3, 0.5].map((share) => Math.round((1 - secondShiftEfficiency(share)) * 1000) / 10)).toEqual([5.6, 10.5, 13.4, 17.1]);
  expect(secondShiftEfficiency(0)).toBe(1);
  expect(secondShiftEfficiency(0.02)).toBe(1);
});

it('crowds lose 10, 20 and 30 % above 4, 6 and 8 workers to 1,000 sqft', () => {
  expect([40, 41, 60, 61, 80, 81].map((workers) => crowdingEfficiency(workers, 10_000))).toEqual([1, 0.9, 0.9, 0.8, 0.8, 0.7]);
});

it('leavers leave 1 / (1 + rate x delay) of the places filled', () => {
  // 365.2425 %/y and 10 d: 3.652425 x 10 / 365.2425 = 0.1.
  const attrition = { rate: '365.2425 %/y', replaced_after: '10 d' };
  expect(filledShare(attrition)).toBeCloseTo(1 / 1.1, 6);
  expect(replacementShare(attrition, { productivity: '80 %', lasts: '3 wk' })).toBeCloseTo(0.21, 6);
});

it('beds go in proportion, what is left over to the largest remainders', () => {
  expect(shareOut(40, [100, 60])).toEqual([25, 15]);
  // 10 x 5/9 = 5.56, 10 x 3/9 = 3.33, 10 x 1/9 = 1.11.
  expect(shareOut(10, [50, 30, 10])).toEqual([6, 3, 1]);
  expect(shareOut(100, [5, 3])).toEqual([5, 3]);
  expect(shareOut(0, [5, 3])).toEqual([0, 0]);
});

it('an hour costs base x tightness x remote x on-costs x escalation x overtime', () => {
  const wage = { base: '40 USD/h', tightness: 0.3, remote: '20 %', overtime: '50 %', on_costs: '50 %', escalation: '10 %/y' };
  // 40 x (1 + 0.3 x 0.5) x 1.2 x 1.5 x 1.1 x 70/60
  expect(hourlyCost(wage, 0.5, 60, 1)).toBeCloseTo(40 * 1.15 * 1.2 * 1.5 * 1.1 * (70 / 60), 9);
});

describe('learning', () => {
  const steady = { gapWeeks: 0, designChange: 0 };

  it("follows Wright's law", () => {
    // 0.93 per doubling: halls 2, 4 and 8 take 0.93, 0.8649 and 0.804357.
    const hours = learnedHours(0.93, Array(8).fill(steady));
    expect(hours[1]).toBeCloseTo(0.93, 12);
    expect(hours[3]).toBeCloseTo(0.8649, 12);
    expect(hours[7]).toBeCloseTo(0.804357, 12);
  });

  it('forgets half the gain over a gap or a new design, and learns on from there', () => {
    // The fourth would take 0.64; half of the gain of 0.36 is lost: 0.82 = n^log2(0.8), n = 0.82^(1 / log2 0.8) = 1.852.
    const hours = learnedHours(0.8, [steady, steady, steady, { gapWeeks: 9, designChange: 0 }, steady]);
    expect(hours[3]).toBeCloseTo(0.82, 12);
    const stands = 0.82 ** (1 / Math.log2(0.8));
    expect(hours[4]).toBeCloseTo(wright(0.8, stands + 1), 12);
    expect(learnedHours(0.8, [steady, { gapWeeks: 0, designChange: 0.3 }])[1]).toBeCloseTo(0.9, 12);
    expect(learnedHours(0.8, [steady, { gapWeeks: 8, designChange: 0.2 }])[1]).toBeCloseTo(0.8, 12);
  });
});
