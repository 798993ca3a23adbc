/** The first screen: when, how sure, what holds it back, what would help, each in a few words. Comes in: a report's input. Goes out: markup. */
import { instantOf, placeOf, tellInstant, tellSpan } from '../../figures/dates.ts';
import { isOneRun } from '../../figures/frame.ts';
import { tellNumber, tellShare } from '../../figures/words.ts';
import { topDrivers, topHolders } from '../../measure/cause-weights.ts';
import type { Estimate, InstantSummary, Outcomes } from '../../measure/outcomes.ts';
import { PLANNED_START } from '../../plan/plan.ts';
import { amountsOf, nameAmount } from '../amounts.ts';
import { type Assumption, isJudged } from './assumptions.ts';
import { amount, chance, estimate, instant, interval } from './cells.ts';
import { whatHelps } from './help-answer.ts';
import type { ReportInput } from './input.ts';
import { html, type Markup } from './markup.ts';

interface Asked {
  readonly name: string;
  readonly short: string;
  readonly summary: InstantSummary & { readonly planned?: string | number | null; readonly onTime?: { readonly share: number } | null };
  readonly at: readonly (string | number)[];
}

/** `3,077.5 MW`: to the tenth, since sites are planned in quarters of a hall. */
function tellMegawatts(mw: number): string {
  return `${mw.toLocaleString('en-GB', { maximumFractionDigits: 1 })} MW`;
}

const SHARES = [0.5, 1];
const MOST_CAUSES = 3;
const NO_BREAK = '\u00a0';

export function answers(input: ReportInput, assumptions: readonly Assumption[]): Markup {
  return html`<div class="answers">${when(input.outcomes)}${howSure(input.outcomes, assumptions)}${whatHolds(input.outcomes)}${whatHelps(input)}</div>`;
}

/** Half of the compute and all of it; without compute the milestone that comes last, or the end. */
function asked(outcomes: Outcomes): Asked[] {
  const amounts = amountsOf(outcomes).filter(({ site }) => site === null);
  if (amounts.length > 0)
    return amounts.flatMap(({ amount: reached }, i) =>
      SHARES.includes(reached.share)
        ? [
            {
              name: nameAmount(reached),
              short: reached.share === 1 ? 'all' : `${Math.round(100 * reached.share)} %`,
              summary: reached,
              at: ['curve', 'amounts', i],
            },
          ]
        : [],
    );
  const last = lastMilestone(outcomes);
  if (last === null) return [{ name: 'everything finished', short: 'everything finished', summary: outcomes.makespan, at: ['makespan'] }];
  const milestone = outcomes.milestones[last];
  return milestone === undefined
    ? []
    : [{ name: last, short: last, summary: { ...milestone, planned: milestone.target }, at: ['milestones', last] }];
}

/** The milestone with the latest median. */
export function lastMilestone(outcomes: Outcomes): string | null {
  const place = (id: string): number => placeOf(outcomes, instantOf(outcomes.milestones[id]!.p50)) ?? Number.POSITIVE_INFINITY;
  return Object.keys(outcomes.milestones).reduce<string | null>(
    (last, id) => (last === null || place(id) >= place(last) ? id : last),
    null,
  );
}

function when(outcomes: Outcomes): Markup {
  const all = asked(outcomes);
  const oneRun = isOneRun(outcomes);
  const hasPlan = all.some(({ summary }) => (summary.planned ?? null) !== null);
  const rows = all.map(({ short, summary, at }) => {
    const p80 = oneRun ? null : html`<td>${estimate(outcomes, summary.p80, [...at, 'p80'])}</td>`;
    const planKey = at[0] === 'milestones' ? 'target' : 'planned';
    const plan = hasPlan ? html`<td>${summary.planned == null ? '' : instant(outcomes, summary.planned, [...at, planKey])}</td>` : null;
    return html`<tr><th scope="row"><bdi>${short}</bdi></th><td>${estimate(outcomes, summary.p50, [...at, 'p50'])}</td>${p80}${plan}</tr>`;
  });
  const heads = oneRun ? html`<th scope="col">reached</th>` : html`<th scope="col">P50</th><th scope="col">P80</th>`;
  const isCompute = outcomes.curve !== null && all[0]?.at[0] === 'curve';
  const of =
    isCompute && outcomes.curve !== null
      ? html`<p class="of">Of ${tellMegawatts(outcomes.curve.totalMw)} of IT load, accepted by their user:</p>`
      : null;
  return html`<section class="answer"><h2>When?</h2>${of}<table><thead><tr><th scope="col">${isCompute ? 'online' : 'reached'}</th>${heads}${hasPlan ? html`<th scope="col">plan</th>` : null}</tr></thead><tbody>${rows}</tbody></table>${oneRun ? null : lateness(outcomes)}</section>`;
}

/** What the percentiles say, and how far they are from the plan. */
function lateness(outcomes: Outcomes): Markup {
  const last = asked(outcomes).at(-1)?.summary;
  const planned = last === undefined ? null : placeOf(outcomes, last.planned ?? null);
  const behind = (value: Estimate | undefined): string | null => {
    const place = value === undefined ? null : placeOf(outcomes, instantOf(value));
    if (place === null || planned === null) return null;
    return place >= planned ? `${tellSpan(outcomes, place - planned)} after` : `${tellSpan(outcomes, planned - place)} before`;
  };
  const [p50, p80] = [behind(last?.p50), behind(last?.p80)];
  const gap = p50 === null || p80 === null ? null : html` The last of it: ${p50} the plan at P50, ${p80} it at P80.`;
  return html`<p class="soft more">P50, P80: half of all futures, and 8 in 10, are there by then.${gap}</p>`;
}

function howSure(outcomes: Outcomes, assumptions: readonly Assumption[]): Markup {
  const last = asked(outcomes).at(-1);
  if (last === undefined || isOneRun(outcomes))
    return html`<section class="answer"><h2>How sure?</h2><p>This is one run${outcomes.world === null ? '' : ` with the ${outcomes.world} of every draw`}: not a forecast. Run many futures to know.</p></section>`;
  const { summary, at, name } = last;
  const { planned, onTime } = summary;
  const [early, late] = [summary.p10, summary.p90].map((value) => placeOf(outcomes, instantOf(value)));
  const spread = early == null || late == null ? '' : `: ${tellSpan(outcomes, late - early)} apart`;
  const inTime =
    onTime == null || planned == null
      ? null
      : html`<p><strong>${chance(onTime.share, [...at, 'onTime', 'share'])}</strong> of futures have ${name} by the plan's ${tellInstant(outcomes, planned)}.</p>`;
  const unfinished =
    summary.censored > 0
      ? html` ${amount(summary.censored, tellNumber(summary.censored), [...at, 'censored'])} futures do not get there by ${tellInstant(outcomes, outcomes.until)}.`
      : null;
  return html`<section class="answer"><h2>How sure?</h2>${inTime}<p>8 in 10 futures: ${estimate(outcomes, summary.p10, [...at, 'p10'])} to ${estimate(outcomes, summary.p90, [...at, 'p90'])}<span class="more">${spread}</span>.<span class="more"> With more futures, P80 would still lie between ${interval(outcomes, summary.p80, [...at, 'p80'])} (90 % interval).</span>${unfinished}</p>${restsOn(assumptions)}</section>`;
}

/** The interval knows only how many futures were played; what the numbers rest on is another matter. */
function restsOn(assumptions: readonly Assumption[]): Markup | null {
  const judged = assumptions.filter(isJudged).length;
  return judged === 0
    ? null
    : html`<p class="soft more">${tellNumber(judged)} of ${tellNumber(assumptions.length)} inputs are <a href="#assumptions">judgement</a>.</p>`;
}

/** The driving path says what to change; what late compute is in on each day is often just what comes last. */
function whatHolds(outcomes: Outcomes): Markup {
  const isCompute = (outcomes.lostMwDays ?? 0) > 0;
  const causes = topDrivers(outcomes, PLANNED_START).slice(0, MOST_CAUSES);
  const list = causes.map(({ label, amount: size }) => html`<li><strong><bdi>${label}</bdi></strong> ${tellSpan(outcomes, size)}</li>`);
  const holders = topHolders(outcomes)
    .slice(0, 2)
    .map(({ label, share }) => `${label} (${tellShare(share).replace(' ', NO_BREAK)})`)
    .join(' and ');
  const tail = isCompute
    ? html`<p class="soft more">Day by day, the compute that is late is mostly in ${holders}: ${amount(outcomes.lostMwDays ?? 0, tellNumber(outcomes.lostMwDays ?? 0), ['lostMwDays'])} MW-days lost against the plan.</p>`
    : null;
  return html`<section class="answer"><h2>What holds it back?</h2><p class="of">Work and waits on the way to the last ${outcomes.curve === null ? 'milestone' : 'MW'}, mean:</p><ol>${list}</ol>${tail}</section>`;
}
