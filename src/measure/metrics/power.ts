/** Power at each site along the grid: secured, energised, made on the site, mining, AI. Counts of futures by level, in kW. */
import type { Trace } from '../../engine/trace.ts';
import type { SitePower } from '../../plan/plan.ts';
import { type Change, createLevelCounts, type LevelCounts, levelPercentiles, levelScale } from '../level-counts.ts';
import { type Accumulator, type Metric, type MetricContext, sumsOf, type Totals } from '../metric.ts';
import type { PowerOutcome } from '../outcomes.ts';
import { megawatts } from '../tell.ts';

export const power: Metric = { name: 'power', create };

type Line = 'secured' | 'energised' | 'on-site' | 'mining' | 'ai';

interface LineOfPower {
  readonly base: number;
  readonly changes: readonly { readonly activity: string; readonly kw: number }[];
  readonly sign: 1 | -1;
  readonly at: 'start' | 'finish';
}

/** What is secured on known days is added by the reader. */
const LINES: Readonly<Record<Line, (site: SitePower) => LineOfPower>> = {
  secured: (site) => ({ base: 0, changes: site.secure ?? [], sign: 1, at: 'finish' }),
  energised: (site) => ({ base: site.energisedKw, changes: site.energise, sign: 1, at: 'finish' }),
  'on-site': (site) => ({ base: 0, changes: site.onSite ?? [], sign: 1, at: 'finish' }),
  mining: (site) => ({ base: site.miningKw, changes: site.handBack, sign: -1, at: 'finish' }),
  ai: (site) => ({ base: 0, changes: site.draw, sign: 1, at: 'start' }),
};

function create({ program, grid }: MetricContext): Accumulator | undefined {
  const { plan } = program;
  if (grid === null || plan.power.length === 0) return undefined;
  const sums: Record<string, Float64Array> = {};
  const atFinish: LevelCounts[] = [];
  const atStart: LevelCounts[] = [];
  for (const site of plan.power) {
    for (const name of linesOf(site)) {
      const line = LINES[name](site);
      const counts = createLevelCounts(grid, line.base, changesOf(program.indexOf, line));
      sums[nameOf(site, name)] = counts.counts;
      (line.at === 'start' ? atStart : atFinish).push(counts);
    }
  }

  function addFuture(trace: Trace): void {
    for (let i = 0; i < atFinish.length; i++) atFinish[i]!.add(trace.finish);
    for (let i = 0; i < atStart.length; i++) atStart[i]!.add(trace.start);
  }

  return { sums, addFuture };
}

/** Lines that never move are not counted. */
function linesOf({ secure, onSite }: SitePower): Line[] {
  return [
    ...(secure === undefined ? [] : (['secured'] as const)),
    ...(onSite === undefined ? [] : (['on-site'] as const)),
    'energised',
    'mining',
    'ai',
  ];
}

function changesOf(indexOf: ReadonlyMap<string, number>, { changes, sign }: LineOfPower): Change[] {
  return changes.map(({ activity, kw }) => ({ activity: indexOf.get(activity)!, amount: sign * kw }));
}

function nameOf(site: SitePower, line: Line): string {
  return `power/${line}/${site.site}`;
}

export function readPower(totals: Totals): PowerOutcome[] {
  const { program, grid, futures } = totals;
  if (grid === null) return [];
  return program.plan.power.map((site) => {
    const percentiles = (name: Line, shares: readonly number[]): number[][] => {
      const line = LINES[name](site);
      const scale = levelScale(line.base, changesOf(program.indexOf, line));
      return levelPercentiles(sumsOf(totals, nameOf(site, name)), scale, futures, shares).map((series) => series.map(megawatts));
    };
    const [energisedP10, energisedMw, energisedP90] = percentiles('energised', [0.1, 0.5, 0.9]);
    const [miningMw] = percentiles('mining', [0.5]);
    const [aiMw] = percentiles('ai', [0.5]);
    const [allocatedMw] = site.secure === undefined ? [] : percentiles('secured', [0.5]);
    const [onSiteMw] = site.onSite === undefined ? [] : percentiles('on-site', [0.5]);
    const securedMw = Array.from(
      grid.at,
      (tick, i) => megawatts(site.secured.reduce((kw, step) => (step.from <= tick ? step.kw : kw), 0)) + (allocatedMw?.[i] ?? 0),
    );
    return {
      site: site.site,
      securedMw,
      energisedMw: energisedMw!,
      energisedP10: energisedP10!,
      energisedP90: energisedP90!,
      ...(onSiteMw === undefined ? {} : { onSiteMw }),
      miningMw: miningMw!,
      aiMw: aiMw!,
    };
  });
}
