/** The report of `ttc compare`: what moved, by how much, and which causes took the days. Comes in: a Comparison. Goes out: text. */
import { overlayFigure } from '../../figures/overlay.ts';
import { shiftsFigure } from '../../figures/overlay-shifts.ts';
import { shortenFront, tellCount, tellNumber } from '../../figures/words.ts';
import type { CauseShift, ComparedDate, ComparedSide, Comparison } from '../../measure/comparison.ts';
import { ALL_ONLINE } from '../../measure/rows.ts';
import { shellWord } from '../shell-word.ts';
import { card } from './answer-card.ts';
import { amount, chance, difference, instant, signed, signedRange } from './cells.ts';
import { figuresMarkup } from './figure-markup.ts';
import { html, type Markup } from './markup.ts';
import { framedPage, type PageParts } from './page-frame.ts';
import { type Made, reproduceMarkup } from './reproduce.ts';
import { sortedTable } from './sorted-table.ts';

/** Dates of the first screen, rows of its picture where there is no compute to draw, and causes that are told. */
const MOST_TOLD = 3;
const MOST_SHOWN = 10;
const MOST_CAUSES = 3;
const MOST_MISSING = 20;
const MOST_CHARACTERS = 60;

/** A date and where it stands in comparison.json. */
interface Placed {
  readonly date: ComparedDate;
  readonly at: readonly (string | number)[];
}

export function comparisonPage(comparison: Comparison, made: Made, parts: PageParts): string {
  const { before, after, pairing } = comparison;
  const overlay = overlayFigure(comparison);
  const shifts = shiftsFigure(comparison);
  const few = overlay === null ? shiftsFigure({ ...comparison, dates: comparison.dates.slice(0, MOST_SHOWN) }) : null;
  const hero = overlay ?? (few === null ? null : { ...few, name: 'first-shifts' });
  const futures =
    pairing === 'paired'
      ? `the same ${tellCount(before.replications, 'future')}, seed ${before.seed}`
      : `${tellNumber(before.replications)} and ${tellNumber(after.replications)} futures, not the same`;
  return framedPage(
    {
      title: before.title === after.title ? before.title : `${before.title} | ${after.title}`,
      kind: 'what moved',
      origin: `First: ${shortenFront(before.label, MOST_CHARACTERS)}. Second: ${shortenFront(after.label, MOST_CHARACTERS)}. On ${futures}. ${after.tool}`,
      numbersOf: 'comparison.json',
      answers: html`<div class="answers">${whatMoved(comparison)}${howSure(comparison)}${why(comparison)}${whatIsLost(comparison)}</div>`,
      hero,
      heroSize: 'low',
      sections: [
        { id: 'dates', title: 'What moved', content: html`${figuresMarkup([shifts])}${dateTable(comparison)}` },
        { id: 'causes', title: 'Which causes took it', content: causeSection(comparison) },
        { id: 'lost', title: 'MW-days lost', content: lostSection(comparison) },
        { id: 'left-out', title: 'What was not compared', content: leftOutSection(comparison) },
        { id: 'reproduce', title: 'Reproduce', content: reproduceSection(comparison, made) },
      ],
      figures: [hero, shifts].filter((figure) => figure !== null),
      time: { start: before.start, unit: before.unit, until: before.until },
      footer: `Positive is later in the second than in the first. In brackets: 90 % intervals. A verdict is given where the interval is clear of zero. P50 and P80: the dates by which 50 % and 80 % of futures are done. ${after.tool}.`,
    },
    parts,
  );
}

function unitOf({ before }: Comparison): string {
  return `${before.unit ?? 'day'}s`;
}

/** All compute and half of it; without compute the end and the milestones that moved most. */
function asked({ dates }: Comparison): Placed[] {
  const placed = dates.map((date, i): Placed => ({ date, at: ['dates', i] }));
  const amounts = [ALL_ONLINE, 'online 50 %'].flatMap((name) => placed.find(({ date }) => date.name === name) ?? []);
  const moved = placed
    .filter(({ date }) => date.kind === 'milestone' && (date.verdict === 'later' || date.verdict === 'sooner'))
    .sort((a, b) => Math.abs(b.date.p80.by ?? 0) - Math.abs(a.date.p80.by ?? 0));
  const end = amounts.length > 0 ? [] : placed.filter(({ date }) => date.kind === 'makespan');
  return [...new Set([...amounts, ...end, ...moved])].slice(0, MOST_TOLD);
}

const VERDICTS: Readonly<Record<ComparedDate['verdict'], string>> = {
  later: 'later',
  sooner: 'sooner',
  'no difference shown': 'cannot tell',
  'cannot say': 'cannot tell',
};

function verdictOf({ by, lo, hi, verdict }: ComparedDate['p80']): string {
  return by === 0 && lo === 0 && hi === 0 ? 'unmoved' : VERDICTS[verdict];
}

function nameOf({ name, kind }: ComparedDate): string {
  return kind === 'makespan' ? 'everything finished' : name;
}

function whatMoved(comparison: Comparison): Markup {
  const rows = asked(comparison).map(
    ({ date, at }) =>
      html`<tr><th scope="row"><bdi>${shortenFront(nameOf(date), 34)}</bdi></th><td>${signed(date.p80.by, [...at, 'p80', 'by'])}</td><td>${signedRange(date.p80, [...at, 'p80'])}</td><td>${verdictOf(date.p80)}</td></tr>`,
  );
  return card(
    'What moved?',
    rows.length === 0
      ? html`<p>The two have no date in common.</p>`
      : html`<p class="of">P80 of the second against the first, in ${unitOf(comparison)}:</p><table><thead><tr><th scope="col"></th><th scope="col">by</th><th scope="col">90 % interval</th><th scope="col">it is</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function howSure(comparison: Comparison): Markup {
  const { pairing, dates } = comparison;
  const [first] = asked(comparison);
  const said = dates.map((date) => verdictOf({ ...date.p80, verdict: date.verdict }));
  const count = (verdict: string): number => said.filter((one) => one === verdict).length;
  const counts = html`<p class="more">Of ${tellCount(dates.length, 'date')}, ${count('later')} are later, ${count('sooner')} sooner, ${count('unmoved')} unmoved at P80; of ${count('cannot tell')} it cannot be told.</p>`;
  const shares =
    first === undefined || first.date.sooner === null || first.date.later === null
      ? null
      : html`<p><bdi>${nameOf(first.date)}</bdi> is later in <strong>${chance(first.date.later, [...first.at, 'later'])}</strong> of futures and sooner in ${chance(first.date.sooner, [...first.at, 'sooner'])}.</p>`;
  const luck = pairing === 'paired' ? null : html`<p>The two were played on different futures, so part of every difference is luck.</p>`;
  return card('How sure?', html`${shares}${counts}${luck}`);
}

function why(comparison: Comparison): Markup {
  const first = asked(comparison).find(({ date }) => date.causes.length > 0);
  if (first === undefined) return card('Why?', html`<p>No cause is shown to take more or less of the way.</p>`);
  const list = first.date.causes
    .slice(0, MOST_CAUSES)
    .map(
      ({ label, by }, i) =>
        html`<li><strong><bdi>${label}</bdi></strong> ${signed(by, [...first.at, 'causes', i, 'by'])} ${unitOf(comparison)}</li>`,
    );
  return card('Why?', html`<p class="of">Mean time on the way to <bdi>${nameOf(first.date)}</bdi>, by cause:</p><ol>${list}</ol>`);
}

function whatIsLost(comparison: Comparison): Markup {
  const { lostMwDays } = comparison;
  const unit = `MW-${unitOf(comparison)}`;
  if (lostMwDays === null) {
    const [first] = asked(comparison);
    return card(
      'From when to when?',
      first === undefined
        ? html`<p>Nothing can be compared.</p>`
        : html`<p>P80 of <bdi>${nameOf(first.date)}</bdi>: ${instant(comparison.before, first.date.before.p80, [...first.at, 'before', 'p80'])}, then ${instant(comparison.before, first.date.after.p80, [...first.at, 'after', 'p80'])}.</p>`,
    );
  }
  const { before, after, verdict } = lostMwDays;
  return card(
    'What is lost?',
    html`<p>${amount(before, tellNumber(before), ['lostMwDays', 'before'])} ${unit} against the plan, then ${amount(after, tellNumber(after), ['lostMwDays', 'after'])}:</p><p><strong>${difference(lostMwDays, ['lostMwDays'])}</strong>, ${verdict === 'more' || verdict === 'less' ? verdict : 'so it cannot be told'}.</p>`,
  );
}

function dateTable(comparison: Comparison): Markup {
  const { before, after, dates } = comparison;
  const unit = unitOf(comparison);
  const heads = [
    'date',
    'P50, first',
    'P50, second',
    `${unit} later`,
    'P80, first',
    'P80, second',
    `${unit} later at P80`,
    '90 % interval',
  ];
  const rows = dates.map((date, i) => {
    const at = ['dates', i];
    const day = (side: 'before' | 'after', p: 'p50' | 'p80'): Markup =>
      html`<td>${instant(side === 'before' ? before : after, date[side][p], [...at, side, p])}</td>`;
    return html`<tr><th scope="row"><bdi>${nameOf(date)}</bdi></th>${day('before', 'p50')}${day('after', 'p50')}<td class="number">${signed(date.p50.by, [...at, 'p50', 'by'])}</td>${day('before', 'p80')}${day('after', 'p80')}<td class="number">${signed(date.p80.by, [...at, 'p80', 'by'])}</td><td>${signedRange(date.p80, [...at, 'p80'])}</td><td>${verdictOf({ ...date.p80, verdict: date.verdict })}</td><td class="number">${signed(date.mean.by, [...at, 'mean', 'by'])}</td></tr>
`;
  });
  return sortedTable({
    id: 'dates-table',
    label: 'Table of dates',
    heads: [...heads, 'verdict', 'mean later'],
    rows,
    filter: 'dates',
  });
}

/** Of the dates of the first screen. */
function causeSection(comparison: Comparison): Markup | null {
  const parts = asked(comparison).flatMap(({ date, at }) =>
    date.causes.length === 0
      ? []
      : html`<h3>On the way to <bdi>${nameOf(date)}</bdi></h3>${causeTable(date.causes, [...at, 'causes'], unitOf(comparison), nameOf(date))}`,
  );
  return parts.length === 0
    ? null
    : html`<p>Mean over futures, of the time on the path that decides the date: what each cause takes, so that they add up to the shift of the mean.</p>${parts}`;
}

function lostSection(comparison: Comparison): Markup | null {
  const { lostByCause, lostMwDays } = comparison;
  if (lostMwDays === null || lostByCause.length === 0) return null;
  return html`<p>Mean MW-${unitOf(comparison)} of planned compute that is not online, by cause.</p>${causeTable(lostByCause, ['lostByCause'], `MW-${unitOf(comparison)}`, 'MW-days lost')}`;
}

function causeTable(causes: readonly CauseShift[], at: readonly (string | number)[], unit: string, of: string): Markup {
  const rows = causes.map(
    ({ label, before, after, by }, i) =>
      html`<tr><th scope="row"><bdi>${label}</bdi></th><td class="number">${amount(before, tellNumber(before), [...at, i, 'before'])}</td><td class="number">${amount(after, tellNumber(after), [...at, i, 'after'])}</td><td class="number">${signed(by, [...at, i, 'by'])}</td></tr>`,
  );
  return sortedTable({
    id: `causes-${at.join('-')}`,
    label: `Causes: ${of}`,
    heads: ['cause', `${unit}, first`, `${unit}, second`, `${unit} more`],
    rows,
  });
}

function leftOutSection({ before, after, onlyBefore, onlyAfter, notes }: Comparison): Markup {
  const names = (list: readonly string[]): string =>
    `${list.slice(0, MOST_MISSING).join(', ')}${list.length > MOST_MISSING ? ` and ${list.length - MOST_MISSING} more` : ''}`;
  const unfinished = (side: ComparedSide, key: 'before' | 'after'): Markup =>
    html`<li>${key === 'before' ? 'First' : 'Second'}: ${amount(side.censored, tellNumber(side.censored), [key, 'censored'])} of ${tellNumber(side.replications)} futures had not finished by ${instant(side, side.until, [key, 'until'])}.</li>`;
  return html`<ul>${unfinished(before, 'before')}${unfinished(after, 'after')}${onlyBefore.length > 0 ? html`<li>Only the first has <bdi>${names(onlyBefore)}</bdi>.</li>` : null}${onlyAfter.length > 0 ? html`<li>Only the second has <bdi>${names(onlyAfter)}</bdi>.</li>` : null}${notes.map((note) => html`<li>${note}</li>`)}</ul><p>What has not finished counts as later than everything. Other differences between the two, such as money and hours, are not compared.</p>`;
}

function reproduceSection({ before, after }: Comparison, { files, command }: Made): Markup {
  const usual = `npx ttc compare ${shellWord(before.label)} ${shellWord(after.label)} --seed ${shellWord(before.seed)} --reps ${before.replications}`;
  return reproduceMarkup({
    before: 'From the folder in which the two were named:',
    commands: [command ?? usual],
    facts: [
      { name: 'Made with', words: before.tool === after.tool ? after.tool : `${before.tool}, ${after.tool}` },
      ...[before, after].map(({ scenario, label, scenarioDigest }, i) => ({
        name: i === 0 ? 'First' : 'Second',
        words: `${scenario}, ${label}`,
        digest: scenarioDigest,
      })),
    ],
    files,
  });
}
