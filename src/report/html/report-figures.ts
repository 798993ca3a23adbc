/** The figures of a report: those of the PNG, with the futures that percentiles name in place of the one nearest the medians, and the tornado of levers. */
import { tellInstant, tellPlace } from '../../figures/dates.ts';
import type { Figure } from '../../figures/figure.ts';
import { gantt } from '../../figures/gantt.ts';
import { figuresOf } from '../../figures/registry.ts';
import { tornadoFigure } from '../../figures/tornado.ts';
import { sentence } from '../../figures/words.ts';
import type { ReportInput } from './input.ts';

export function reportFigures({ outcomes, told, levers }: ReportInput): Figure[] {
  const others = (told?.futures ?? []).flatMap(({ name, end, ...future }): Figure[] => {
    const figure = gantt.figure({ ...outcomes, representative: future });
    if (figure === null) return [];
    const reached = end === null ? `not there ${tellInstant(outcomes, null)}` : `there by ${tellPlace(outcomes, end)}`;
    const which = `The ${name} future (seed ${future.seed}), ${reached},`;
    return [
      {
        ...figure,
        name: `${gantt.name}-${name.toLowerCase()}`,
        title: `${sentence(name)}: ${lowerFirst(figure.title)}`,
        subtitle: figure.subtitle.replace(/^.*?, one row/, `${which} one row`),
      },
    ];
  });
  const tornado = levers === null ? null : tornadoFigure(levers);
  const own = figuresOf(outcomes).filter(({ name }) => others.length === 0 || name !== gantt.name);
  return [...own, ...others, ...(tornado === null ? [] : [tornado])];
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}
