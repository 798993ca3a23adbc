/** What would help, on the first screen: levers where they were tried, else the bound on all of them and where the waits are. Comes in: a report's input. Goes out: markup. */
import { instantOf, placeOf, tellInstant, tellSpan } from '../../figures/dates.ts';
import { tellNumber } from '../../figures/words.ts';
import type { LeversOutcome } from '../../measure/levers.ts';
import type { Outcomes } from '../../measure/outcomes.ts';
import type { ReportInput } from './input.ts';
import { html, type Markup } from './markup.ts';

const MOST = 3;

export function whatHelps({ levers, outcomes }: ReportInput): Markup {
  const words = levers === null ? untried(outcomes) : tried(levers, outcomes);
  return html`<section class="answer"><h2>What would help?</h2>${words}</section>`;
}

function tried(levers: LeversOutcome, outcomes: Outcomes): Markup {
  const unit = levers.unit ?? 'days';
  const best = levers.levers.filter(({ days }) => (days.by ?? 0) > 0).slice(0, MOST);
  const list = best.map(
    ({ label, days }) =>
      html`<li><strong><bdi>${label}</bdi></strong> ${tellNumber(days.by ?? 0)} ${unit} <span class="soft">${days.lo === null ? '?' : tellNumber(days.lo)} to ${days.hi === null ? '?' : tellNumber(days.hi)}</span></li>`,
  );
  const what = `P${Math.round(100 * levers.percentile)} of ${levers.milestone}`;
  return html`${best.length === 0 ? html`<p>No lever tried brings ${what} forward for certain.</p>` : html`<p class="of">${what} comes sooner by:</p><ol>${list}</ol>`}${levers.scenario === outcomes.scenario ? null : html`<p class="soft">Of ${levers.scenario}.</p>`}`;
}

/** The futures themselves say how much all levers on waiting could bring together. */
function untried(outcomes: Outcomes): Markup {
  const most = bound(outcomes);
  const how = html`<p class="soft${most === null ? null : ' more'}"><code>ttc levers</code> tries each remedy; <code>ttc report --levers</code> puts its ranking here.</p>`;
  return html`${most}${how}`;
}

function bound(outcomes: Outcomes): Markup | null {
  const { curve } = outcomes;
  if (curve === null) return null;
  const [p50, free] = [instantOf(curve.complete.p50), curve.complete.noWaitP50].map((instant) => placeOf(outcomes, instant));
  if (p50 == null || free == null || p50 - free < 1) return null;
  return html`<p>If nothing ever waited<span class="more"> for crews, deliveries or power</span>, P50 of all would be <strong>${tellInstant(outcomes, curve.complete.noWaitP50)}</strong>, ${tellSpan(outcomes, p50 - free)} sooner.</p>`;
}
