/** Gates on small plans: what passes, what fails, when more futures are played, and what is said of a change. */
import { describe, expect, it } from 'vitest';
import type { Baseline } from '../../src/plan/baseline.ts';
import { parseExpectation } from '../../src/plan/expectation.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { readBaseline, writeBaseline } from '../../src/scenario/baseline-file.ts';
import { compile } from '../../src/scenario/compile.ts';
import { expectationsOf } from '../../src/scenario/gate-file.ts';
import { parseScenario } from '../../src/scenario/read-scenario.ts';
import { headlineOf, makeBaseline, missingIn, movedFrame } from '../../src/study/baseline.ts';
import { GATE_ERROR, looksAt, runGates, shareOfError } from '../../src/study/gate.ts';
import { createPlaying, KEPT } from '../../src/study/gate-play.ts';
import { type Gate, resolveGate } from '../../src/study/gate-resolve.ts';
import { createPlayer } from '../../src/study/player.ts';
import { temporaryFolder } from '../cli/command.ts';

const folder = temporaryFolder();

/** A hall in two steps; `gear` and `fit` are their durations. */
function plan(gear: string, fit = '{pert: {low: 100 d, mode: 130 d, high: 200 d}}', extra = ''): Plan {
  const text = `
scenario: small
start: 2026-01-01
until: 2029-12-31
${extra}
activities:
  gear: {duration: ${gear}, cause: equipment}
  fit: {after: gear, duration: ${fit}}
  done: {after: fit, milestone: true}
`;
  return compile(parseScenario(text, 'small.yaml'));
}

/** Two milestones with targets, of which only one hangs on the gear. */
function twoEnds(gear: string): Plan {
  const text = `
scenario: small
start: 2026-01-01
until: 2029-12-31
activities:
  gear: {duration: ${gear}, cause: equipment}
  done: {after: gear, milestone: true, target: 2027-01-31}
  yard: {duration: {pert: {low: 100 d, mode: 130 d, high: 200 d}}, milestone: true, target: 2026-06-30}
`;
  return compile(parseScenario(text, 'two.yaml'));
}

const GEAR = '{lognormal: {p50: 40 wk, p90: 60 wk}}';

function gate(text: string, of: Plan, baseline: Baseline | null = null): Gate {
  const parsed = parseExpectation(text);
  if (!parsed.ok) throw new Error(parsed.message);
  const resolved = resolveGate(text, parsed.expectation, of, baseline);
  if (!resolved.ok) throw new Error(resolved.problems.map(({ message }) => message).join());
  return resolved.gate;
}

async function baselineOf(of: Plan, seed = 'study', futures = 300): Promise<Baseline> {
  const playing = createPlaying(createPlayer({ plan: of, asked: [], each: Object.values(KEPT) }), { text: seed, first: 0 });
  await playing.upTo(futures, { workers: 1 });
  const origin = { tool: 'test', scenarioDigest: 'a'.repeat(64), libraryDigest: 'b'.repeat(64), seed: `${seed}:0` };
  return makeBaseline(playing.played(), headlineOf(of, []), origin);
}

const seed = { text: 'study', first: 0 };
const few = { baseline: null, pairing: 'unpaired', seed, reps: 100, maxReps: 1600, workers: 1 } as const;

describe('a limit', () => {
  const small = plan(GEAR);

  it('is decided at the first look where the interval is clear of it', async () => {
    const gates = [
      gate('done.p80 <= 2029-01-01', small),
      gate('done.p80 <= 2026-09-01', small),
      gate('P(done <= 2029-01-01) > 90 %', small),
    ];
    const { outcomes, played } = await runGates({ plan: small, gates, ...few });
    expect(outcomes.map(({ verdict, futures, looks }) => [verdict, futures, looks])).toEqual([
      ['pass', 100, 1],
      ['fail', 100, 1],
      ['pass', 100, 1],
    ]);
    expect(played.futures).toBe(100);
  });

  it('is looked at with more futures while it is too close to tell, and then left undecided', async () => {
    const { outcomes: first } = await runGates({ plan: small, gates: [gate('done.p80 <= 2029-01-01', small)], ...few, reps: 1600 });
    const middle = first[0]?.findings[0]?.value as string;
    const { outcomes, played } = await runGates({ plan: small, gates: [gate(`done.p80 <= ${middle}`, small)], ...few });
    expect(outcomes[0]).toMatchObject({ verdict: 'undecided', futures: 1600, looks: 5, mostLooks: 5 });
    expect(outcomes[0]?.findings[0]?.message).toContain('too close to tell');
    expect(played.futures).toBe(1600);
  });

  it('of a chance never speaks of 0 % or 100 %', async () => {
    const gates = [gate('P(done <= 2026-01-02) < 50 %', small), gate('P(done <= 2029-12-30) > 50 %', small)];
    const { outcomes } = await runGates({ plan: small, gates, ...few });
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    for (const { findings } of outcomes) {
      expect(findings[0]?.message).not.toMatch(/\b(0\.0|100\.0) %/);
      expect(findings[0]?.message).toMatch(/ is (< 6\.2 %|> 93\.8 %) \((< 0\.1 % to 6\.2 %|93\.8 % to > 99\.9 %), /);
    }
  });

  it('counts what is after the horizon as later than everything', async () => {
    const late = plan(GEAR, '{fixed: 900 d}'.replace('{fixed: 900 d}', '900 d'), '');
    const { outcomes } = await runGates({ plan: late, gates: [gate('done.p80 <= 2029-06-01', late)], ...few });
    expect(outcomes[0]?.verdict).toBe('fail');
  });

  it('of days waited and driven is that of the means a study tells', async () => {
    const gates = [gate('driving_days.equipment > 1', small), gate('driving_days > 1', small)];
    const { outcomes } = await runGates({ plan: small, gates, ...few });
    const [equipment, all] = outcomes.map(({ findings }) => Number(findings[0]?.value));
    expect(equipment).toBeGreaterThan(200);
    expect(all! - equipment!).toBeGreaterThan(100);
  });
});

describe('an amount', () => {
  const small = plan(GEAR);

  it('that never came to anything is neither less than nothing nor shown to be nothing', async () => {
    // The plan has no power to wait for, and no resource: both come to nothing in every future.
    const gates = ['wait_days < 0', 'wait_days >= 0', 'wait_days > 0', 'wait_days.power <= 0'].map((text) => gate(text, small));
    const { outcomes } = await runGates({ plan: small, gates, ...few, maxReps: 100 });
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['fail', 'pass', 'undecided', 'pass']);
    expect(Number(outcomes[2]?.findings[0]?.hi)).toBeGreaterThan(0);
  });
});

describe('looks', () => {
  it('double, and end at the most', () => {
    expect(looksAt(1000, 8000)).toEqual([1000, 2000, 4000, 8000]);
    expect(looksAt(1000, 500)).toEqual([500]);
    expect(looksAt(500, 500)).toEqual([500]);
    expect(looksAt(500, 1200)).toEqual([500, 1200]);
    expect(looksAt(500, 2200)).toEqual([500, 1000, 2200]);
  });

  it('share one error between them', () => {
    for (const looks of [1, 2, 5, 9]) {
      const shares = Array.from({ length: looks }, (_, look) => shareOfError(look, looks));
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(shares.at(-1)).toBe(Math.max(...shares));
    }
    expect(GATE_ERROR).toBe(0.05);
  });

  it('do not depend on how often they were taken: the same futures give the same numbers', async () => {
    const small = plan(GEAR);
    const asked = 'driving_days.equipment > 1e9';
    const stepped = await runGates({ plan: small, gates: [gate('driving_days.equipment > 266', small)], ...few, maxReps: 400 });
    const whole = await runGates({ plan: small, gates: [gate(asked, small)], ...few, reps: 400, maxReps: 400 });
    expect(stepped.played.futures).toBeLessThanOrEqual(400);
    const columns = [stepped, whole].map(({ played }) => played.column(1).subarray(0, 100));
    expect(columns[0]).toEqual(columns[1]);
  });
});

describe('a baseline', () => {
  const before = plan(GEAR);
  const later = plan('{lognormal: {p50: 44 wk, p90: 66 wk}}');

  it('comes back from its file as it was written', async () => {
    const baseline = await baselineOf(before);
    const file = folder.write('small.baseline.json', writeBaseline(baseline));
    expect(readBaseline(file)).toEqual(baseline);
    expect(writeBaseline(readBaseline(file))).toBe(writeBaseline(baseline));
    expect(JSON.parse(writeBaseline(baseline))).toMatchObject({ baselineVersion: 1, futures: 300 });
  });

  it('has not moved where nothing has changed', async () => {
    const baseline = await baselineOf(before);
    const gates = [gate('no worse than baseline', before, baseline)];
    const { outcomes } = await runGates({ plan: before, gates, ...few, baseline, pairing: 'paired' });
    expect(outcomes[0]).toMatchObject({ verdict: 'pass', kind: 'regression', futures: 300, mostLooks: 1 });
    expect(outcomes[0]?.findings[0]).toMatchObject({ value: 0, lo: 0, hi: 0 });
    expect(outcomes[0]?.findings[0]?.message).toContain('has not moved');
  });

  it('tells which milestone moved, by how much, and what took the days', async () => {
    const baseline = await baselineOf(before);
    const gates = [gate('no worse than baseline by more than 7 d', later, baseline)];
    const { outcomes } = await runGates({ plan: later, gates, ...few, baseline, pairing: 'paired' });
    const finding = outcomes[0]?.findings[0];
    expect(outcomes[0]?.verdict).toBe('fail');
    expect(finding?.name).toBe('makespan P80');
    expect(Number(finding?.lo)).toBeGreaterThan(7);
    expect(Number(finding?.hi)).toBeLessThan(70);
    expect(finding?.change?.causes[0]).toMatchObject({ cause: 'equipment' });
    expect(finding?.message).toMatch(
      /^makespan P80 is \d+\.\d days later \(\d+\.\d to \d+\.\d, 9\d[.\d]* %\), from 202\d-\d\d-\d\d to 202\d-\d\d-\d\d; 7\.0 days are let pass; on its way, on average: \+\d+\.\d d equipment/,
    );
  });

  it('lets what has not moved take no share of the chance of a false alarm', async () => {
    const baseline = await baselineOf(twoEnds('{lognormal: {p50: 40 wk, p90: 60 wk}}'));
    const changed = twoEnds('{lognormal: {p50: 44 wk, p90: 66 wk}}');
    const gates = [gate('no worse than baseline by more than 7 d', changed, baseline)];
    const { outcomes } = await runGates({ plan: changed, gates, ...few, baseline, pairing: 'paired' });
    expect(outcomes[0]?.findings.map(({ name, verdict, confidence }) => [name, verdict, confidence])).toEqual([
      ['done P80', 'fail', 0.9],
      ['yard P80', 'pass', 0.9],
    ]);
  });

  it('passes what has become sooner, and a slip that is let pass', async () => {
    const sooner = await baselineOf(later);
    const back = await runGates({
      plan: before,
      gates: [gate('no worse than baseline', before, sooner)],
      ...few,
      baseline: sooner,
      pairing: 'paired',
    });
    expect(back.outcomes[0]?.verdict).toBe('pass');
    expect(back.outcomes[0]?.findings[0]?.message).toContain('sooner');
    const baseline = await baselineOf(before);
    const gates = [gate('makespan.p80 no worse than baseline by more than 6 mo', later, baseline)];
    expect((await runGates({ plan: later, gates, ...few, baseline, pairing: 'paired' })).outcomes[0]?.verdict).toBe('pass');
  });

  it('of other futures is compared unpaired, with wider intervals', async () => {
    const baseline = await baselineOf(before, 'other');
    const gates = [gate('no worse than baseline by more than 7 d', later, baseline)];
    const widths: number[] = [];
    for (const [held, pairing] of [
      [await baselineOf(before), 'paired'],
      [baseline, 'unpaired'],
    ] as const) {
      const { outcomes } = await runGates({ plan: later, gates, ...few, reps: 300, maxReps: 300, baseline: held, pairing });
      const { lo, hi } = outcomes[0]!.findings[0]!;
      widths.push(Number(hi) - Number(lo));
    }
    expect(widths[0]).toBeLessThan(0.7 * widths[1]!);
  });

  it('tells causes only of the same futures: of others, most of the difference is luck', async () => {
    const baseline = await baselineOf(before);
    const gates = [gate('no worse than baseline', before, baseline)];
    const fewer = await runGates({ plan: before, gates, ...few, maxReps: 100, baseline, pairing: 'paired' });
    expect(fewer.outcomes[0]?.findings[0]).toMatchObject({ value: 0, message: 'makespan P80 has not moved', change: { causes: [] } });
    const other = await baselineOf(before, 'other');
    const unpaired = await runGates({ plan: before, gates, ...few, baseline: other, pairing: 'unpaired' });
    expect(unpaired.outcomes[0]?.findings[0]?.change?.causes).toEqual([]);
    expect(unpaired.outcomes[0]?.findings[0]?.message).not.toContain('on its way');
  });

  it('tells nothing of amounts that are counted up to another horizon', async () => {
    const made = await baselineOf(before);
    const amounts = { driving_days: Array.from({ length: 300 }, () => 1) };
    const baseline = { ...made, amounts, until: made.until - 100 };
    const gates = [gate('driving_days no worse than baseline by more than 7 d', before, baseline)];
    const limit = gate('makespan.p80 <= 2029-06-01', before);
    const { outcomes, played } = await runGates({ plan: before, gates: [...gates, limit], ...few, baseline, pairing: 'paired' });
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['undecided', 'pass']);
    // No more than the baseline has: more could not tell it either.
    expect(played.futures).toBe(300);
    expect(outcomes[0]?.findings[0]).toMatchObject({ value: null, message: expect.stringMatching(/the horizon has changed; run "ttc/) });
    expect(movedFrame(before, baseline)).toEqual([expect.stringMatching(/^the horizon has moved from 2029-09-2\d to 2029-12-31$/)]);
    expect(movedFrame(before, made)).toEqual([]);
  });

  it('that lacks what one made today would hold leaves undecided what is held to all of it', async () => {
    const baseline = await baselineOf(before);
    const content = headlineOf(before, []);
    expect(missingIn(baseline, content)).toEqual([]);
    const missing = missingIn({ ...baseline, milestones: {} }, content);
    expect(missing).toEqual(['makespan']);
    const held = gate('no worse than baseline', before, baseline);
    const gates = [{ ...held, missing: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] } as Gate];
    const { outcomes } = await runGates({ plan: before, gates, ...few, baseline, pairing: 'paired' });
    expect(outcomes[0]?.verdict).toBe('undecided');
    expect(outcomes[0]?.findings[0]?.message).toBe(
      '7 dates and amounts are not in the baseline: a, b, c, d, e and 2 more; run "ttc baseline update"',
    );
  });

  it('keeps what the scenario itself expects', () => {
    const scenario = parseScenario(
      'scenario: kept\nstart: 2026-01-01\nuntil: 2029-12-31\nexpect: [mid.p80 <= 2027-01-01, driving_days.equipment < 300]\nactivities:\n  mid: {duration: 4 d, milestone: true}\n',
      'kept.yaml',
    );
    const expectations = expectationsOf(scenario);
    expect(expectations.map(({ place }) => place?.line)).toEqual([4, 4]);
    const content = headlineOf(
      compile(scenario),
      expectations.map(({ expectation }) => expectation),
    );
    expect(content.dates).toEqual(['mid']);
    expect(content.amounts.map(({ name }) => name)).toEqual(['driving_days.equipment']);
  });
});
