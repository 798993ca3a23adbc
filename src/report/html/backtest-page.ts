/** The report of `ttc backtest`: forecasts of the past beside what happened. Comes in: a Backtest. Goes out: text. */
import { showChance } from '../../base/show-chance.ts';
import { backtestFigure } from '../../figures/backtest.ts';
import { type Timed, tellInstant, tellSpan } from '../../figures/dates.ts';
import { sentence, tellCount, tellNumber } from '../../figures/words.ts';
import type { Backtest, BacktestForecast, BacktestSummary, ScenarioBacktest } from '../../measure/backtest.ts';
import { shellWord } from '../shell-word.ts';
import { card } from './answer-card.ts';
import { amount, chance, instant, signed } from './cells.ts';
import { figuresMarkup } from './figure-markup.ts';
import { html, type Markup } from './markup.ts';
import { framedPage, type PageParts } from './page-frame.ts';
import { type Made, reproduceMarkup } from './reproduce.ts';
import { sortedTable } from './sorted-table.ts';

const DAYS: Timed = { start: null, until: null, unit: null };

export function backtestPage(backtest: Backtest, made: Made, parts: PageParts): string {
  const { scenarios, summary, replications, seed, tool } = backtest;
  const drawn = scenarios.map((scenario) => ({ scenario, figure: backtestFigure(scenario, backtest) }));
  const [first] = scenarios;
  return framedPage(
    {
      title: scenarios.length === 1 && first !== undefined ? first.title : `${tellCount(scenarios.length, 'backtest')}`,
      kind: 'forecasts and what happened',
      origin: `Forecasts with what was known on their day; ${tellCount(replications, 'future')} for each, seed ${seed}. ${tool}`,
      numbersOf: 'backtest.json',
      answers: html`<div class="answers">${howGood(summary)}${whichWay(summary)}${againstPromises(summary)}${whatItProves(summary)}</div>`,
      hero: drawn.find(({ figure }) => figure !== null)?.figure ?? null,
      sections: [
        ...drawn.map(({ scenario, figure }, i) => ({
          id: `scenario-${i + 1}`,
          title: scenario.title,
          content: html`${figuresMarkup([figure])}${forecastTable(scenario, i)}`,
        })),
        { id: 'left-out', title: 'What was not scored', content: leftOutSection(summary) },
        { id: 'reproduce', title: 'Reproduce', content: reproduceSection(backtest, made) },
      ],
      figures: drawn.flatMap(({ figure }) => figure ?? []),
      time: { start: first?.start ?? null, unit: null, until: first?.until ?? null },
      footer: `Error: what happened less P50, in days; late is positive. CRPS: in days, 0 is perfect; of a forecast of a single day it is the absolute error. ${tool}.`,
    },
    parts,
  );
}

function howGood({ coverage80, cases, events }: BacktestSummary): Markup {
  return card(
    'How good were the forecasts?',
    coverage80 === null
      ? html`<p>Nothing that was forecast has happened yet.</p>`
      : html`<p><strong>${amount(coverage80.yes, tellNumber(coverage80.yes), ['summary', 'coverage80', 'yes'])}${coverage80.unsure > 0 ? ` to ${tellNumber(coverage80.yes + coverage80.unsure)}` : ''} of ${amount(cases, tellNumber(cases), ['summary', 'cases'])}</strong> held what happened between P10 and P90; 8 in 10 should.</p><p class="soft">The true share lies between ${showChance(coverage80.lo)} and ${showChance(coverage80.hi)} (90 % interval), if cases were independent; they are all of ${tellCount(events, 'event')}.</p>`,
  );
}

function whichWay({ biasDays, meanCrpsDays }: BacktestSummary): Markup {
  const bias =
    biasDays === null
      ? html`<p>Nothing can be said of a bias.</p>`
      : html`<p>What happened came <strong>${amount(biasDays, tellSpan(DAYS, Math.abs(biasDays)), ['summary', 'biasDays'])} ${biasDays < 0 ? 'earlier' : 'later'}</strong> than P50 on average.</p>`;
  const crps =
    meanCrpsDays === null
      ? null
      : html`<p>Mean CRPS: ${amount(meanCrpsDays, tellNumber(meanCrpsDays), ['summary', 'meanCrpsDays'])} days.</p>`;
  return card('Early or late?', html`${bias}${crps}`);
}

function againstPromises({ againstPromise }: BacktestSummary): Markup {
  if (againstPromise === null) return card("Better than the builder's word?", html`<p>No promise is on record.</p>`);
  const at = ['summary', 'againstPromise'];
  const { cases, meanCrpsDays, meanAbsoluteErrorOfPromise } = againstPromise;
  return card(
    "Better than the builder's word?",
    html`<p>In ${amount(cases, tellCount(cases, 'case'), [...at, 'cases'])} with a promise it was off by ${amount(meanAbsoluteErrorOfPromise, tellNumber(meanAbsoluteErrorOfPromise), [...at, 'meanAbsoluteErrorOfPromise'])} days on average; the forecasts, by their CRPS, by ${amount(meanCrpsDays, tellNumber(meanCrpsDays), [...at, 'meanCrpsDays'])}.</p>`,
  );
}

function whatItProves({ verdict }: BacktestSummary): Markup {
  return card('What does it prove?', html`<p>${sentence(verdict)}.</p>`);
}

/** Scored ones first, then those of which nobody knows yet. */
function forecastTable({ cases, open, start, until }: ScenarioBacktest, scenario: number): Markup | null {
  if (cases.length + open.length === 0) return null;
  const time: Timed = { start, until, unit: null };
  const common = ({ milestone, asOf, p10, p50, p90 }: BacktestForecast, at: readonly (string | number)[]): Markup =>
    html`<th scope="row"><bdi>${milestone}</bdi></th><td>${instant(time, asOf, [...at, 'asOf'])}</td><td>${instant(time, p10, [...at, 'p10'])}</td><td>${instant(time, p50, [...at, 'p50'])}</td><td>${instant(time, p90, [...at, 'p90'])}</td>`;
  const scored = cases.map((entry, i) => {
    const at = ['scenarios', scenario, 'cases', i];
    const { actual, errorDays, inP10P90, crpsDays, promised } = entry;
    const happened =
      actual.from === actual.to
        ? instant(time, actual.to, [...at, 'actual', 'to'])
        : html`${instant(time, actual.from, [...at, 'actual', 'from'])} to ${instant(time, actual.to, [...at, 'actual', 'to'])}`;
    const chanceOf =
      promised === null
        ? html`<td></td><td></td>`
        : html`<td>${instant(time, promised.by, [...at, 'promised', 'by'])}</td><td class="number">${chance(promised.probability, [...at, 'promised', 'probability'])}</td>`;
    return html`<tr>${common(entry, at)}<td>${happened}</td><td class="number">${errorDays === null ? '' : signed(errorDays, [...at, 'errorDays'])}</td><td>${inP10P90 === 'unsure' ? 'cannot tell' : inP10P90}</td><td class="number">${amount(crpsDays, tellNumber(crpsDays), [...at, 'crpsDays'])}</td>${chanceOf}</tr>
`;
  });
  const unknown = open.map(
    (
      entry,
      i,
    ) => html`<tr>${common(entry, ['scenarios', scenario, 'open', i])}<td>not yet known</td><td></td><td></td><td></td><td></td><td></td></tr>
`,
  );
  return sortedTable({
    id: `forecasts-${scenario + 1}`,
    label: 'Table of forecasts',
    heads: [
      'milestone',
      'as of',
      'P10',
      'P50',
      'P90',
      'happened',
      'error, days',
      'within P10 to P90',
      'CRPS, days',
      'promised',
      'chance of that',
    ],
    rows: [...scored, ...unknown],
    filter: 'forecasts',
  });
}

function leftOutSection({ open, scenarios }: BacktestSummary): Markup {
  return html`<p>${open === 0 ? 'Of every forecast it is known what happened.' : `${tellCount(open, 'forecast')} of what is still open ${open === 1 ? 'is' : 'are'} shown and not scored.`} ${tellCount(scenarios, 'scenario')} with something that happened cannot say how good forecasts of other sites are.</p>`;
}

function reproduceSection({ tool, seed, replications, scenarios }: Backtest, { files, command }: Made): Markup {
  const names = scenarios.map(({ scenario }) => `<file of ${scenario}>`).join(' ');
  return reproduceMarkup({
    before: 'From the folder in which the scenarios were named:',
    commands: [command ?? `npx ttc backtest ${names} --seed ${shellWord(seed)} --reps ${replications}`],
    facts: [
      { name: 'Made with', words: tool },
      ...scenarios.map(({ scenario, scenarioDigest, start, until }) => ({
        name: 'Scenario',
        words: `${scenario}, ${tellInstant({ start, until, unit: null }, start)} to ${tellInstant({ start, until, unit: null }, until)}`,
        digest: scenarioDigest,
      })),
    ],
    files,
  });
}
