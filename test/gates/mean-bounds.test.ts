/** Bounds of mean amounts: they hold where amounts are rare and large, and never close where nothing was seen. */
import { describe, expect, it } from 'vitest';
import { meanBounds, meanChange } from '../../src/measure/mean-bounds.ts';
import { streamSeed, uniformAt } from '../../src/random/long-stream.ts';
import { normalQuantile } from '../../src/random/special.ts';
import { uniform } from '../../src/random/world.ts';
import { looksAt, shareOfError } from '../../src/study/gate.ts';

function stream(name: string): () => number {
  const seed = streamSeed(uniform({ text: 'mean-test', index: 0 }, name));
  let n = 0;
  return () => uniformAt(seed, n++);
}

/** A thousandth of the futures loses 6,600: the mean is 6.6. */
const rare = (u: number): number => (u < 0.001 ? 6600 : 0);
const range = { least: 0, most: 11_000 };

describe('bounds of a mean amount', () => {
  it('leave room for what was not seen: futures that are all alike do not close them', () => {
    const { at, lo, hi } = meanBounds(new Float64Array(1000), range, 0.05);
    expect([at, lo]).toEqual([0, 0]);
    // The rule of three, with half of the tail: 3.7 in 1,000.
    expect(hi).toBeCloseTo((11_000 * 3.69) / 1000, 0);
    expect(meanBounds(new Float64Array(1000).fill(5), { least: 0, most: 5 }, 0.05)).toMatchObject({ hi: 5 });
    expect(meanBounds([3], range, 0.05)).toEqual({ at: 3, lo: 0, hi: 11_000 });
  });

  it('do not pass a limit below the truth for a rare and heavy loss, however often it is looked at', () => {
    const looks = looksAt(1000, 8000);
    let passed = 0;
    for (let run = 0; run < 40; run++) {
      const random = stream(`rare ${run}`);
      const all = Float64Array.from({ length: looks.at(-1)! }, () => rare(random()));
      if (looks.some((size, look) => meanBounds(all.subarray(0, size), range, 0.05 * shareOfError(look, looks.length)).hi < 4)) passed++;
    }
    // 5 % at most: more than 5 of 40 would come less than once in a hundred times. Student's t passes in almost half of them.
    expect(passed).toBeLessThanOrEqual(5);
  });

  it('come to those of Student without skew, but for what was not seen', () => {
    const random = stream('normal');
    const values = Float64Array.from({ length: 2000 }, () => 100 + 20 * normalQuantile(random()));
    const largest = Math.max(...values);
    const { at, lo, hi } = meanBounds(values, { least: Math.min(...values), most: largest }, 0.05);
    const half = (1.96 * 20) / Math.sqrt(2000);
    expect(at - lo).toBeCloseTo(half, 1);
    expect(hi - at).toBeCloseTo(half, 1);
  });
});

describe('bounds of a change of a mean', () => {
  it('are a point where every future changes alike, and wider for other luck', () => {
    const random = stream('change');
    const before = Float64Array.from({ length: 400 }, () => Math.exp(normalQuantile(random())));
    const after = before.map((value) => value + 2);
    const same = meanChange(before, after, 'paired', 0.05);
    for (const value of [same.at, same.lo, same.hi]) expect(value).toBeCloseTo(2, 9);
    const other = meanChange(before, after, 'unpaired', 0.05);
    expect(other.at).toBeCloseTo(2, 9);
    expect(other.lo).toBeLessThan(1.9);
    expect(other.hi).toBeGreaterThan(2.1);
  });
});
