/** The report of `ttc levers`: what would help most, and what binds after that. Comes in: a LeversOutcome. Goes out: text. */
import { instantOf, tellInstant } from '../../figures/dates.ts';
import { tornadoFigure } from '../../figures/tornado.ts';
import { sentence, shorten, tellCount, tellNumber } from '../../figures/words.ts';
import type { LeversOutcome, RankedLever } from '../../measure/levers.ts';
import type { CauseAmount } from '../../measure/outcomes.ts';
import { showSet } from '../../scenario/set-option.ts';
import { tellAnomalies } from '../levers-tables.ts';
import { card } from './answer-card.ts';
import { amount, chance, difference, estimate, signed, signedRange } from './cells.ts';
import { figuresMarkup } from './figure-markup.ts';
import { html, type Markup } from './markup.ts';
import { framedPage, type PageParts } from './page-frame.ts';
import { type Made, reproduceMarkup } from './reproduce.ts';
import { sortedTable } from './sorted-table.ts';

/** Bars of the picture on the first screen, and rows of its table. */
const MOST_SHOWN = 8;
const MOST_TOLD = 3;
const MOST_CAUSES = 3;

export function leversPage(outcome: LeversOutcome, made: Made, parts: PageParts): string {
  const { title, start, unit, until, replications, seed, tool } = outcome;
  const tornado = tornadoFigure(outcome);
  const few = tornadoFigure({ ...outcome, levers: outcome.levers.slice(0, MOST_SHOWN) });
  const hero = few === null || tornado === null ? null : { ...few, name: 'first-levers', subtitle: tornado.subtitle };
  return framedPage(
    {
      title,
      kind: 'what would help',
      origin: `${targetOf(outcome)}; each lever alone on the same ${tellCount(replications, 'future')}, seed ${seed}. ${tool}`,
      numbersOf: 'levers.json',
      answers: html`<div class="answers">${whatHelps(outcome)}${howSure(outcome)}${whatNext(outcome)}${whatItCosts(outcome)}</div>`,
      hero,
      sections: [
        { id: 'tornado', title: 'Each lever alone', content: figuresMarkup([tornado]) },
        { id: 'levers', title: 'All levers', content: leverTable(outcome) },
        { id: 'sequence', title: 'One after another', content: sequenceSection(outcome) },
        { id: 'anomalies', title: 'Where more is later', content: anomalySection(outcome) },
        { id: 'how', title: 'How to pull them', content: howSection(outcome) },
        { id: 'left-out', title: 'What was not tried', content: leftOutSection(outcome) },
        { id: 'reproduce', title: 'Reproduce', content: reproduceSection(outcome, made) },
      ],
      figures: [hero, tornado].filter((figure) => figure !== null),
      time: { start, unit, until },
      footer: `Gained: by how much ${targetOf(outcome)} comes sooner; less than zero is later. In brackets: 90 % intervals. MW-${unit ?? 'day'}s: planned IT load that is not online, times how long. ${tool}.`,
    },
    parts,
  );
}

function targetOf({ percentile, milestone }: LeversOutcome): string {
  return `P${Number((100 * percentile).toFixed(1))} of ${milestone}`;
}

function unitOf({ unit }: LeversOutcome): string {
  return `${unit ?? 'day'}s`;
}

function helping({ levers }: LeversOutcome): RankedLever[] {
  return levers.filter(({ verdict }) => verdict === 'helps');
}

function whatHelps(outcome: LeversOutcome): Markup {
  const best = helping(outcome).slice(0, MOST_TOLD);
  const now = html`<p class="of">${targetOf(outcome)} is ${estimate(outcome, outcome.base, ['base'])} as things are. It comes sooner by:</p>`;
  if (best.length === 0)
    return card(
      'What would help most?',
      html`<p>No single lever is shown to bring ${targetOf(outcome)} forward from ${estimate(outcome, outcome.base, ['base'])}.</p>`,
    );
  const rows = best.map(
    ({ label, rank, days }) =>
      html`<tr><th scope="row"><bdi>${label}</bdi></th><td>${signed(days.by, ['levers', rank - 1, 'days', 'by'])} ${unitOf(outcome)}</td><td>${signedRange(days, ['levers', rank - 1, 'days'])}</td></tr>`,
  );
  return card(
    'What would help most?',
    html`${now}<table><thead><tr><th scope="col">lever</th><th scope="col">gained</th><th scope="col">90 % interval</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function howSure(outcome: LeversOutcome): Markup {
  const { levers, replications } = outcome;
  const [best] = levers;
  if (best === undefined) return card('How sure?', html`<p>No lever was found in this scenario.</p>`);
  const count = (verdict: RankedLever['verdict']): number => levers.filter((lever) => lever.verdict === verdict).length;
  const [helps, hurts, open] = [count('helps'), count('hurts'), count('no difference shown') + count('cannot say')];
  return card(
    'How sure?',
    html`<p><bdi>${sentence(shorten(best.label, 60))}</bdi> makes it sooner in <strong>${chance(best.sooner, ['levers', 0, 'sooner'])}</strong> of futures and later in ${chance(best.later, ['levers', 0, 'later'])}.</p><p>Of ${tellCount(levers.length, 'lever')}, ${helps} ${helps === 1 ? 'is' : 'are'} shown to help${hurts > 0 ? `, ${hurts} to hurt` : ''}; of ${open} nothing is shown with ${tellNumber(replications)} futures.</p>`,
  );
}

function whatNext(outcome: LeversOutcome): Markup {
  const { sequence } = outcome;
  if (sequence === null) return card('What binds next?', html`<p>Not asked for: <code>--no-sequence</code> ranks the levers only.</p>`);
  const steps = sequence.steps.slice(0, MOST_TOLD);
  if (steps.length === 0)
    return card(
      'What binds next?',
      html`<p>No lever helps for certain. The way goes into ${tellBinding(sequence.binds, unitOf(outcome))}.</p>`,
    );
  const list = steps.map(
    ({ label, reached }, i) =>
      html`<li><strong><bdi>${label}</bdi></strong>: ${estimate(outcome, reached, ['sequence', 'steps', i, 'reached'])}</li>`,
  );
  return card('And after that?', html`<p class="of">The best, then the best of the rest, bring it to:</p><ol>${list}</ol>`);
}

function whatItCosts(outcome: LeversOutcome): Markup {
  const [best] = helping(outcome);
  if (best === undefined || (best.mwDays === null && best.costUsd === null)) return whatBinds(outcome);
  const at = ['levers', best.rank - 1];
  const gained =
    best.mwDays === null
      ? null
      : html`<p>The first gains ${difference(best.mwDays, [...at, 'mwDays'])} MW-${unitOf(outcome)}${outcome.base.lostMwDays === null ? null : html` of ${amount(outcome.base.lostMwDays, tellNumber(outcome.base.lostMwDays), ['base', 'lostMwDays'])} lost`}.</p>`;
  const cost =
    best.costUsd === null
      ? html`<p class="soft">The scenario states no price that it touches.</p>`
      : html`<p>It costs ${costOf(best.costUsd, [...at, 'costUsd'])} more than without it.</p>`;
  return card('At what price?', html`${gained}${cost}`);
}

function whatBinds(outcome: LeversOutcome): Markup {
  const { sequence, levers } = outcome;
  return card(
    'What holds it back?',
    sequence === null
      ? html`<p>${tellCount(levers.length, 'lever')} were tried; what binds is told with the sequence.</p>`
      : html`<p>As things are the way to it goes into ${tellBinding(sequence.binds, unitOf(outcome))}.</p>`,
  );
}

function costOf(usd: number, pointer: readonly (string | number)[]): Markup {
  const millions = Math.abs(usd) >= 1e5;
  return amount(usd, `${tellNumber(millions ? usd / 1e6 : usd / 1e3)} ${millions ? 'MUSD' : 'kUSD'}`, pointer);
}

function tellBinding(causes: readonly CauseAmount[], unit: string): string {
  return causes
    .slice(0, MOST_CAUSES)
    .map(({ label, amount: size }) => `${label} (${tellNumber(size)} ${unit})`)
    .join(', ');
}

function leverTable(outcome: LeversOutcome): Markup | null {
  const { levers } = outcome;
  if (levers.length === 0) return null;
  const hasMwDays = levers.some(({ mwDays }) => mwDays !== null);
  const hasCost = levers.some(({ costUsd }) => costUsd !== null);
  const unit = unitOf(outcome);
  const heads = [
    ...['rank', 'lever', `${unit} gained`, '90 % interval', 'verdict'],
    ...(hasMwDays ? [`MW-${unit} gained`, 'their 90 % interval'] : []),
    ...['sooner in', 'later in'],
    ...(hasCost ? ['cost'] : []),
  ];
  const rows = levers.map((lever, i) => {
    const { rank, label, days, verdict, mwDays, sooner, later, costUsd } = lever;
    const at = ['levers', i];
    const gained = hasMwDays
      ? mwDays === null
        ? html`<td></td><td></td>`
        : html`<td class="number">${signed(mwDays.by, [...at, 'mwDays', 'by'])}</td><td>${signedRange(mwDays, [...at, 'mwDays'])}</td>`
      : null;
    const cost = hasCost ? html`<td class="number">${costUsd === null ? '' : costOf(costUsd, [...at, 'costUsd'])}</td>` : null;
    return html`<tr><td class="number">${amount(rank, String(rank), [...at, 'rank'])}</td><th scope="row"><bdi>${label}</bdi></th><td class="number">${signed(days.by, [...at, 'days', 'by'])}</td><td>${signedRange(days, [...at, 'days'])}</td><td>${verdict}</td>${gained}<td class="number">${chance(sooner, [...at, 'sooner'])}</td><td class="number">${chance(later, [...at, 'later'])}</td>${cost}</tr>
`;
  });
  return sortedTable({ id: 'levers-table', label: 'Table of levers', heads, rows, filter: 'levers' });
}

function sequenceSection(outcome: LeversOutcome): Markup | null {
  const { sequence } = outcome;
  if (sequence === null) return null;
  const unit = unitOf(outcome);
  const rows = sequence.steps.map(
    (step, i) =>
      html`<tr><td class="number">${i + 1}</td><th scope="row"><bdi>${step.label}</bdi></th><td class="number">${difference(step.days, ['sequence', 'steps', i, 'days'])}</td><td>${estimate(outcome, step.reached, ['sequence', 'steps', i, 'reached'])}</td><td>${tellBinding(step.binds, unit)}</td></tr>`,
  );
  const table =
    rows.length === 0
      ? null
      : html`<div class="scroll" role="region" tabindex="0" aria-label="Levers one after another"><table><thead><tr><th scope="col">step</th><th scope="col">lever</th><th scope="col">${unit} gained by it</th><th scope="col">${targetOf(outcome)}</th><th scope="col">what the way then goes into</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  const ended =
    sequence.ended === 'nothing helps' ? 'After that no lever helps for certain.' : `It stops at ${tellCount(sequence.mostSteps, 'step')}.`;
  return html`<p>What is relieved lets the next constraint bind (whack-a-mole): the best lever is pulled, then the best of the rest on top of it, and so on. At first the way goes into ${tellBinding(sequence.binds, unit)}.</p>${table}<p>${ended}</p>`;
}

function anomalySection(outcome: LeversOutcome): Markup {
  return html`<p>${tellAnomalies(outcome) ?? 'No lever that adds capacity or brings something sooner made any future later.'}</p>`;
}

function howSection({ levers }: LeversOutcome): Markup | null {
  if (levers.length === 0) return null;
  const list = levers.map(
    ({ label, sentence, overrides }) =>
      html`<dt><bdi>${label}</bdi></dt><dd>${sentence}<br>${overrides.map((override) => html`<code>${showSet(override)}</code> `)}</dd>`,
  );
  return html`<details><summary>The change that each lever makes, for <code>ttc run</code> or <code>ttc compare</code></summary><dl>${list}</dl></details>`;
}

function leftOutSection(outcome: LeversOutcome): Markup {
  const { notTried, notes, censored, replications, grouping } = outcome;
  const list = notTried.map(({ label, problem }) => html`<li><bdi>${label}</bdi>: ${problem}</li>`);
  const horizon =
    censored === 0
      ? html`<p>As things are every future reaches it by ${tellInstant(outcome, outcome.until)}.</p>`
      : html`<p>As things are ${amount(censored, tellNumber(censored), ['censored'])} of ${tellNumber(replications)} futures do not reach it by ${tellInstant(outcome, outcome.until)}; they count as later than everything.</p>`;
  return html`${list.length === 0 ? html`<p>Every lever that was found in the scenario was tried${instantOf(outcome.base) === null ? '' : ', alone'}.</p>` : html`<ul>${list}</ul>`}<p>${grouping === 'together' ? 'What several places have is relieved in all of them at once; --each-place tries them one by one.' : 'Each place was tried by itself.'} Levers that the scenario does not name, such as another design, are not tried.</p>${horizon}${notes.length === 0 ? null : html`<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`}`;
}

function reproduceSection({ tool, scenario, scenarioDigest, seed, replications }: LeversOutcome, { files, command }: Made): Markup {
  return reproduceMarkup({
    before: 'From the folder in which the scenario was named:',
    commands: [command ?? `npx ttc levers <file of ${scenario}> --seed ${seed} --reps ${replications}`],
    facts: [
      { name: 'Made with', words: tool },
      { name: 'Scenario', words: scenario, digest: scenarioDigest },
    ],
    files,
  });
}
