import { describe, expect, it } from 'vitest';
import { moments, percentileInterval, percentileRank, wilsonInterval } from '../../src/base/statistics.ts';

/** P(B <= k) for B binomial(n, p), from exact whole-number coefficients. */
function binomialCdf(k: number, n: number, p: number): number {
  let sum = 0;
  for (let i = 0; i <= k; i++) {
    let choose = 1n;
    for (let j = 0; j < i; j++) choose = (choose * BigInt(n - j)) / BigInt(j + 1);
    sum += Number(choose) * p ** i * (1 - p) ** (n - i);
  }
  return sum;
}

function uniformsFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

describe('moments', () => {
  it('are those of the sample', () => {
    expect(moments([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ count: 8, mean: 5, sd: Math.sqrt(32 / 7) });
  });
  it('say nothing about the spread of one value', () => {
    expect(moments([3]).sd).toBeNaN();
    expect(moments([]).mean).toBeNaN();
  });
});

describe('the rank of a percentile', () => {
  it('is that of the smallest value that the share does not exceed', () => {
    expect([0.1, 0.5, 0.8, 0.9].map((p) => percentileRank(10, p))).toEqual([1, 5, 8, 9]);
    expect([0.1, 0.5, 0.8, 0.9].map((p) => percentileRank(11, p))).toEqual([2, 6, 9, 10]);
    expect(percentileRank(30, 0.1)).toBe(3);
    expect(percentileRank(1, 0.1)).toBe(1);
  });
});

describe('the interval of a percentile', () => {
  it('leaves at most 5 % on either side, and is the narrowest that does', () => {
    for (const n of [10, 22, 35, 60, 101]) {
      for (const p of [0.1, 0.5, 0.8, 0.9]) {
        const { lo, hi } = percentileInterval(n, p);
        // The percentile lies below X(lo) if fewer than lo futures lie at or below it, above X(hi) if hi or more do.
        if (lo !== null) {
          expect(binomialCdf(lo - 1, n, p)).toBeLessThanOrEqual(0.05);
          expect(binomialCdf(lo, n, p)).toBeGreaterThan(0.05);
        } else expect(binomialCdf(0, n, p)).toBeGreaterThan(0.05);
        if (hi !== null) {
          expect(1 - binomialCdf(hi - 1, n, p)).toBeLessThanOrEqual(0.05);
          expect(1 - binomialCdf(hi - 2, n, p)).toBeGreaterThan(0.05);
        } else expect(1 - binomialCdf(n - 1, n, p)).toBeGreaterThan(0.05);
      }
    }
  });

  it('knows when no observation bounds it', () => {
    // 0.5^4 = 6.25 % is too much, 0.5^5 = 3.1 % is not.
    expect(percentileInterval(4, 0.5)).toEqual({ lo: null, hi: null });
    expect(percentileInterval(5, 0.5)).toEqual({ lo: 1, hi: 5 });
    expect(percentileInterval(1, 0.9)).toEqual({ lo: null, hi: null });
    // 0.9^28 = 5.2 %, 0.9^29 = 4.7 %.
    expect(percentileInterval(28, 0.9).hi).toBeNull();
    expect(percentileInterval(29, 0.9).hi).toBe(29);
  });

  it('does not lose its footing with very many futures', () => {
    const { lo, hi } = percentileInterval(1_000_000, 0.9);
    // Normal approximation: 900,000 +- 1.645 * 300.
    expect(lo).toBeGreaterThan(899_504);
    expect(lo).toBeLessThan(899_509);
    expect(hi).toBeGreaterThan(900_492);
    expect(hi).toBeLessThan(900_497);
  });

  it('holds the true percentile in at least 90 % of studies', () => {
    const next = uniformsFrom(20_260_101);
    const studies = 4000;
    for (const [n, p] of [
      [40, 0.5],
      [60, 0.8],
      [100, 0.9],
    ] as const) {
      const { lo, hi } = percentileInterval(n, p);
      let held = 0;
      for (let study = 0; study < studies; study++) {
        const values = Float64Array.from({ length: n }, next).sort();
        if (values[lo! - 1]! <= p && p <= values[hi! - 1]!) held++;
      }
      // Three standard errors of a share of 4,000 below the promise; not so wide that it says nothing.
      expect(held / studies).toBeGreaterThan(0.9 - 3 * Math.sqrt(0.09 / studies));
      expect(held / studies).toBeLessThan(0.97);
    }
  });
});

describe('the interval of a share', () => {
  it("is Wilson's", () => {
    // Worked by hand with z = 1.6449: centre (0.1 + 2.7055 / 200) / 1.027055, half-width 1.6449 / 1.027055 * sqrt(0.0009 + 2.7055 / 40000).
    const { share, lo, hi } = wilsonInterval(10, 100);
    expect(share).toBe(0.1);
    expect(lo).toBeCloseTo(0.0607, 3);
    expect(hi).toBeCloseTo(0.1604, 3);
  });

  it('never shrinks to a point', () => {
    const z2 = 1.6448536269514722 ** 2;
    expect(wilsonInterval(0, 20)).toEqual({ share: 0, lo: 0, hi: expect.closeTo(z2 / (20 + z2), 10) as number });
    expect(wilsonInterval(20, 20)).toEqual({ share: 1, lo: expect.closeTo(20 / (20 + z2), 10) as number, hi: 1 });
  });
});
