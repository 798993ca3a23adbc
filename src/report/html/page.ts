/** The whole report as one HTML file. Comes in: a report's input, and the script and style of the page. Goes out: text; the same input gives the same bytes. */
import { createHash } from 'node:crypto';
import type { Figure } from '../../figures/figure.ts';
import { isOneRun } from '../../figures/frame.ts';
import { tellCount } from '../../figures/words.ts';
import { answers } from './answers.ts';
import { assumptionSection } from './assumption-section.ts';
import { assumptionsOf } from './assumptions.ts';
import { accountSection, askedSection, censoredSection, reproduceSection } from './closing-sections.ts';
import type { ReportInput } from './input.ts';
import { html, jsonData, type Markup, raw } from './markup.ts';
import { milestoneTable } from './milestone-table.ts';
import { packFigure } from './pack.ts';
import { DATA_ID, type PageData } from './page-data.ts';
import { reportFigures } from './report-figures.ts';
import { statement } from './statement.ts';
import { whyOf, whySection } from './why-section.ts';

export interface PageParts {
  readonly script: string;
  readonly style: string;
}

/** A part of the page: where the links at its top lead. */
interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: Markup | null;
}

/** Screen pixels below which a chart scrolls sideways rather than shrink further. */
const LEAST_WIDTH: Readonly<Record<string, number>> = { gantt: 560, sweep: 560 };

export function reportPage(input: ReportInput, { script, style }: PageParts): string {
  const { outcomes, told } = input;
  const figures = reportFigures(input);
  const byName = new Map(figures.map((figure) => [figure.name, figure]));
  const assumptions = assumptionsOf(input.resolved);
  const why = whyOf(outcomes, told);
  const chart = (name: string): Markup | null => figureMarkup(byName.get(name));
  const hero = byName.get('time-to-compute') ?? byName.get('milestones');
  const charts = (...names: readonly string[]): Markup | null => {
    const found = names.flatMap((name) => chart(name) ?? []);
    return found.length === 0 ? null : html`${found}`;
  };
  const gantts = figures.filter(({ name }) => name.startsWith('gantt')).map(({ name }) => name);
  const sections: Section[] = [
    { id: 'ribbon', title: 'What binds, and when', content: ribbonSection(byName) },
    { id: 'causes', title: 'Causes', content: charts('lost-compute', 'drivers') },
    { id: 'levers', title: 'Levers', content: charts('tornado') },
    {
      id: 'milestones',
      title: 'Milestones',
      content: html`${hero?.name === 'milestones' ? null : chart('milestones')}${milestoneTable(outcomes)}`,
    },
    { id: 'why', title: 'Why late', content: whySection(outcomes, why, told) },
    { id: 'gantt', title: 'Futures told whole', content: charts(...gantts) },
    { id: 'sites', title: 'Sites', content: charts('sites') },
    { id: 'crews', title: 'Crews', content: charts('crews') },
    { id: 'power', title: 'Power', content: charts('power') },
    { id: 'deliveries', title: 'Deliveries', content: charts('deliveries') },
    { id: 'totals', title: 'Money, hours, energy', content: accountSection(outcomes) },
    { id: 'asked', title: 'Chances and what goes together', content: askedSection(outcomes) },
    { id: 'assumptions', title: 'Assumptions', content: assumptionSection(outcomes, assumptions) },
    { id: 'censored', title: 'What was censored', content: censoredSection(outcomes) },
    { id: 'model', title: 'The model', content: statement(input, assumptions) },
    { id: 'reproduce', title: 'Reproduce', content: reproduceSection(input) },
  ];
  const shown = sections.filter(({ content }) => content !== null);
  const data: PageData = { start: outcomes.start, unit: outcomes.unit, until: outcomes.until, figures: figures.map(packFigure), ...why };
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${outcomes.title}: time to compute</title>
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#ribbon">Skip to the details</a>
<header><div><h1 dir="auto">${outcomes.title}</h1><p class="soft">${originOf(input)}</p></div><button id="theme" type="button" aria-pressed="false">Dark</button></header>
<main>
<section id="answer" aria-label="The answers">
${answers(input)}
${hero === undefined ? null : heroMarkup(hero)}
</section>
<nav aria-label="Parts of this report">${shown.map(({ id, title }) => html`<a href="#${id}">${title}</a> `)}</nav>
<noscript><p>Charts need scripts, which are switched off here. Every number is in the text and tables.</p></noscript>
${shown.map(
  ({ id, title, content }) => html`<section id="${id}"><h2>${title}</h2>
${content}
</section>
`,
)}
</main>
<footer><p class="soft">P50 and P80: the dates by which 50 % and 80 % of futures are done. IT MW: critical IT load, accepted by its user. ${outcomes.tool}.</p></footer>
<script type="application/json" id="${DATA_ID}">${jsonData(data)}</script>
<script>${raw(script)}</script>
</body>
</html>
`.text;
}

function originOf({ outcomes }: ReportInput): string {
  if (outcomes.world !== null) return `One deterministic run (${outcomes.world} of every draw): not a forecast. ${outcomes.tool}`;
  const single = isOneRun(outcomes) ? ': one run is not a forecast' : '';
  return `${tellCount(outcomes.replications, 'possible future')}${single}, seed ${outcomes.seed}. ${outcomes.tool}`;
}

function figureMarkup(figure: Figure | undefined): Markup | null {
  if (figure === undefined) return null;
  const { name, title, subtitle } = figure;
  const least = Object.entries(LEAST_WIDTH).find(([prefix]) => name.startsWith(prefix))?.[1];
  return html`<figure><figcaption><h3 dir="auto">${title}</h3><p class="soft" dir="auto">${subtitle}</p></figcaption><div class="legend" role="group" aria-label="Show or hide"></div><div class="chart" role="region" tabindex="0" aria-label="${title}" data-figure="${name}"${least === undefined ? null : html` data-least="${least}"`}><canvas role="img" aria-label="${title}. ${subtitle}"></canvas></div></figure>`;
}

function heroMarkup({ name, title, subtitle }: Figure): Markup {
  return html`<figure class="hero"><figcaption class="hidden">${title}. ${subtitle}</figcaption><div class="legend" role="group" aria-label="Show or hide"></div><div class="chart" role="region" tabindex="0" aria-label="Chart: ${title}" data-figure="${name}" data-hero="yes"><canvas role="img" aria-label="${title}. ${subtitle}"></canvas></div></figure>`;
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

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
