/** A figure's place on a page: its words, its legend, and the canvas that the script paints. Comes in: figures. Goes out: markup. */
import type { Figure } from '../../figures/figure.ts';
import { html, type Markup } from './markup.ts';

/** Screen pixels below which a chart scrolls sideways rather than shrink further. */
const LEAST_WIDTH: Readonly<Record<string, number>> = { gantt: 560, 'sweep-lines': 700, 'heat-map': 560 };

export function figureMarkup(figure: Figure | undefined): Markup | null {
  if (figure === undefined) return null;
  const { name, title, subtitle } = figure;
  const least = Object.entries(LEAST_WIDTH).find(([prefix]) => name.startsWith(prefix))?.[1];
  return html`<figure><figcaption><h3 dir="auto">${title}</h3><p class="soft" dir="auto">${subtitle}</p></figcaption><div class="legend" role="group" aria-label="Show or hide"></div><div class="chart" role="region" tabindex="0" aria-label="${title}" data-figure="${name}"${least === undefined ? null : html` data-least="${least}"`}><canvas role="img" aria-label="${title}. ${subtitle}"></canvas></div></figure>`;
}

/** How high the picture of the first screen is, as the script knows it. */
export type HeroSize = 'full' | 'low';

/** The one picture of the first screen; what it is is said aloud, and shown where the answers do not say it. */
export function heroMarkup({ name, title, subtitle }: Figure, caption: 'hidden' | 'shown', size: HeroSize): Markup {
  const words =
    caption === 'hidden'
      ? html`<figcaption class="hidden">${title}. ${subtitle}</figcaption>`
      : html`<figcaption class="soft" dir="auto">${subtitle}</figcaption>`;
  return html`<figure class="hero">${words}<div class="legend" role="group" aria-label="Show or hide"></div><div class="chart" role="region" tabindex="0" aria-label="Chart: ${title}" data-figure="${name}" data-hero="${size}"><canvas role="img" aria-label="${title}. ${subtitle}"></canvas></div></figure>`;
}

/** A chart that is folded away under its title. */
export function foldedFigure(figure: Figure): Markup {
  return html`<details class="charts"><summary dir="auto">${figure.title}</summary>${figureMarkup(figure)}</details>`;
}

/** Charts one under another; null where there are none. */
export function figuresMarkup(figures: readonly (Figure | null | undefined)[]): Markup | null {
  const found = figures.flatMap((figure) => figure ?? []);
  return found.length === 0 ? null : html`${found.map(figureMarkup)}`;
}
