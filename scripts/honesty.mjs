// How honest gates and intervals are, measured: 2,000 experiments each in which the truth is known. Prints a table in Markdown and
// ends with 1 if a promise is broken. `npm run build` first; a few minutes on two cores. The result stands in CONTRIBUTING.md. While
// trying things out: `node scripts/honesty.mjs 200` for fewer experiments, whose shares say less.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const EXPERIMENTS = Number(process.argv[2] ?? 2000);
const FUTURES = 500;
const DAY = 1440;
const NO_HORIZON = 2 ** 30;

// What is measured is the source itself, not a copy of its formulas.
mkdirSync('out', { recursive: true });
const bundle = resolve(join('out', 'honesty.bundle.mjs'));
await build({
  stdin: {
    contents: `
      export { compile } from './src/scenario/compile.ts';
      export { readScenario } from './src/scenario/read-scenario.ts';
      export { percentileInterval } from './src/base/statistics.ts';
      export { percentileBounds } from './src/measure/bounds.ts';
      export { percentileDifference } from './src/measure/paired.ts';
      export { rankTicks, percentileTick } from './src/measure/quantiles.ts';
      export { looksAt, shareOfError, GATE_ERROR } from './src/study/gate.ts';
      export { judge } from './src/study/gate-judge.ts';
      export { resolveGate } from './src/study/gate-resolve.ts';
      export { parseExpectation } from './src/plan/expectation.ts';
      export { reportUnits } from './src/measure/tell.ts';
      export { headlineOf } from './src/study/baseline.ts';
      export { parseOutcome } from './src/measure/chosen-outcome.ts';
      export { createPlaying, KEPT } from './src/study/gate-play.ts';
      export { createPlayer } from './src/study/player.ts';
      export { normalQuantile } from './src/random/special.ts';
      export { streamSeed, uniformAt } from './src/random/long-stream.ts';
      export { uniform } from './src/random/world.ts';`,
    resolveDir: process.cwd(),
  },
  outfile: bundle,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
});
const ttc = await import(pathToFileURL(bundle).href);

/** A stream of uniforms of its own for every name. */
function stream(name) {
  const seed = ttc.streamSeed(ttc.uniform({ text: 'honesty', index: 0 }, name));
  let n = 0;
  return () => ttc.uniformAt(seed, n++);
}

/** Laws of a date with a standard deviation of 60 days and a known P80: days by a uniform. */
const SIGMA = 0.6;
const lognormalSd = Math.sqrt((Math.exp(SIGMA ** 2) - 1) * Math.exp(SIGMA ** 2));
const LAWS = {
  'normal, sd 60 d': (u) => 500 + 60 * ttc.normalQuantile(u),
  'skewed (lognormal), sd 60 d': (u) => 300 + (60 / lognormalSd) * Math.exp(SIGMA * ttc.normalQuantile(u)),
};

/** Futures of a scenario to draw samples from, with replacement: of them the truth is known exactly. Dates in ticks; MW-days lost. */
async function pool(file, futures) {
  const plan = ttc.compile(ttc.readScenario(file));
  const playing = ttc.createPlaying(ttc.createPlayer({ plan, asked: [], each: Object.values(ttc.KEPT) }), { text: 'pool', first: 0 });
  await playing.upTo(futures, { workers: 2 });
  const played = playing.played();
  const { dates: names, amounts } = ttc.headlineOf(plan, []);
  const dates = names.map((name) => played.column(ttc.parseOutcome(name, plan).outcome.column));
  return { plan, names, dates, lost: played.amount(amounts[0]) };
}

const tick = (days) => Math.round(days * DAY);
const compare = (before, after, pairing, confidence = 0.9) =>
  ttc.percentileDifference(before, after, 0.8, { pairing, confidence, horizon: NO_HORIZON, ticksPerUnit: DAY });
const sampleOf = (law, random, size) => Int32Array.from({ length: size }, () => tick(law(random())));
const resampled = ({ dates, lost }, random, size) => {
  const places = Int32Array.from({ length: size }, () => Math.floor(random() * lost.length));
  return { dates: dates.map((column) => places.map((place) => column[place])), lost: Float64Array.from(places, (place) => lost[place]) };
};

/** The verdict of a gate as `ttc check` comes to it, of samples instead of futures that were played. */
const gateOf = (text, plan, baseline = null) => {
  const resolved = ttc.resolveGate(text, ttc.parseExpectation(text).expectation, plan, baseline);
  if (!resolved.ok) throw new Error(resolved.problems[0].message);
  return resolved.gate;
};
function againstBaseline({ plan, names }, text, before, after, pairing) {
  const days = (column) => Array.from(column, (at) => (at < 0 ? null : Math.round((100 * at) / DAY) / 100));
  const baseline = {
    start: plan.axis.start,
    until: ttc.reportUnits(plan, plan.horizon),
    futures: before.lost.length,
    milestones: Object.fromEntries(before.dates.map((column, i) => [names[i], days(column)])),
    amounts: { lost_mw_days: Array.from(before.lost, (value) => Math.round(100 * value) / 100) },
    drivingDays: {},
  };
  const columns = new Map(names.map((name, i) => [ttc.parseOutcome(name, plan).outcome.column, after.dates[i]]));
  const played = { plan, futures: after.lost.length, column: (column) => columns.get(column), amount: () => after.lost };
  const judging = { played, baseline, pairing, tail: ttc.GATE_ERROR, asked: -1 };
  return ttc.judge(gateOf(text, plan, baseline), judging).verdict;
}

/** What a scenario with a baseline is held to if nothing is said of it. */
const DEFAULT_GATE = 'no worse than baseline by more than 7 d';

const rows = [];
let broken = 0;
function tell(what, count, isKept, promise, of = EXPERIMENTS) {
  const kept = isKept(count / of);
  if (!kept) broken++;
  const row = `| ${what} | ${((100 * count) / of).toFixed(1)} % | ${promise} | ${kept ? 'yes' : 'NO'} |`;
  rows.push(row);
  console.error(row);
}

const hall = await pool('scenarios/first-hall.yaml', 20_000);
const campus = await pool('scenarios/childress-horizon.yaml', 8000);

// 1. Nothing changed, other futures: how often is it called worse.
for (const [name, law] of Object.entries(LAWS)) {
  let later = 0;
  for (let i = 0; i < EXPERIMENTS; i++) {
    const random = stream(`nothing ${name} ${i}`);
    if (compare(sampleOf(law, random, FUTURES), sampleOf(law, random, FUTURES), 'unpaired').verdict === 'later') later++;
  }
  tell(`nothing changed, ${name}: fails`, later, (share) => share <= 0.06, 'at most 6 %');
}
{
  let later = 0;
  for (let i = 0; i < EXPERIMENTS; i++) {
    const random = stream(`hall ${i}`);
    const [before] = resampled(hall, random, FUTURES).dates;
    const [after] = resampled(hall, random, FUTURES).dates;
    if (compare(before, after, 'unpaired').verdict === 'later') later++;
  }
  tell('nothing changed, first hall online: fails', later, (share) => share <= 0.06, 'at most 6 %');
}
{
  let failed = 0;
  for (let i = 0; i < EXPERIMENTS; i++) {
    const random = stream(`campus ${i}`);
    const [before, after] = [resampled(campus, random, FUTURES), resampled(campus, random, FUTURES)];
    if (againstBaseline(campus, 'no worse than baseline', before, after, 'unpaired') === 'fail') failed++;
  }
  const what = `nothing changed, ${campus.names.length} dates of Childress and its MW-days lost at once: fails`;
  tell(what, failed, (share) => share <= 0.06, 'at most 6 %');
}

// 2. A limit that the truth lies exactly on, looked at again and again: neither verdict may come too often.
{
  const looks = ttc.looksAt(FUTURES, 8 * FUTURES);
  const law = LAWS['skewed (lognormal), sd 60 d'];
  const limit = tick(law(0.8));
  const counts = { fail: 0, pass: 0, undecided: 0 };
  for (let i = 0; i < EXPERIMENTS; i++) {
    const all = sampleOf(law, stream(`looks ${i}`), looks.at(-1));
    let verdict = 'undecided';
    for (const [k, size] of looks.entries()) {
      const tail = ttc.GATE_ERROR * ttc.shareOfError(k, looks.length);
      const { lo, hi } = ttc.percentileBounds(ttc.rankTicks(all.subarray(0, size)), 0.8, tail);
      verdict = hi <= limit ? 'pass' : lo > limit ? 'fail' : 'undecided';
      if (verdict !== 'undecided') break;
    }
    counts[verdict]++;
  }
  const promise = 'at most 6 %';
  tell(
    `P80 exactly on the limit, ${looks.length} looks from ${looks[0]} to ${looks.at(-1)}: fails`,
    counts.fail,
    (s) => s <= 0.06,
    promise,
  );
  tell('the same: passes', counts.pass, (share) => share <= 0.06, promise);
  tell('the same: undecided', counts.undecided, (share) => share >= 0.88, 'the rest');
}

// 3. A true slip of 14 days, the same futures: how often is it caught.
for (const [name, law] of Object.entries(LAWS)) {
  for (const noise of [0, 5, 15]) {
    let caught = 0;
    for (let i = 0; i < EXPERIMENTS; i++) {
      const random = stream(`slip ${name} ${noise} ${i}`);
      const before = sampleOf(law, random, FUTURES);
      const after = before.map((at) => at + tick(14 + noise * ttc.normalQuantile(random())));
      if (compare(before, after, 'paired').verdict === 'later') caught++;
    }
    tell(
      `slip of 14 d, ${name}, ${noise === 0 ? 'the same in every future' : `sd ${noise} d between futures`}: caught`,
      caught,
      (share) => share >= 0.95,
      'at least 95 %',
    );
  }
}

// The same through the gate that a scenario with a baseline is held to by default: 7 d are let pass, and all of its dates share the
// chance of a false alarm. The dates are those of Childress; what slips is every date, or one alone.
for (const which of ['every date', 'one date alone']) {
  for (const noise of [0, 5, 15]) {
    let caught = 0;
    for (let i = 0; i < EXPERIMENTS; i++) {
      const random = stream(`default ${which} ${noise} ${i}`);
      const before = resampled(campus, random, FUTURES);
      const slips = Float64Array.from({ length: FUTURES }, () => tick(14 + noise * ttc.normalQuantile(random())));
      const one = Math.floor(random() * campus.names.length);
      const dates = before.dates.map((column, c) =>
        which === 'every date' || c === one ? column.map((at, f) => (at < 0 ? at : at + slips[f])) : column,
      );
      if (againstBaseline(campus, DEFAULT_GATE, before, { ...before, dates }, 'paired') === 'fail') caught++;
    }
    const spread = noise === 0 ? 'the same in every future' : `sd ${noise} d between futures`;
    // Caught means shown to be more than the 7 d that are let pass: only half of the slip is left to see.
    tell(
      `slip of 14 d of ${which}, default gate (7 d let pass) on Childress, ${spread}: caught`,
      caught,
      (share) => noise === 15 || share >= 0.95,
      noise === 15 ? 'none' : 'at least 95 %',
    );
  }
}

// Mean amounts with the truth exactly on the limit, looked at as often as by default.
{
  const looks = ttc.looksAt(1000, 8000);
  const days = 1000;
  const plan = { ...hall.plan, horizon: days * DAY, compute: [{ site: null, itKw: 11_000, planned: 0 }] };
  const heavy = (u) => Math.min(11 * days, 150 * Math.exp(1.5 * ttc.normalQuantile(u)));
  const meanOf = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const amounts = [
    { name: '1 future in 1,000 loses 6,600', plan, draw: (u) => (u < 0.001 ? 6600 : 0), truth: 6.6 },
    { name: '1 future in 50 loses 600', plan, draw: (u) => (u < 0.02 ? 600 : 0), truth: 12 },
    {
      name: 'lognormal, sigma 1.5',
      plan,
      draw: heavy,
      truth: meanOf(Float64Array.from({ length: 1e6 }, (_, i) => heavy((i + 0.5) / 1e6))),
    },
    {
      name: 'first hall',
      plan: hall.plan,
      draw: (u) => hall.lost[Math.floor(u * hall.lost.length)],
      truth: meanOf(hall.lost),
    },
  ];
  const promise = 'at most 6 %';
  for (const { name, plan: of, draw, truth } of amounts) {
    const counts = { fail: 0, pass: 0, undecided: 0 };
    let shown = 0;
    for (let i = 0; i < EXPERIMENTS; i++) {
      const random = stream(`amount ${name} ${i}`);
      const all = Float64Array.from({ length: looks.at(-1) }, () => draw(random()));
      const verdicts = (limit) => {
        const gate = gateOf(`lost_mw_days <= ${limit}`, of);
        for (const [k, size] of looks.entries()) {
          const played = { plan: of, futures: size, amount: () => all.subarray(0, size) };
          const tail = ttc.GATE_ERROR * ttc.shareOfError(k, looks.length);
          const { verdict } = ttc.judge(gate, { played, baseline: null, pairing: 'unpaired', tail, asked: -1 });
          if (verdict !== 'undecided') return verdict;
        }
        return 'undecided';
      };
      counts[verdicts(truth)]++;
      if (verdicts(1.2 * truth) === 'pass') shown++;
    }
    tell(
      `MW-days lost, ${name}, mean exactly on the limit, ${looks.length} looks to ${looks.at(-1)}: fails`,
      counts.fail,
      (s) => s <= 0.06,
      promise,
    );
    tell('the same: passes', counts.pass, (s) => s <= 0.06, promise);
    tell('the same, with a limit a fifth above the mean: passes', shown, () => true, 'none');
  }
}

// 4. A nominal 90 % interval of P80.
for (const [name, law] of Object.entries(LAWS)) {
  const truth = tick(law(0.8));
  for (const size of [FUTURES, 2 * FUTURES]) {
    const ranks = ttc.percentileInterval(size, 0.8);
    let held = 0;
    for (let i = 0; i < EXPERIMENTS; i++) {
      const { order } = ttc.rankTicks(sampleOf(law, stream(`cover ${name} ${size} ${i}`), size));
      if (order.at(ranks.lo) <= truth && truth <= order.at(ranks.hi)) held++;
    }
    tell(`90 % interval of P80, ${name}, ${size} futures: holds the truth`, held, (share) => share >= 0.88 && share <= 0.92, '88 to 92 %');
  }
}
// 5. The interval of a difference, unpaired and paired with a correlation of 0.8.
for (const name of Object.keys(LAWS)) {
  for (const pairing of ['unpaired', 'paired']) {
    let held = 0;
    for (let i = 0; i < EXPERIMENTS; i++) {
      const random = stream(`difference ${name} ${pairing} ${i}`);
      const scores = Float64Array.from({ length: FUTURES }, () => ttc.normalQuantile(random()));
      const share = pairing === 'paired' ? 0.8 : 0;
      const others = scores.map((z) => share * z + Math.sqrt(1 - share ** 2) * ttc.normalQuantile(random()));
      const days = (z) => tick(name.startsWith('normal') ? 500 + 60 * z : 300 + (60 / lognormalSd) * Math.exp(SIGMA * z));
      const { lo, hi } = compare(Int32Array.from(scores, days), Int32Array.from(others, days), pairing);
      if (lo <= 0 && 0 <= hi) held++;
    }
    const what = pairing === 'paired' ? 'paired, correlation 0.8' : 'unpaired';
    tell(`90 % interval of a difference of P80, ${name}, ${what}: holds the truth`, held, (share) => share >= 0.88, 'at least 88 %');
  }
}

console.log(
  `| of ${EXPERIMENTS} experiments with ${FUTURES} futures | measured | promised | kept |\n|---|---:|---|---|\n${rows.join('\n')}`,
);
process.exit(broken > 0 ? 1 : 0);
