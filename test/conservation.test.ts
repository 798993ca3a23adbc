/**
 * Nothing is lost and nothing is counted twice, in every future of every scenario in the repository: GPUs, megawatts, workers, money.
 * The same identities hold for invented sites in trades/; here they hold for what people read.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSampler } from '../src/engine/draws.ts';
import { createNoWait } from '../src/engine/no-wait.ts';
import { compileProgram } from '../src/engine/program.ts';
import { createSimulator } from '../src/engine/simulate.ts';
import { createFold } from '../src/measure/fold.ts';
import { compile } from '../src/scenario/compile.ts';
import { readScenario } from '../src/scenario/read-scenario.ts';
import { amountAt, booked, type Future, gpuLedgers, instantsOf, type Moves, poolLedgers, powerLedgers } from './ledgers.ts';

/** The scenarios, and those that hold every field of the language. */
const FOLDERS = ['scenarios', 'test/knobs/scenarios'];
/** Folders of what scenarios are made of, and of sweeps over them. */
const PIECES = /(^|\/)(library|parts|sweeps)\//;
const FUTURES = 20;
/** Of a scenario with thousands of activities. */
const FUTURES_OF_LARGE = 5;
const LARGE = 3000;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !PIECES.test(file))
    .sort()
    .map((file) => join(folder, file)),
);

/** A future, and what the measures made of it. */
interface Measured extends Future {
  readonly name: string;
  /** By account, in its unit. */
  readonly accounts: readonly number[];
  /** By pool, in unit-ticks. */
  readonly used: readonly number[];
}

function futuresOf(file: string): Measured[] {
  const plan = compile(readScenario(file));
  const program = compileProgram(plan);
  const simulator = createSimulator(program);
  const noWait = createNoWait(program);
  const { draw, width } = createSampler(plan);
  const count = plan.activities.length > LARGE ? FUTURES_OF_LARGE : FUTURES;
  const matrix = draw([{ text: 'conservation', first: 0, count }]);
  const fold = createFold(program, count);
  const { sums } = fold.result();
  const sumsNow = (name: string): number[] => Array.from(sums[name] ?? []);
  return Array.from({ length: count }, (_, row) => {
    const work = matrix.slice(row * width, (row + 1) * width);
    const before = { accounts: sumsNow('accounts/total'), used: sumsNow('pools/used') };
    const trace = structuredClone(simulator.run(work));
    fold.add(trace, noWait.run(work));
    return {
      ...{ name: `${file}, future ${row}`, plan, indexOf: program.indexOf, trace, work },
      accounts: sumsNow('accounts/total').map((sum, i) => sum - before.accounts[i]!),
      used: sumsNow('pools/used').map((sum, i) => sum - before.used[i]!),
    };
  });
}

/** What was seen in all, so that no identity holds for want of anything to hold for. */
const seen = {
  failed: 0,
  replaced: 0,
  cancelled: 0,
  stored: 0,
  mining: 0,
  ai: 0,
  onSite: 0,
  full: 0,
  crews: 0,
  hours: 0,
  money: 0,
  lots: 0,
};

type Complain = (sentence: string) => void;

/** Sums of parts of pieces, as of GPUs shared out among orders, differ by rounding only. */
const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

function gpus(future: Future, wrong: Complain): void {
  for (const { hall, ...line } of gpuLedgers(future)) {
    for (const tick of instantsOf(future, ...Object.values(line))) {
      const at = (moves: Moves): number => amountAt(moves, tick);
      const inTransit = at(line.ordered) - at(line.arrived) - at(line.cancelled);
      const [stored, taken, failed, cancelled] = [at(line.stored), at(line.taken), at(line.failed), at(line.cancelled)];
      const ordered = at(line.ordered) + at(line.replaced);
      const found = inTransit + stored + taken + failed + cancelled;
      if (!isSame(found, ordered))
        wrong(`${hall} at ${tick}: ${ordered} ordered, ${inTransit} in transit + ${stored} + ${taken} + ${failed} + ${cancelled}`);
      for (const [what, pieces] of Object.entries({ inTransit, stored, taken, failed, cancelled }))
        if (pieces < -1e-6) wrong(`${hall} at ${tick}: ${pieces} ${what}`);
      if (at(line.installed) > taken + 1e-6) wrong(`${hall} at ${tick}: ${at(line.installed)} installed of ${taken} taken`);
      if (at(line.online) > at(line.installed) + 1e-6)
        wrong(`${hall} at ${tick}: ${at(line.online)} online, ${at(line.installed)} installed`);
      seen.stored = Math.max(seen.stored, stored);
    }
    seen.failed += line.failed.length;
    seen.replaced += line.replaced.length;
    seen.cancelled += line.cancelled.length;
  }
  for (const { id, quantity, deliveries } of future.plan.gpus) {
    const arrived = deliveries.reduce(
      (sum, part) => sum + booked(future, { kind: 'event', at: 'finish', ...part, amount: part.quantity }),
      0,
    );
    if (arrived > quantity) wrong(`${id}: ${arrived} came of ${quantity}`);
  }
}

function megawatts(future: Future, wrong: Complain): void {
  for (const { site, ...line } of powerLedgers(future)) {
    for (const tick of instantsOf(future, ...Object.values(line))) {
      const at = (moves: Moves): number => amountAt(moves, tick);
      const [secured, energised, onSite, held] = [at(line.secured), at(line.energised), at(line.onSite), at(line.heldBack)];
      const used = at(line.mining) + at(line.ai) + at(line.other);
      if (secured < energised) wrong(`${site} at ${tick}: ${energised} kW energised, ${secured} secured`);
      if (energised + onSite < used) wrong(`${site} at ${tick}: ${used} kW used of ${energised} energised and ${onSite} made there`);
      if (energised + onSite !== used + held + at(line.free))
        wrong(`${site} at ${tick}: ${energised} + ${onSite} kW are not ${used} used + ${held} held back + ${at(line.free)} free`);
      for (const [what, kw] of Object.entries({ mining: at(line.mining), ai: at(line.ai), onSite, held }))
        if (kw < 0) wrong(`${site} at ${tick}: ${kw} kW ${what}`);
      if (energised + onSite === used && used > 0) seen.full++;
    }
    for (const what of ['mining', 'ai', 'onSite'] as const) seen[what] += line[what].length;
  }
}

function workers(future: Measured, wrong: Complain): void {
  const { plan, trace, work, used: measured } = future;
  const pools = poolLedgers(future);
  pools.forEach(({ resource, balances, there, used }, i) => {
    for (const { time, free, someTaken } of balances) {
      if (someTaken && free < 0) wrong(`${resource.id} at ${time}: ${-free} more at work than there are`);
      if (free > amountAt(there, time)) wrong(`${resource.id} at ${time}: ${free} free of ${amountAt(there, time)}`);
    }
    if (measured[i] !== used) wrong(`${resource.id}: ${measured[i]} unit-minutes measured, ${used} used`);
  });
  plan.activities.forEach(({ id, work: kind }, i) => {
    if (kind.kind !== 'effort' || Number.isNaN(trace.workEnd[i]!)) return;
    const done = trace.crew[i]! * trace.worked[i]! * kind.productivity;
    // Work ends with a whole minute of the crew, and takes one at least.
    const off = trace.worked[i] === 1 ? Math.max(0, work[i]! - 1.5 * trace.crew[i]! * kind.productivity) : Math.abs(done - work[i]!);
    if (off > 0.5 * trace.crew[i]! * kind.productivity + 1e-6) wrong(`${id}: ${done} worker-minutes done of ${work[i]}`);
    seen.crews++;
  });
}

function money(future: Measured, wrong: Complain): void {
  const { plan, accounts: measured } = future;
  plan.accounts.forEach(({ id, entries, unit }, i) => {
    const told = entries.map((entry) => booked(future, entry));
    const sum = told.reduce((total, amount) => total + amount, 0);
    if (!isSame(sum, measured[i]!)) wrong(`${id}: ${measured[i]} ${unit} measured, ${sum} booked`);
    if (unit === 'worker-h' && sum > 0) seen.hours++;
    if (unit === 'USD' && sum > 0) seen.money++;
  });
  oncePerLot(future, wrong);
}

/** Each lot of GPUs that has a price is bought by one entry of one account, when it comes or when its invoice is due. */
function oncePerLot(future: Measured, wrong: Complain): void {
  const { plan, indexOf } = future;
  const purchases = plan.accounts
    .filter(({ id, unit }) => unit === 'USD' && id.split('/')[1] === 'purchases')
    .flatMap(({ entries }) => entries)
    .filter((entry) => entry.kind === 'event');
  const activities = purchases.map(({ activity }) => activity);
  if (new Set(activities).size !== activities.length) wrong('two purchases are booked by one activity');
  const bought = new Map(purchases.map((entry) => [entry.activity, entry]));
  for (const { id, deliveries } of plan.gpus) {
    const lots = deliveries.map(({ activity, quantity }) => {
      const due = plan.activities.filter(
        ({ id: other, after }) => bought.has(other) && other.endsWith('/due') && isOfLot(other, activity) && after.length === 1,
      );
      const entries = [bought.get(activity), ...due.map((entry) => bought.get(entry.id))].filter((entry) => entry !== undefined);
      return { activity, quantity, entries };
    });
    const counts = new Set(lots.map(({ entries }) => entries.length));
    if (counts.size > 1 || Math.max(...counts) > 1) wrong(`${id}: its lots are bought ${[...counts].join(' or ')} times`);
    for (const { activity, quantity, entries } of lots) {
      for (const entry of entries) {
        seen.lots++;
        const isThere = !Number.isNaN(future.trace.finish[indexOf.get(activity)!]!);
        const paid = booked(future, entry);
        if (entry.activity === activity && isThere !== paid > 0) wrong(`${activity}: ${paid} USD for ${quantity} that came: ${isThere}`);
      }
    }
  }
}

/** `<order>/lot-1/due` belongs to `<order>/lot-1` and to `<order>/lot-1/received`. */
function isOfLot(due: string, delivered: string): boolean {
  const lot = due.slice(0, -'/due'.length);
  return delivered === lot || (delivered.startsWith(`${lot}/`) && !delivered.includes('substitute'));
}

const IDENTITIES = {
  'GPUs ordered are in transit, stored, installed, failed or cancelled': gpus,
  'megawatts secured >= energised >= used, and what is used adds up': megawatts,
  'nobody works who is not there, and hours are crew x time': workers,
  'money is booked once': money,
};

describe.each(files)('%s', (file) => {
  const futures = futuresOf(file);
  it.each(Object.entries(IDENTITIES))('%s', (_, check) => {
    for (const future of futures) {
      const wrong: string[] = [];
      check(future, (sentence) => void wrong.push(sentence));
      expect(wrong.slice(0, 10), future.name).toEqual([]);
    }
  });
});

it('the futures hold something of everything', () => {
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(20);
});
