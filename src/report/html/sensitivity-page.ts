/** The report of `ttc sensitivity`: which inputs move an outcome, and in which futures it is late. Comes in: what the study says. Goes out: text. */
import { peelingFigure } from '../../figures/peeling.ts';
import { sensitivityFigures } from '../../figures/sensitivity.ts';
import { shorten, tellCount, tellNumber } from '../../figures/words.ts';
import type { Instant } from '../../measure/outcomes.ts';
import type { InputSensitivity, SensitivityOutcomes, Sure } from '../../measure/sensitivity/outcomes.ts';
import { share, shareWithInterval, tellLate, tellVerdict } from '../sensitivity-tables.ts';
import { shellWord } from '../shell-word.ts';
import { card } from './answer-card.ts';
import { amount, chance, instant, signed } from './cells.ts';
import { figuresMarkup } from './figure-markup.ts';
import { html, type Markup } from './markup.ts';
import { framedPage, type PageParts } from './page-frame.ts';
import { type Made, reproduceMarkup } from './reproduce.ts';
import { sortedTable } from './sorted-table.ts';

/** Bars of the picture on the first screen, and lines of its answers. */
const MOST_SHOWN = 6;
const MOST_TOLD = 3;

export function sensitivityPage(outcomes: SensitivityOutcomes, made: Made, parts: PageParts): string {
  const { title, outcome, replications, seed, tool } = outcomes;
  const figures = sensitivityFigures(outcomes);
  const peeling = peelingFigure(outcomes);
  const [few] = sensitivityFigures({ ...outcomes, inputs: outcomes.inputs.slice(0, MOST_SHOWN) });
  const hero = few === undefined || figures[0] === undefined ? null : { ...few, name: 'first-inputs', subtitle: figures[0].subtitle };
  return framedPage(
    {
      title,
      kind: 'what moves it',
      origin: `What moves ${outcome.name}: ${tellCount(replications, 'future')}, seed ${seed}. ${tool}`,
      numbersOf: 'sensitivity.json',
      answers: html`<div class="answers">${whatMoves(outcomes)}${isItEnough(outcomes)}${whichCauses(outcomes)}${whenLate(outcomes)}</div>`,
      hero,
      heroSize: 'low',
      sections: [
        { id: 'inputs', title: 'Inputs', content: html`${figuresMarkup(figures.slice(0, 1))}${inputTable(outcomes)}` },
        { id: 'causes', title: 'Causes', content: figuresMarkup(figures.slice(1)) },
        {
          id: 'late',
          title: 'The late futures',
          content: html`${figuresMarkup([peeling])}<ul>${tellLate(outcomes).map((line) => html`<li>${line.trim()}</li>`)}</ul>`,
        },
        { id: 'design', title: 'A design of its own', content: designSection(outcomes) },
        { id: 'left-out', title: 'What was not measured', content: leftOutSection(outcomes) },
        { id: 'reproduce', title: 'Reproduce', content: reproduceSection(outcomes, made) },
      ],
      figures: [hero, ...figures, peeling].filter((figure) => figure !== null),
      time: { start: null, unit: null, until: null },
      footer: `Shares are of the variance of ${outcome.name} over futures: what an input explains alone. In brackets: 90 % intervals. ${tool}.`,
    },
    parts,
  );
}

/** `12.3 % (10.1 to 14 %)`, each with its place. */
function explained({ value, lo, hi }: Sure, at: readonly (string | number)[]): Markup {
  return html`${amount(value, share(value), [...at, 'value'])} <span class="soft">(${amount(lo, share(lo), [...at, 'lo'])} to ${amount(hi, share(hi), [...at, 'hi'])})</span>`;
}

function whatMoves({ inputs, outcome }: SensitivityOutcomes): Markup {
  const rows = inputs
    .slice(0, MOST_TOLD)
    .map(
      ({ label, first, standsOut }, i) =>
        html`<tr><th scope="row"><bdi>${shorten(label, 60)}</bdi></th><td>${explained(first, ['inputs', i, 'first'])}</td><td>${standsOut ? '' : 'as chance'}</td></tr>`,
    );
  return card(
    'What moves it most?',
    rows.length === 0
      ? html`<p>Nothing in this scenario is random.</p>`
      : html`<p class="of">Of what is unsure about <bdi>${outcome.name}</bdi>:</p><table><thead><tr><th scope="col">input</th><th scope="col">explains</th><th scope="col"></th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function isItEnough(outcomes: SensitivityOutcomes): Markup {
  const words = tellVerdict(outcomes);
  return card('Is it enough?', html`<p>${words.charAt(0).toUpperCase()}${words.slice(1)}.</p>`);
}

function whichCauses({ causes, explained: all }: SensitivityOutcomes): Markup {
  const list = causes
    .slice(0, MOST_TOLD)
    .map(
      ({ label, first }, i) =>
        html`<li><strong><bdi>${label}</bdi></strong> ${amount(first.value, share(first.value), ['causes', i, 'first', 'value'])}</li>`,
    );
  return card(
    'Which causes?',
    html`<ol>${list}</ol><p class="soft more">All inputs one by one: ${amount(all.value, share(all.value), ['explained', 'value'])}; the rest is interaction, and luck no input tells.</p>`,
  );
}

function whenLate({ late, outcome }: SensitivityOutcomes): Markup {
  const [box] = late.boxes;
  const all = html`<p>${chance(late.share.share, ['late', 'share', 'share'])} of futures are ${outcome.unit.startsWith('MW') ? 'above' : 'later than'} ${limitOf(late.after, outcome.unit)}.</p>`;
  if (box === undefined) return card('When is it late?', html`${all}<p class="soft">No conditions describe them.</p>`);
  return card(
    'When is it late?',
    html`${all}<p><strong>${chance(box.density.share, ['late', 'boxes', 0, 'density', 'share'])}</strong> where <bdi>${shorten(box.conditions.map(({ text }) => text).join(' and '), 110)}</bdi>.</p>`,
  );
}

function limitOf(after: Instant, unit: string): Markup {
  const at = ['late', 'after'];
  if (typeof after === 'number') return amount(after, `${tellNumber(after)} ${unit}`, at);
  return after === null ? html`the horizon` : instant({ start: null, until: null, unit: null }, after, at);
}

function inputTable({ inputs, outcome }: SensitivityOutcomes): Markup | null {
  if (inputs.length === 0) return null;
  const rows = inputs.map((input, i) => inputRow(input, ['inputs', i]));
  return sortedTable({
    id: 'inputs-table',
    label: 'Table of inputs',
    heads: ['input', 'cause', 'explains', 'rank correlation', `lowest to highest fifth, ${outcome.unit}`, 'stands out'],
    rows,
    filter: 'inputs',
  });
}

function inputRow({ label, causeLabel, first, rank, swing, standsOut }: InputSensitivity, at: readonly (string | number)[]): Markup {
  return html`<tr><th scope="row"><bdi>${label}</bdi></th><td><bdi>${causeLabel}</bdi></td><td>${explained(first, [...at, 'first'])}</td><td>${amount(rank.value, rank.value.toFixed(2), [...at, 'rank', 'value'])} <span class="soft">(${rank.lo.toFixed(2)} to ${rank.hi.toFixed(2)})</span></td><td class="number">${signed(swing, [...at, 'swing'])}</td><td>${standsOut ? 'yes' : 'no'}</td></tr>
`;
}

function designSection({ design, outcome }: SensitivityOutcomes): Markup | null {
  if (design === undefined) return null;
  const isSobol = design.kind === 'sobol';
  const heads = isSobol
    ? ['input', 'alone', 'with others (total)']
    : ['input', `size, ${outcome.unit}`, `mean, ${outcome.unit}`, `sd, ${outcome.unit}`];
  const rows =
    design.kind === 'sobol'
      ? design.inputs.map(
          ({ label, first, total }) =>
            html`<tr><th scope="row"><bdi>${label}</bdi></th><td data-sort="${first.value}">${shareWithInterval(first)}</td><td data-sort="${total.value}">${shareWithInterval(total)}</td></tr>`,
        )
      : design.inputs.map(
          ({ label, size, mean, sd }) =>
            html`<tr><th scope="row"><bdi>${label}</bdi></th><td data-sort="${size.value}">${tellNumber(size.value)} (${tellNumber(size.lo)} to ${tellNumber(size.hi)})</td><td class="number" data-sort="${mean}">${tellNumber(mean)}</td><td class="number" data-sort="${sd}">${tellNumber(sd)}</td></tr>`,
        );
  const words = isSobol ? 'Sobol samples' : `elementary effects (Morris), for half of an input's range upwards`;
  return html`<p>${tellCount(design.futures, 'future')} of its own: ${words}.</p>${sortedTable({ id: 'design-table', label: 'Table of the design', heads, rows })}`;
}

function leftOutSection({ censored, replications, inputs }: SensitivityOutcomes): Markup {
  const horizon =
    censored === 0
      ? html`<p>Every future reaches it by the horizon.</p>`
      : html`<p>${amount(censored, tellNumber(censored), ['censored'])} of ${tellNumber(replications)} futures do not reach it by the horizon, and count as if they did there.</p>`;
  return html`${horizon}<p>${tellCount(inputs.length, 'input')} were measured. What is not random in the scenario moves nothing here: <code>ttc levers</code> and <code>ttc sweep</code> change that.</p>`;
}

function reproduceSection({ tool, scenario, seed, replications }: SensitivityOutcomes, { files, command }: Made): Markup {
  return reproduceMarkup({
    before: 'From the folder in which the scenario was named:',
    commands: [command ?? `npx ttc sensitivity <file of ${scenario}> --seed ${shellWord(seed)} --reps ${replications}`],
    facts: [
      { name: 'Made with', words: tool },
      { name: 'Scenario', words: scenario },
    ],
    files,
  });
}
