// How honest gates and intervals are, measured: 2,000 experiments each in which the truth is known. Prints a table in Markdown and
// ends with 1 if a promise is broken. `npm run build` first; a few minutes on two cores. The result stands in CONTRIBUTING.md.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const EXPERIMENTS = 2000;
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
      export { sortTicks, percentileTick } from './src/measure/quantiles.ts';
      export { looksAt, shareOfError, GATE_ERROR } from './src/study/gate.ts';
      export { headlineOf } from './src/study/baseline.ts';
      export { parseOutcome } from './src/measure/chosen-outcome.ts';
      export { createPlaying } from './src/study/gate-play.ts';
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

/** Futures of a scenario to draw samples from, with replacement: of them the truth is known exactly. */
async function pool(file, futures) {
  const plan = ttc.compile(ttc.readScenario(file));
  const playing = ttc.createPlaying(ttc.createPlayer({ plan, asked: [] }), { text: 'pool', first: 0 });
  await playing.upTo(futures, { workers: 2 });
  const { dates } = ttc.headlineOf(plan, []);
  return dates.map((name) => playing.played().column(ttc.parseOutcome(name, plan).outcome.column));
}

const tick = (days) => Math.round(days * DAY);
const compare = (before, after, pairing, confidence = 0.9) =>
  ttc.percentileDifference(before, after, 0.8, { pairing, confidence, horizon: NO_HORIZON, ticksPerUnit: DAY });
const sampleOf = (law, random, size) => Int32Array.from({ length: size }, () => tick(law(random())));
const resampled = (columns, random, size) => {
  const places = Int32Array.from({ length: size }, () => Math.floor(random() * columns[0].length));
  return columns.map((column) => places.map((place) => column[place]));
};

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
    const [[before], [after]] = [resampled(hall, random, FUTURES), resampled(hall, random, FUTURES)];
    if (compare(before, after, 'unpaired').verdict === 'later') later++;
  }
  tell('nothing changed, first hall online: fails', later, (share) => share <= 0.06, 'at most 6 %');
}
{
  let failed = 0;
  const confidence = 1 - (2 * ttc.GATE_ERROR) / campus.length;
  for (let i = 0; i < EXPERIMENTS; i++) {
    const random = stream(`campus ${i}`);
    const [before, after] = [resampled(campus, random, FUTURES), resampled(campus, random, FUTURES)];
    if (before.some((column, c) => compare(column, after[c], 'unpaired', confidence).verdict === 'later')) failed++;
  }
  tell(`nothing changed, ${campus.length} dates of Childress at once: fails`, failed, (share) => share <= 0.06, 'at most 6 %');
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
      const { lo, hi } = ttc.percentileBounds(ttc.sortTicks(all.subarray(0, size)), 0.8, tail);
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

// 4. A nominal 90 % interval of P80.
for (const [name, law] of Object.entries(LAWS)) {
  const truth = tick(law(0.8));
  for (const size of [FUTURES, 2 * FUTURES]) {
    const ranks = ttc.percentileInterval(size, 0.8);
    let held = 0;
    for (let i = 0; i < EXPERIMENTS; i++) {
      const { reached } = ttc.sortTicks(sampleOf(law, stream(`cover ${name} ${size} ${i}`), size));
      if (reached[ranks.lo - 1] <= truth && truth <= reached[ranks.hi - 1]) held++;
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
