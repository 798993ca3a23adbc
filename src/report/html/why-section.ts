/** Why each milestone comes when it does. Comes in: outcomes and chains of one future. Goes out: data for the page, and markup of the first one. */
import { showChance } from '../../base/show-chance.ts';
import { tellPlace, tellSpan } from '../../figures/dates.ts';
import { byDate } from '../../figures/milestone-names.ts';
import { tellNumber, tellShare } from '../../figures/words.ts';
import type { ExplainedStep } from '../../measure/explain.ts';
import { inBrief } from '../../measure/explain-brief.ts';
import type { Outcomes } from '../../measure/outcomes.ts';
import type { ToldFutures } from '../../study/told-futures.ts';
import { lastMilestone } from './answers.ts';
import { html, type Markup } from './markup.ts';
import { STEP_KINDS, type WhyData } from './page-data.ts';

const MOST_ACTIVITIES = 8;
/** Links of a chain that take less than this share of it are left out where it has many. */
const MOST_LINKS = 40;
/** Of the time to a milestone: what takes less is not told. */
const LEAST_SHARE = 0.002;
const KINDS = ['work', 'wait', 'lag', 'plan'];

export interface Why {
  readonly words: readonly string[];
  readonly why: readonly WhyData[];
}

/** In order of date. Words are told once each. */
export function whyOf(outcomes: Outcomes, told: ToldFutures | null): Why {
  const words: string[] = [];
  const numbers = new Map<string, number>();
  const word = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, words.length);
    words.push(text);
    return words.length - 1;
  };
  const why = byDate(outcomes).map(
    ({ id, milestone }): WhyData => ({
      id,
      drivers: milestone.drivers
        .filter(({ amount }) => amount >= LEAST_SHARE * sumOf(milestone.drivers))
        .map(({ label, amount }) => [word(label), round(amount)]),
      critical: milestone.critical
        .slice(0, MOST_ACTIVITIES)
        .map(({ activity, label, share }) => [word(`${label} (${activity})`), round(share)]),
      chain: chainOf(told?.chains[id] ?? []).map((step) => {
        const kind = KINDS.indexOf(step.kind);
        const place = (tick: number): number => round(tick / (told?.ticksPerUnit ?? 1));
        return [
          place(step.fromTick),
          place(step.toTick),
          kind,
          word(step.kind === 'wait' ? (step.waitedFor ?? step.causeLabel) : step.causeLabel),
          word(step.activity),
          round(step.length),
        ];
      }),
    }),
  );
  return { words, why };
}

/** The links that took time, the longest ones where there are many. */
function chainOf(steps: readonly ExplainedStep[]): readonly ExplainedStep[] {
  const brief = inBrief(steps).filter(({ fromTick, toTick }) => toTick > fromTick);
  if (brief.length <= MOST_LINKS) return brief;
  const long = new Set([...brief].sort((a, b) => b.length - a.length).slice(0, MOST_LINKS));
  return brief.filter((step) => long.has(step));
}

function sumOf(drivers: readonly { readonly amount: number }[]): number {
  return drivers.reduce((sum, { amount }) => sum + amount, 0);
}

function round(value: number): number {
  return Number(value.toPrecision(5));
}

export function whySection(outcomes: Outcomes, { words, why }: Why, told: ToldFutures | null): Markup | null {
  if (why.length === 0) return null;
  const last = lastMilestone(outcomes);
  const chosen = Math.max(
    0,
    why.findIndex(({ id }) => id === last),
  );
  const shown = why[chosen] as WhyData;
  const word = (at: number): string => words[at] ?? '';
  const total = shown.drivers.reduce((sum, [, amount]) => sum + amount, 0);
  const options = why.map(({ id }, i) =>
    i === chosen ? html`<option value="${i}" selected>${id}</option>` : html`<option value="${i}">${id}</option>`,
  );
  const drivers = shown.drivers.map(
    ([label, amount]) =>
      html`<tr><td><bdi>${word(label)}</bdi></td><td>${tellSpan(outcomes, amount)}</td><td>${tellShare(amount / Math.max(total, 1e-9))}</td></tr>`,
  );
  const critical = shown.critical.map(([label, share]) => html`<tr><td><bdi>${word(label)}</bdi></td><td>${showChance(share)}</td></tr>`);
  const links = shown.chain.map(
    ([from, to, kind, cause, activity, length]) =>
      html`<tr><td>${tellPlace(outcomes, from)}</td><td>${tellPlace(outcomes, to)}</td><td>${tellNumber(length)}</td><td>${STEP_KINDS[kind]}${kind === 3 ? '' : ` ${word(cause)}`}</td><td><bdi>${word(activity)}</bdi></td></tr>`,
  );
  const chain =
    told === null
      ? html`<p>The chain of one future is told by <code>ttc explain</code>.</p>`
      : html`<h3>In one future (${told.seed}), first things first</h3>
<div class="scroll" role="region" tabindex="0" aria-label="Chain of causes"><table id="why-chain"><thead><tr><th scope="col">from</th><th scope="col">to</th><th scope="col">${outcomes.unit ?? 'days'}</th><th scope="col">what</th><th scope="col">activity</th></tr></thead><tbody>${links}</tbody></table></div>`;
  return html`<p><label for="why-choice">Milestone</label> <select id="why-choice" autocomplete="off">${options}</select></p>
<div class="columns"><div><h3>Where its time goes: mean over futures, on its driving path</h3><div class="scroll" role="region" tabindex="0" aria-label="Causes"><table id="why-drivers"><thead><tr><th scope="col">cause</th><th scope="col">time</th><th scope="col">share</th></tr></thead><tbody>${drivers}</tbody></table></div></div>
<div><h3>Activities most often on that path</h3><div class="scroll" role="region" tabindex="0" aria-label="Activities"><table id="why-critical"><thead><tr><th scope="col">activity</th><th scope="col">futures</th></tr></thead><tbody>${critical}</tbody></table></div></div></div>
${chain}`;
}
