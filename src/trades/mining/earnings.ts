/**
 * What mining hashes and earns. Comes in: the mining load and every change to it, as lowered. Goes out: the hashrate over time,
 * and accounts of energy, revenue, cash and of the credits for load that is kept. It adds no work to the plan but a mark at the
 * start, from which the accounts of the load at the start run.
 */
import type { Path } from '../../base/problem.ts';
import { quantity as parse } from '../../base/units.ts';
import type { Entry } from '../../plan/plan.ts';
import { makeDistribution } from '../../random/distributions/registry.ts';
import { groupCause, type Lowering } from '../lowering.ts';
import { energisedAt, type MiningFields } from '../mining.ts';
import { kilowatts, numberLaw, tickOfDate } from '../read.ts';

const HOURS_PER_DAY = 24;
const HOURS_PER_YEAR = 365.25 * HOURS_PER_DAY;
const TH_PER_PH = 1000;

/** TH/s of so many kW at an efficiency in J/TH: a watt is a joule per second. */
export function hashrateOf(kw: number, joulesPerTh: number): number {
  return Math.round((kw * 1000) / joulesPerTh);
}

/** The price of power in USD/MWh at which mining earns nothing: TH/s per MW, times USD per TH/s and hour. */
export function breakEven(joulesPerTh: number, usdPerPhDay: number): number {
  return ((1_000_000 / joulesPerTh / TH_PER_PH) * usdPerPhDay) / HOURS_PER_DAY;
}

/** Something that mines from the activity's finish on, or stops if below zero. */
interface Load {
  readonly activity: string;
  readonly kw: number;
  readonly th: number;
}

/** A price and when it holds, in ticks. */
interface Price {
  readonly from: number;
  readonly to: number;
  readonly usd: number;
}

/** Call once everything of the site has been lowered. */
export function lowerEarnings(lowering: Lowering, site: string, fields: MiningFields | undefined, path: Path): void {
  const { builder, problems } = lowering;
  const power = builder.power.find((other) => other.site === site);
  if (fields === undefined || power === undefined) return;
  checkKept(lowering, power.miningKw, power.handBack, fields, path);
  const { hashprice, keep, power_cost: cost, efficiency } = fields;
  if (hashprice !== undefined && efficiency === undefined && !hasHashrates(fields))
    problems.addMissing(
      [...path, 'efficiency'],
      'there is a hashprice, but nothing says what a megawatt hashes',
      'add "efficiency:", such as 15 J/TH',
    );
  if (hashprice === undefined && fields.hashprice_spread !== undefined)
    problems.add([...path, 'hashprice_spread'], 'there is no hashprice that it could spread', 'add "hashprice:"');
  const isAsked = hashprice !== undefined || cost !== undefined || keep !== undefined || efficiency !== undefined || hasHashrates(fields);
  if (!isAsked) return;
  const start = builder.addActivity({
    scope: [site, 'mining'],
    name: 'start',
    label: 'mining at the start',
    cause: groupCause(builder, 'power'),
    site,
    hall: null,
    work: { kind: 'duration', clock: 'elapsed', law: { kind: 'fixed', parameters: { value: 0 } }, scale: 1, factors: [] },
    after: [],
    notBefore: 0,
    needs: [],
    gives: [],
    calendar: null,
    onClose: 'pause',
    priority: 0,
    origin: path,
  });
  const uptime = parse(fields.uptime, 'share');
  if (uptime > 1) problems.add([...path, 'uptime'], `${fields.uptime} is more than all of it`, 'write a share from 0 % to 100 %');
  const named = (kw: number, id: string | undefined): number => {
    const hall = id === undefined || !Object.hasOwn(fields.halls, id) ? undefined : fields.halls[id];
    if (hall?.hashrate !== undefined) return Math.round((parse(hall.hashrate, 'hashrate') * kw) / kilowatts(hall.mw));
    return efficiency === undefined ? 0 : hashrateOf(kw, parse(efficiency, 'efficiency'));
  };
  const changes = power.handBack.map(({ activity, kw }): Load => {
    const [, , hall] = activity.startsWith(`${site}/mining/`) ? activity.split('/') : [];
    return { activity, kw: -kw, th: named(-kw, hall) * uptime };
  });
  const inHalls = Object.entries(fields.halls).filter(([, hall]) => energisedAt(lowering, hall) === null);
  const unnamedKw = power.miningKw - inHalls.reduce((sum, [, { mw }]) => sum + kilowatts(mw), 0);
  const baseTh = inHalls.reduce((sum, [id, { mw }]) => sum + named(kilowatts(mw), id), named(unnamedKw, undefined)) * uptime;
  const loads: Load[] = [{ activity: start, kw: power.miningKw, th: baseTh }, ...changes];
  builder.gauges.push({
    id: `${site}/hashrate`,
    label: 'hashrate at work',
    unit: 'EH/s',
    site,
    perUnit: 1_000_000,
    base: Math.round(baseTh),
    changes: changes.map(({ activity, th }) => ({ activity, at: 'finish', amount: Math.round(th) })),
  });
  book(lowering, site, fields, loads, path);
  bookMiners(lowering, site, fields);
}

function hasHashrates({ halls }: MiningFields): boolean {
  return Object.values(halls).some(({ hashrate }) => hashrate !== undefined);
}

/** What is handed back must leave what is kept. */
function checkKept(
  { problems }: Lowering,
  base: number,
  handBack: readonly { readonly kw: number }[],
  { keep }: MiningFields,
  path: Path,
): void {
  if (keep === undefined) return;
  const left = handBack.reduce((sum, { kw }) => sum - kw, base);
  const kept = kilowatts(keep.mw);
  if (left < kept)
    problems.add(
      [...path, 'keep', 'mw'],
      `${kept / 1000} MW are to be kept, but only ${left / 1000} MW are left once all is handed back`,
      'keep less, or hand back less',
    );
}

function book(lowering: Lowering, site: string, fields: MiningFields, loads: readonly Load[], path: Path): void {
  const { builder, problems } = lowering;
  const start = loads[0]!.activity;
  const { keep, efficiency } = fields;
  const { kw: baseKw, th: baseTh } = loads[0]!;
  const keptKw = keep === undefined ? 0 : kilowatts(keep.mw);
  const off = keep === undefined ? 0 : parse(keep.curtailed, 'share');
  // On average, the load that is kept mines less by the share of the time in which it is switched off.
  const lostKw = keptKw * off;
  const lostTh =
    baseKw > 0
      ? (baseTh / baseKw) * lostKw
      : efficiency === undefined
        ? 0
        : hashrateOf(lostKw, parse(efficiency, 'efficiency')) * parse(fields.uptime, 'share');
  const mined = off === 0 ? loads : [...loads, { activity: start, kw: -lostKw, th: -lostTh }];
  const account = (what: string, label: string, unit: string, entries: readonly Entry[]): void =>
    void builder.accounts.push({ id: `${site}/${what}`, label, unit, site, entries });
  const energy = (usdPerMwh: number): Entry[] =>
    mined.map(({ activity, kw }) => ({ kind: 'running', activity, from: 'finish', perHour: (kw / 1000) * usdPerMwh }));
  account('mining-energy/all', 'energy mined with', 'MWh', energy(1));
  const cost = fields.power_cost === undefined ? 0 : parse(fields.power_cost, 'energyPrice');
  if (cost > 0) account('mining-power-cost/all', 'power for mining', 'USD', energy(cost));
  const prices = pricesOf(lowering, fields, path);
  if (prices.length > 0) {
    const law = numberLaw(problems, [...path, 'hashprice_spread'], fields.hashprice_spread ?? 1, 1);
    const spread = makeDistribution(law);
    const cases: [string, string, number][] = [['mean', 'at the mean hashprice', spread.mean]];
    if (law.kind !== 'fixed')
      cases.push(
        ['p10', 'at the P10 of the hashprice', spread.quantile(0.1)],
        ['p90', 'at the P90 of the hashprice', spread.quantile(0.9)],
      );
    for (const [id, words, times] of cases) {
      const revenue = prices.flatMap(({ from, to, usd }) =>
        mined.map(({ activity, th }): Entry => {
          const perHour = (th / TH_PER_PH) * ((usd * times) / HOURS_PER_DAY);
          return { kind: 'running', activity, from: 'finish', perHour, within: { from, to } };
        }),
      );
      account(`mining-revenue/${id}`, `mining revenue ${words}`, 'USD', revenue);
      if (cost > 0) account(`mining-cash/${id}`, `mining revenue less power, ${words}`, 'USD', [...revenue, ...energy(-cost)]);
    }
    if (efficiency !== undefined) tellYield(lowering, site, fields, parse(efficiency, 'efficiency'), prices[0]!.usd * spread.mean);
  }
  if (keep === undefined) return;
  builder.facts.push({
    site,
    id: 'flexible-load',
    label: 'mining load that can be switched off',
    value: keptKw / 1000,
    unit: 'MW',
    source: keep.source ?? null,
  });
  if (keep.credit !== undefined) {
    const perHour = (keptKw * parse(keep.credit, 'powerPrice')) / HOURS_PER_YEAR;
    account('response-credits/mining', 'credits for load that can be switched off', 'USD', [
      { kind: 'running', activity: start, from: 'finish', perHour },
    ]);
  }
  if (off > 0)
    account('curtailed/mining', 'energy that mining gave up for the grid', 'MWh', [
      { kind: 'running', activity: start, from: 'finish', perHour: lostKw / 1000 },
    ]);
}

function tellYield({ builder }: Lowering, site: string, fields: MiningFields, joulesPerTh: number, usd: number): void {
  const uptime = parse(fields.uptime, 'share');
  const perMwh = breakEven(joulesPerTh, usd);
  const source = 'worked out from efficiency, uptime and the first hashprice';
  builder.facts.push(
    { site, id: 'mining-break-even', label: 'price of power at which mining earns nothing', value: round(perMwh), unit: 'USD/MWh', source },
    {
      site,
      id: 'mining-revenue-per-mw-year',
      label: 'mining revenue per MW and year',
      value: Math.round(perMwh * uptime * 365 * HOURS_PER_DAY),
      unit: 'USD',
      source,
    },
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The path of prices, each with the stretch in which it holds; the first from the start on. */
function pricesOf({ axis, problems, horizon }: Lowering, { hashprice }: MiningFields, path: Path): Price[] {
  if (hashprice === undefined) return [];
  const steps =
    typeof hashprice === 'string'
      ? [{ from: 0, usd: parse(hashprice, 'hashprice') }]
      : hashprice.map(({ from, price }) => ({ from: tickOfDate(axis, from), usd: parse(price, 'hashprice') }));
  steps.forEach(({ from }, i) => {
    if (i > 0 && from <= steps[i - 1]!.from)
      problems.add([...path, 'hashprice', i, 'from'], 'steps must come in order of time', 'put the earlier step first');
  });
  if (steps[0]!.from > 0)
    problems.add(
      [...path, 'hashprice', 0, 'from'],
      'nothing says what the hashprice is at the start',
      'let the first step begin at the start or before',
    );
  return steps
    .map(({ from, usd }, i) => ({ from: Math.max(0, from), to: steps[i + 1]?.from ?? horizon, usd }))
    .filter(({ from, to }) => to > from);
}

/** Machines that are switched off with their hall. */
function bookMiners({ builder }: Lowering, site: string, { halls }: MiningFields): void {
  for (const [id, { miners }] of Object.entries(halls)) {
    const off = [site, 'mining', id, 'off'].join('/');
    if (miners === undefined || !builder.hasActivity(off)) continue;
    builder.accounts.push({
      id: `${site}/miners-off/${id}`,
      label: `machines switched off in ${id}`,
      unit: 'machines',
      site,
      entries: [{ kind: 'event', activity: off, at: 'finish', amount: miners }],
    });
  }
}
