import { describe, expect, test } from 'vitest';
import { amountAxis, roundStep, timeAxis, timeWindow } from '../../src/figures/axes.ts';
import { monthStarts, placeOf, tellInstant, tellSpan } from '../../src/figures/dates.ts';
import { inkOn, paletteOf, tint } from '../../src/figures/palette.ts';
import { cutTo, shorten, tellCount, tellNumber, tellShare, textWidth, wrap } from '../../src/figures/words.ts';
import { campus, network } from './fixture.ts';

describe('time axes', () => {
  const outcomes = campus();

  test('ticks stand on the first of a month', () => {
    const { ticks } = timeAxis(outcomes, { from: 0, to: 800 });
    expect(ticks.map(({ label }) => label).slice(0, 4)).toEqual(['Jan 2026', 'Apr 2026', 'Jul 2026', 'Oct 2026']);
    // 3 November 2025 to 1 January 2026.
    expect(ticks[0]?.value).toBe(59);
  });

  test.each([5, 40, 100, 400, 900, 2500, 9000])('%d days have between 2 and 12 ticks, all inside', (to) => {
    const { ticks } = timeAxis(outcomes, { from: 0, to });
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(ticks.length).toBeLessThanOrEqual(13);
    expect(ticks.every(({ value }) => value >= 0 && value <= to)).toBe(true);
    expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
  });

  test('a plain network counts in its own unit', () => {
    const { scale, ticks } = timeAxis(network(), { from: 0, to: 43 });
    expect(JSON.stringify(scale)).toContain('hours');
    expect(ticks.map(({ label }) => label)).toEqual(['0', '5', '10', '15', '20', '25', '30', '35', '40']);
  });

  test('the window ends a little after P90, and never after the grid', () => {
    const p90 = placeOf(outcomes, outcomes.makespan.p90.date ?? null) as number;
    const { to } = timeWindow(outcomes);
    expect(to).toBeGreaterThan(p90);
    expect(to).toBeLessThanOrEqual(outcomes.grid.at(-1) as number);
    const never = { date: null, lo: null, hi: null };
    expect(timeWindow({ ...outcomes, makespan: { ...outcomes.makespan, p90: never } }).to).toBe(outcomes.grid.at(-1));
  });

  test('months start where the calendar says, leap years too', () => {
    const leap = { ...outcomes, start: '2028-01-15' };
    expect(monthStarts(leap, 0, 80, 1).map(({ place }) => place)).toEqual([17, 46, 77]);
  });
});

describe('amounts', () => {
  test.each([
    [1, 1],
    [1.1, 2],
    [23, 25],
    [40, 50],
    [0.03, 0.05],
    [999, 1000],
  ])('the round step for at least %d is %d', (atLeast, step) => {
    expect(roundStep(atLeast)).toBeCloseTo(step, 12);
  });

  test('an axis without headroom ends on a step at or above its top', () => {
    expect(amountAxis(76_000, 'GPUs').max).toBe(80_000);
    expect(amountAxis(200, 'MW').max).toBe(200);
    expect(amountAxis(0.4, 'share').ticks.map(({ label }) => label)).toEqual(['0.0', '0.1', '0.2', '0.3', '0.4']);
  });
});

describe('words', () => {
  test('instants, spans, shares, counts', () => {
    expect(tellInstant(campus(), '2027-03-02')).toBe('2 Mar 2027');
    expect(tellInstant({ ...campus(), until: '2028-12-31' }, null)).toBe('after 31 Dec 2028');
    expect(tellInstant(network(), 42.5)).toBe('43 hours');
    expect(tellSpan(network(), 1)).toBe('1 hour');
    expect(tellSpan(campus(), 63.4)).toBe('63 days');
    expect([0, 0.002, 0.344, 0.997, 1].map(tellShare)).toEqual(['0 %', '< 1 %', '34 %', '> 99 %', '100 %']);
    expect([tellNumber(12_400), tellNumber(4.25), tellCount(1, 'hall'), tellCount(4, 'hall')]).toEqual([
      '12,400',
      '4.3',
      '1 hall',
      '4 halls',
    ]);
  });

  test('texts are cut and broken to fit', () => {
    expect(shorten('electricians', 6)).toBe('elect…');
    const label = 'Commissioning team for levels four and five of the campus';
    expect(textWidth(cutTo(label, 300))).toBeLessThanOrEqual(300);
    expect(cutTo('short', 300)).toBe('short');
    const lines = wrap(label, 400, 20);
    expect(lines.join(' ')).toBe(label);
    expect(lines.every((line) => textWidth(line, 20) <= 400)).toBe(true);
  });
});

describe('colours', () => {
  test('the causes of a group differ from each other and from those of other groups', () => {
    const outcomes = campus();
    const colourOf = paletteOf(outcomes);
    const colours = Object.entries(outcomes.causes).map(([id, { group }]) => colourOf(id, group));
    expect(new Set(colours).size).toBe(colours.length);
  });

  test('tints go to white, and ink is chosen by luminance', () => {
    expect(tint('#0072b2', 0)).toBe('#ffffff');
    expect(tint('#0072b2', 1)).toBe('#0072b2');
    expect(inkOn('#e5d534')).toBe('#16191d');
    expect(inkOn('#004a75')).toBe('#ffffff');
  });
});
