/** `--until`: how many futures are enough, the same for any number of workers and the same as with a fixed number of them. */
import { describe, expect, test } from 'vitest';
import { runStudy } from '../../src/study/study.ts';
import { parsePrecision } from '../../src/study/until.ts';
import { CAMPUS as campus, CHAIN as plan } from './plans.ts';

const precise = (text: string, of = plan) => {
  const parsed = parsePrecision(text, of);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.precision;
};

const study = (count: number, until: readonly string[] = [], from = 0) =>
  runStudy({
    plan,
    tool: 'test',
    futures: [{ text: 'a', from, count }],
    seedLabel: 'a',
    workers: 1,
    questions: [],
    tellActivities: false,
    ...(until.length === 0 ? {} : { until: until.map((text) => precise(text)) }),
  });

describe('until', () => {
  test('stops as soon as the interval is narrow enough, and says how narrow it is', async () => {
    const { outcomes } = await study(40_000, ['p80:c:2']);
    const [enough] = outcomes.enough ?? [];
    expect(enough).toMatchObject({ question: 'p80:c:2', milestone: 'c', percentile: 0.8, asked: 2, isEnough: true });
    const { lo, hi } = outcomes.milestones['c']!.p80;
    expect(enough?.reached).toBeCloseTo((hi as number) - (lo as number), 6);
    expect(enough?.reached).toBeLessThanOrEqual(2);
    expect(outcomes.replications).toBeLessThan(40_000);
    // A quarter of the futures would give an interval twice as wide: it did not play many times too many.
    expect(enough?.reached).toBeGreaterThan(1);
  });

  test('plays the futures that a study of that many plays, wherever it begins in a block', async () => {
    for (const from of [0, 100]) {
      const asked = await study(20_000, ['p80:c:3'], from);
      const fixed = await study(asked.outcomes.replications, [], from);
      const { enough, ...rest } = asked.outcomes;
      expect(enough).toHaveLength(1);
      expect(rest).toEqual(fixed.outcomes);
      for (let column = 0; column < fixed.rows.width; column++) expect(asked.rows.column(column)).toEqual(fixed.rows.column(column));
    }
  });

  test('gives up where it must, and says that it is not enough', async () => {
    const { outcomes } = await study(700, ['p80:c:0.1']);
    expect(outcomes.replications).toBe(700);
    expect(outcomes.enough?.[0]).toMatchObject({ isEnough: false });
  });

  test('asks for several at once: the last of them decides', async () => {
    const { outcomes } = await study(40_000, ['p50:c:9', 'p90:c:2.5']);
    expect(outcomes.enough?.map(({ isEnough }) => isEnough)).toEqual([true, true]);
    const alone = await study(40_000, ['p90:c:2.5']);
    expect(outcomes.replications).toBe(alone.outcomes.replications);
  });

  test.each([
    ['p80:c', /does not say how sure/],
    ['p0:c:3', /does not say how sure/],
    ['p100:c:3', /does not say how sure/],
    ['p80:cc:3', /no milestone "cc"; did you mean "c"/],
    ['p80:c:0', /is no width/],
    ['p80:c:3 parsecs', /not a unit of a duration/],
  ])('refuses %s', (text, why) => {
    const parsed = parsePrecision(text, plan);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.message).toMatch(why);
  });

  test('understands amounts of compute that the rows hold, in MW too', () => {
    expect(precise('p80:online 50 %:3d', campus).width).toBe(3 * 1440);
    expect(precise('p80:online 10 MW:1 wk', campus).column).toBe(precise('p80:online 50 %:1 wk', campus).column);
    expect(parsePrecision('p80:online 30 %:3d', campus)).toMatchObject({ ok: false });
    expect(parsePrecision('p80:lost MW-days:3d', campus)).toMatchObject({ ok: false });
  });
});
