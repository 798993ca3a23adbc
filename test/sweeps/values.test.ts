/** Ranges and where values lie. */
import { describe, expect, it } from 'vitest';
import { AS_IS, parseRange, scaleOf, valueAt } from '../../src/scenario/sweep-values.ts';

function steps(from: unknown, to: unknown, count: number, round?: number): unknown[] {
  const parsed = parseRange(from, to, round);
  if (!parsed.ok) throw new Error(parsed.message);
  return Array.from({ length: count }, (_, i) => valueAt(parsed.range, i / (count - 1)));
}

describe('a range', () => {
  it.each([
    ['numbers', 10, 30, undefined, [10, 20, 30]],
    ['fractions without noise', 0.1, 0.3, undefined, [0.1, 0.2, 0.3]],
    ['large whole numbers', 1, 19_000_001, undefined, [1, 9_500_001, 19_000_001]],
    ['numbers rounded', 10, 21, 1, [10, 16, 21]],
    ['quantities', '30 wk', '60 wk', undefined, ['30 wk', '45 wk', '60 wk']],
    ['quantities downwards', '60 MW', '50 MW', 5, ['60 MW', '55 MW', '50 MW']],
    ['dates', '2026-01-01', '2026-01-31', undefined, ['2026-01-01', '2026-01-16', '2026-01-31']],
    ['factors', 'x 0.8', 'x 1.2', undefined, ['x 0.8', 'x 1', 'x 1.2']],
    ['shifts across none', 'sooner 30 d', 'later 30 d', undefined, ['sooner 30 d', AS_IS, 'later 30 d']],
    ['shifts in other units', 'later 1 wk', 'later 3 wk', undefined, ['later 7 d', 'later 14 d', 'later 21 d']],
  ])('of %s', (_what, from, to, round, expected) => {
    expect(steps(from, to, 3, round)).toEqual(expected);
  });

  it('has two ends of one kind that differ', () => {
    for (const [from, to] of [
      ['30 wk', '3 mo'],
      ['soon', 'late'],
      [3, '3 wk'],
      [5, 5],
    ])
      expect(parseRange(from, to, undefined).ok).toBe(false);
  });
});

describe('values', () => {
  it('lie on a scale where all are of one kind, and are names otherwise', () => {
    expect(scaleOf(['30 wk', '40 wk'])).toMatchObject({ scale: 'number', unit: 'wk', values: [{ at: 30 }, { at: 40 }] });
    expect(scaleOf(['x 0.5', AS_IS])).toMatchObject({ scale: 'number', unit: 'x', values: [{ at: 0.5 }, { label: 'as is', at: 1 }] });
    expect(scaleOf(['sooner 2 wk', AS_IS])).toMatchObject({ values: [{ at: -14 }, { at: 0 }] });
    expect(scaleOf(['2026-01-02', '2026-01-03']).scale).toBe('date');
    expect(scaleOf(['30 wk', AS_IS]).scale).toBe('names');
    expect(scaleOf(['30 wk', { lognormal: { p50: '3 wk' } }])).toMatchObject({ scale: 'names', values: [{ at: null }, { at: null }] });
  });
});
