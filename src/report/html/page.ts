/** The report of a run: its sections. Comes in: a report's input, and the script and style of the page. Goes out: text; the same input gives the same bytes. */
import type { Figure } from '../../figures/figure.ts';
import { isOneRun } from '../../figures/frame.ts';
import { tellCount } from '../../figures/words.ts';
import { answers } from './answers.ts';
import { assumptionSection } from './assumption-section.ts';
import { asOfOf, assumptionsOf } from './assumptions.ts';
import { accountSection, askedSection, censoredSection, reproduceSection } from './closing-sections.ts';
import { figureMarkup, figuresMarkup, foldedFigure } from './figure-markup.ts';
import type { ReportInput } from './input.ts';
import { html, type Markup } from './markup.ts';
import { milestoneTable } from './milestone-table.ts';
import { framedPage, type PageParts, type Section } from './page-frame.ts';
import { reportFigures } from './report-figures.ts';
import { statement } from './statement.ts';
import { whyOf, whySection } from './why-section.ts';

export function reportPage(input: ReportInput, parts: PageParts): string {
  const { outcomes, told } = input;
  const figures = reportFigures(input);
  const byName = new Map(figures.map((figure) => [figure.name, figure]));
  const assumptions = assumptionsOf(input.resolved);
  const why = whyOf(outcomes, told);
  const hero = byName.get('time-to-compute') ?? byName.get('milestones');
  const charts = (...names: readonly string[]): Markup | null => figuresMarkup(names.map((name) => byName.get(name)));
  const sections: Section[] = [
    { id: 'ribbon', title: 'What binds, and when', content: ribbonSection(byName) },
    { id: 'causes', title: 'Causes', content: charts('drivers', 'lost-compute') },
    { id: 'levers', title: 'Levers', content: charts('tornado') },
    {
      id: 'milestones',
      title: 'Milestones',
      content: html`${hero?.name === 'milestones' ? null : charts('milestones')}${milestoneTable(outcomes)}`,
    },
    { id: 'why', title: 'Why late', content: whySection(outcomes, why, told) },
    { id: 'gantt', title: 'Futures told whole', content: ganttSection(figures) },
    { id: 'sites', title: 'Sites', content: charts('sites') },
    { id: 'crews', title: 'Crews', content: charts('crews') },
    { id: 'power', title: 'Power', content: charts('power') },
    { id: 'deliveries', title: 'Deliveries', content: charts('deliveries') },
    { id: 'totals', title: 'Running totals', content: accountSection(outcomes) },
    { id: 'asked', title: 'Chances and what goes together', content: askedSection(outcomes) },
    { id: 'assumptions', title: 'Assumptions', content: assumptionSection(outcomes, assumptions, asOfOf(input.resolved)) },
    { id: 'censored', title: 'Unfinished futures', content: censoredSection(outcomes) },
    { id: 'model', title: 'The model', content: statement(input, assumptions) },
    { id: 'reproduce', title: 'Reproduce', content: reproduceSection(input) },
  ];
  return framedPage(
    {
      title: outcomes.title,
      kind: 'time to compute',
      origin: originOf(input),
      numbersOf: 'summary.json',
      answers: answers(input, assumptions),
      hero: hero ?? null,
      sections,
      figures,
      time: { start: outcomes.start, unit: outcomes.unit, until: outcomes.until },
      why,
      footer: `P50 and P80: the dates by which 50 % and 80 % of futures are done. IT MW: critical IT load, accepted by its user. ${outcomes.tool}.`,
    },
    parts,
  );
}

function originOf({ outcomes }: ReportInput): string {
  if (outcomes.world !== null) return `One deterministic run (${outcomes.world} of every draw): not a forecast. ${outcomes.tool}`;
  const single = isOneRun(outcomes) ? ': one run is not a forecast' : '';
  return `${tellCount(outcomes.replications, 'possible future')}${single}, seed ${outcomes.seed}. ${outcomes.tool}`;
}

/** Long charts: one is open, the others are folded away. */
function ganttSection(figures: readonly Figure[]): Markup | null {
  const gantts = figures.filter(({ name }) => name.startsWith('gantt'));
  const open = gantts.find(({ name }) => name === 'gantt-p50') ?? gantts[0];
  const rest = gantts.filter((figure) => figure !== open);
  return open === undefined ? null : html`${figureMarkup(open)}${rest.map(foldedFigure)}`;
}

/** The ribbon under the fan again, on one axis of time, with a cursor through both. */
function ribbonSection(figures: ReadonlyMap<string, Figure>): Markup | null {
  const fan = figures.get('time-to-compute');
  const ribbon = figures.get('binding-constraint');
  if (ribbon === undefined) return null;
  const end = (fan?.config.options?.scales as Record<string, { max?: number; min?: number }> | undefined)?.['x'];
  const cursor =
    fan === undefined || end === undefined
      ? null
      : html`<p class="cursor"><label for="cursor">Date</label> <input id="cursor" type="range" min="${end.min ?? 0}" max="${Math.ceil(end.max ?? 0)}" step="1" value="${end.min ?? 0}"> <output id="cursor-says" for="cursor">Point at the charts, or move the slider, to read a date.</output></p>`;
  return html`${figureMarkup(fan)}${cursor}${figureMarkup(ribbon)}`;
}
