// `npm run bench`: how fast, as ratios of things measured side by side in one run, and how much memory. Each figure is the
// median of several interleaved rounds; a readable table, and one JSON line per figure. `npm run bench -- portfolio` measures only
// the parts that are named.
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROUNDS = 5;
/** As many as the C++ program plays. */
const FUTURES = 20_000;
/** Of PROJECT, for two workers against one: about half a minute with one, and about the five seconds from which on a second is to pay. */
const LONG_JOB = 120_000;
const SHORT_JOB = 20_000;
/** Of the portfolio: whole blocks of the random streams, which are drawn block by block. */
const PORTFOLIO_FUTURES = 512;
const PORTFOLIO_ROUNDS = 3;
/** A script that runs the same model on other engines and prints a JSON line each: engine, rate, and [mean, standard error] of its figures. */
const PEERS = resolve(process.env.TTC_PEERS ?? '../shared/bench/peers.sh');
const EXACT = { hall64: 963.004135497, makespan: 963.004135497, meanFinish: 655.308538619, crewWait: 3.057532472 };

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const seconds = (work) => {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e9;
};
const node = (...words) => execFileSync(process.execPath, words, { encoding: 'utf8', maxBuffer: 1e9 });
const taskWords = (task, words) => ['--expose-gc', 'test/bench/task.mjs', task, ...words.map(String)];
const child = (task, ...words) => JSON.parse(node(...taskWords(task, words)));
const childBeside = async (task, ...words) => JSON.parse((await promisify(execFile)(process.execPath, taskWords(task, words))).stdout);

const figures = [];
const tell = (figure, value, bar, note = '') => {
  figures.push({ figure, value });
  process.stdout.write(`${figure.padEnd(37)} ${String(Number(value.toPrecision(4))).padStart(10)}   ${bar.padEnd(18)} ${note}\n`);
};

const folder = mkdtempSync(join(tmpdir(), 'ttc-bench-'));
try {
  const parts = { exactness, peers: againstPeers, workers, memory, startUp, pictures, portfolio, sweep };
  const named = process.argv.slice(2);
  const unknown = named.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0) throw new Error(`no part "${unknown.join('", "')}"; there are ${Object.keys(parts).join(', ')}`);
  for (const name of named.length > 0 ? named : Object.keys(parts)) await parts[name]();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const figure of figures) process.stdout.write(`${JSON.stringify(figure)}\n`);

/** The deterministic variant against the numbers of the model's description: time is whole minutes, so within 0.02 day. */
function exactness() {
  const told = child('fixed');
  const worst = Math.max(...Object.entries(EXACT).map(([name, value]) => Math.abs(told[name] - value)));
  process.stdout.write(`deterministic variant: within ${worst.toFixed(4)} day of the exact numbers (bar 0.02)\n\n`);
  if (worst > 0.02) throw new Error(`the deterministic variant is off by ${worst} day`);
}

function againstPeers() {
  if (!existsSync(PEERS)) {
    process.stdout.write(`project_over_simpy, project_over_simjs, project_over_cpp: skipped, there is no ${PEERS} (set TTC_PEERS)\n`);
    return;
  }
  const rounds = Array.from({ length: ROUNDS }, () => {
    const own = child('rate', FUTURES).rate;
    const run = spawnSync('bash', [PEERS], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`${PEERS}: ${run.stderr}`);
    const lines = run.stdout
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
    return { own, peers: Object.fromEntries(lines.map((line) => [line.engine, line])) };
  });
  const bars = { simpy: '>= 20', simjs: '>= 6', cpp: '>= 0.33, aim 0.5' };
  for (const [engine, bar] of Object.entries(bars)) {
    const ratios = rounds.map(({ own, peers }) => own / peers[engine].rate);
    tell(
      `project_over_${engine}`,
      median(ratios),
      bar,
      `own ${Math.round(median(rounds.map(({ own }) => own)))}/s, ${engine} ${Math.round(median(rounds.map(({ peers }) => peers[engine].rate)))}/s, one core`,
    );
  }
  agreement(rounds.at(-1).peers);
}

/** The four means agree with the C++ program's: it plays as many futures of the same model, so its standard errors are ours too. */
function agreement({ cpp }) {
  const own = child('means', cpp.reps);
  const worst = Math.max(...Object.keys(EXACT).map((name) => Math.abs(own[name] - cpp[name][0]) / Math.hypot(cpp[name][1], cpp[name][1])));
  process.stdout.write(`means of ${cpp.reps} futures against C++: at most ${worst.toFixed(2)} standard errors apart (bar 4)\n`);
  if (worst > 4) throw new Error(`means are ${worst} standard errors apart`);
}

/**
 * Two workers against one. Each thread makes its own machine code, whatever the length of the job: what that costs is told as seconds,
 * and shows as a ratio on a job as short as the bar allows. Beside it, as what the machine has to give, two processes that know nothing
 * of each other and play half each: processors that share a core, or a memory that others use too, are far from twice as fast as one.
 */
async function workers() {
  const long = [];
  const short = [];
  for (let round = 0; round < ROUNDS; round++) {
    long.push({ ...twoAgainstOne(LONG_JOB), halves: await twoProcesses(LONG_JOB) });
    short.push(twoAgainstOne(SHORT_JOB));
  }
  const of = (rounds, figure) => median(rounds.map(figure));
  const job = (futures, rounds) =>
    `${futures.toLocaleString('en')} futures of PROJECT, ${of(rounds, ({ one }) => one).toFixed(1)} s with one`;
  tell(
    'two_workers_over_one',
    of(long, ({ one, two }) => one / two),
    '>= 1.8',
    job(LONG_JOB, long),
  );
  tell(
    'two_workers_over_one_short',
    of(short, ({ one, two }) => one / two),
    '',
    job(SHORT_JOB, short),
  );
  tell(
    'second_worker_start_seconds',
    of(short, ({ one, two }) => two - one / 2),
    '',
    'what two take beyond half of what one takes, on the short job',
  );
  tell(
    'two_processes_over_one',
    of(long, ({ one, halves }) => one / halves),
    '',
    'what this machine has to give: two processes, half each',
  );
}

function twoAgainstOne(futures) {
  return { one: child('seconds', 1, futures).seconds, two: child('seconds', 2, futures).seconds };
}

async function twoProcesses(futures) {
  const halves = await Promise.all([0, 1].map(() => childBeside('seconds', 1, futures / 2)));
  return Math.max(...halves.map(({ seconds }) => seconds));
}

function memory() {
  const bytes = Array.from({ length: ROUNDS }, () => (child('memory', 100_000).bytes - child('memory', 1000).bytes) / (99_000 * 64));
  tell('bytes_per_future_milestone', median(bytes), '<= 16', '64 milestones, 1,000 against 100,000 futures');
}

function startUp() {
  const small = join(folder, 'small.yaml');
  writeFileSync(
    small,
    'scenario: small\ntime_unit: day\npools: {crew: 1}\nactivities:\n  a: {duration: 3, pools: {crew: 1}}\n  b: {duration: 2, after: a, pools: {crew: 1}}\n',
  );
  const rounds = Array.from({ length: 4 * ROUNDS }, () => ({
    empty: seconds(() => node('-e', '0')),
    version: seconds(() => node('dist/ttc.js', '--version')),
    validate: seconds(() => node('dist/ttc.js', 'validate', small)),
  }));
  const empty = median(rounds.map((round) => round.empty));
  tell('version_over_node', median(rounds.map((round) => round.version)) / empty, '<= 1.4', `empty node ${Math.round(1000 * empty)} ms`);
  tell(
    'validate_over_node',
    median(rounds.map((round) => round.validate)) / empty,
    '<= 2.5',
    `${Math.round(1000 * median(rounds.map((round) => round.validate)))} ms`,
  );
}

function pictures() {
  const ratios = Array.from({ length: ROUNDS }, () => child('picture').ratio);
  tell('png_over_canvas', median(ratios), '<= 1.1', 'chart.js on the bare canvas, same chart');
}

/**
 * How fast the largest scenario is on one core, and where the time goes. The speed is that of a whole study, from plan to outcomes;
 * the shares are those of the work done for each future, by the same doors, in a process of its own.
 */
function portfolio() {
  const rounds = Array.from({ length: PORTFOLIO_ROUNDS }, () => ({
    study: child('portfolio', PORTFOLIO_FUTURES).seconds,
    parts: child('portfolioParts', PORTFOLIO_FUTURES),
  }));
  const study = median(rounds.map((round) => round.study));
  const { activities, events } = rounds[0].parts;
  tell('portfolio_futures_per_second', PORTFOLIO_FUTURES / study, '', `${activities} activities, ${PORTFOLIO_FUTURES} futures, one core`);
  tell(
    'portfolio_activity_events_per_second',
    events / study,
    '',
    `${Math.round(events / PORTFOLIO_FUTURES)} starts and finishes a future`,
  );
  const spent = (part) => rounds.reduce((sum, { parts }) => sum + parts[part], 0);
  const all = spent('draws') + spent('engine') + spent('measures');
  const notes = {
    draws: 'a row of work for each future',
    engine: 'from that row to the trace',
    measures: `from the trace to the sums; the three take ${Math.round((100 * all) / rounds.reduce((sum, round) => sum + round.study, 0))} % of a study's time, the rest is spent once`,
  };
  for (const [part, note] of Object.entries(notes)) tell(`portfolio_share_${part}`, spent(part) / all, '', note);
}

/** Eight cells of Childress Horizon with 200 futures each, less what it takes to find that all are there. */
function sweep() {
  const file = join(folder, 'sweep.yaml');
  writeFileSync(
    file,
    `sweep: bench\nbase: ${resolve('scenarios/childress-horizon.yaml')}\nfutures: 200\naxes:\n  electricians: {path: sites.childress.crews.electricians.workers, values: [x 0.7, x 0.8, x 0.9, x 1]}\n  gpus: {path: sites.childress.gpus.*.order, values: [as is, later 60 d]}\n`,
  );
  const rates = Array.from({ length: 3 }, (_, round) => {
    const words = ['dist/ttc.js', 'sweep', file, '--workers', '2', '--no-charts', '--json', '--out', join(folder, `sweep-${round}`)];
    const whole = seconds(() => node(...words));
    return 8 / (whole - seconds(() => node(...words, '--resume')));
  });
  tell(
    'sweep_cells_per_second',
    median(rates),
    '',
    `Childress Horizon, 200 futures a cell, two threads: ${Math.round(100 / median(rates))} s for 5 x 5 x 4 cells`,
  );
}
