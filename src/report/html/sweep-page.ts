/**
 * The report of a sweep: the best and the worst cell, what each axis does, and every cell. Comes in: the study and the results that
 * are there, all of them or, while it goes on, some. Goes out: text.
 */
import { tellInstant } from '../../figures/dates.ts';
import type { Figure } from '../../figures/figure.ts';
import { sweepFigures } from '../../figures/sweep.ts';
import type { SweepResults } from '../../figures/sweep-values.ts';
import { tellCount, tellNumber } from '../../figures/words.ts';
import type { SweepStudy } from '../../measure/sweep.ts';
import type { SweepCell } from '../../plan/sweep.ts';
import { showSet } from '../../scenario/set-option.ts';
import { shellWord } from '../shell-word.ts';
import { figuresMarkup } from './figure-markup.ts';
import { html, type Markup } from './markup.ts';
import { framedPage, type PageParts } from './page-frame.ts';
import { type Made, reproduceMarkup } from './reproduce.ts';
import { nameCell, sweepAnswers } from './sweep-answers.ts';
import { cellTable } from './sweep-cell-table.ts';
import { type RankedSweep, rankSweep } from './sweep-ranking.ts';

/** Cells that are named where they are missing. */
const MOST_MISSING = 50;

export function sweepPage(sweep: SweepResults, made: Made, parts: PageParts): string {
  const { study, results } = sweep;
  // Charts and ranks of what is there: a cell that was not played is not late.
  const there = { study: { ...study, cells: study.cells.filter(({ id }) => results.has(id)) }, results };
  const ranked = rankSweep(there);
  const figures = results.size === 0 ? [] : sweepFigures(there);
  const named = (prefix: string): Figure[] => figures.filter(({ name }) => name.startsWith(prefix));
  // Of axes that a design draws there is no field of cells; what each is worth is read at a glance, a cloud is not.
  const hero = named('heat-map')[0] ?? named('sweep-tornado')[0] ?? figures[0] ?? null;
  const { title, start, unit, until, tool, seed, futures, luck, scenarioTitle } = study;
  return framedPage(
    {
      title,
      kind: 'a sweep',
      origin: `${tellCount(study.cells.length, 'variant')} of ${scenarioTitle}, ${tellCount(futures, 'future')} each${luck === 'common' ? ', the same for all' : ''}, seed ${seed}. ${tool}`,
      numbersOf: 'sweep.json',
      answers: sweepAnswers({ ...ranked, study, results }),
      hero,
      heroCaption: 'shown',
      heroSize: 'low',
      sections: [
        { id: 'field', title: 'Every combination', content: figuresMarkup(named('heat-map')) },
        { id: 'axes', title: 'What each axis does', content: figuresMarkup([...named('sweep-lines'), ...named('sweep-tornado')]) },
        { id: 'cells', title: 'Cells', content: cellTable(ranked) },
        { id: 'left-out', title: 'What was not computed', content: leftOutSection(study, sweep, ranked) },
        { id: 'reproduce', title: 'Reproduce', content: reproduceSection(study, ranked, made) },
      ],
      figures,
      time: { start, unit, until },
      footer: `A cell is the scenario with one value of each axis. P50 and P80: the dates by which 50 % and 80 % of its futures are done; intervals hold the true percentile with 90 %. ${tool}.`,
    },
    parts,
  );
}

function leftOutSection(study: SweepStudy, { results }: SweepResults, { ranked, measure }: RankedSweep): Markup {
  const missing = study.cells.filter(({ id }) => !results.has(id));
  const told = missing.slice(0, MOST_MISSING).map((cell) => html`<li><code>${cell.id}</code> <bdi>${nameCell(study, cell)}</bdi></li>`);
  const cells =
    missing.length === 0
      ? html`<p>Every cell of the sweep was played.</p>`
      : html`<p>${tellNumber(missing.length)} of ${tellCount(study.cells.length, 'cell')} ${missing.length === 1 ? 'is' : 'are'} missing; <code>ttc sweep --resume</code> plays them. Charts and ranks are of the others.</p><ul>${told}</ul>${missing.length > MOST_MISSING ? html`<p>And ${tellNumber(missing.length - MOST_MISSING)} more.</p>` : null}`;
  const late = results.size - ranked.length;
  const horizon =
    late === 0 || measure === null
      ? null
      : html`<p>In ${tellCount(late, 'cell')} P80 of <bdi>${measure}</bdi> lies after ${tellInstant(study, study.until)}. They are told as later than everything, and no mean along an axis counts them.</p>`;
  const design = study.axes.some(({ sampled }) => sampled)
    ? html`<p>Axes were drawn by a design, not crossed: combinations between its points were not played.</p>`
    : html`<p>Values between those that the axes list were not played.</p>`;
  return html`${cells}${horizon}${design}`;
}

function reproduceSection(study: SweepStudy, { ranked }: RankedSweep, { files, command }: Made): Markup {
  const { tool, sweep, scenario, scenarioDigest, seed, futures, luck } = study;
  const again = `--seed ${shellWord(seed)} --reps ${futures}`;
  const [best] = ranked;
  const one = best === undefined || luck !== 'common' ? [] : [`npx ttc run <file of ${scenario}> ${setsOf(best.cell)}${again}`];
  return reproduceMarkup({
    before: `The whole sweep${one.length > 0 ? ', and its best cell by itself, on the same futures' : ''}:`,
    commands: [command ?? `npx ttc sweep <file of ${sweep}> ${again}`, ...one],
    facts: [
      { name: 'Made with', words: tool },
      { name: 'Scenario', words: scenario, digest: scenarioDigest },
    ],
    files: Object.fromEntries(Object.entries(files).filter(([name]) => !name.startsWith('cells'))),
    after: 'The digests of the cells are in manifest.json.',
  });
}

function setsOf({ overrides }: SweepCell): string {
  return Object.entries(overrides)
    .map(([path, value]) => `${showSet({ path, value } as Parameters<typeof showSet>[0])} `)
    .join('');
}
