/** What a chart says where it is pointed at: the name, the date, the amount and its unit. */

import { tellPlace, tellSpan } from '../../../figures/dates.ts';
import type { Figure, Options, Scales } from '../../../figures/figure.ts';
import { tellNumber } from '../../../figures/words.ts';
import type { PageData } from '../page-data.ts';
import { marksOf } from './fit.ts';
import { legendOf } from './legend.ts';
import { tellPoints } from './point-words.ts';
import type { Theme } from './shade.ts';

type Point = { readonly x: number | [number, number]; readonly y: number };
type Tooltip = NonNullable<NonNullable<Options['plugins']>['tooltip']>;

export function tooltipOf(figure: Figure, data: PageData, theme: Theme, isFollowed: boolean): Tooltip {
  if (isFollowed) return { enabled: false };
  const scales = figure.config.options?.scales as Scales;
  const names = new Map(legendOf(figure).flatMap(({ label, members }) => members.map((member) => [member, label] as const)));
  const rows = new Map((marksOf(figure).ticks['y'] ?? []).map(({ value, label }) => [value, label]));
  const isRows = figure.config.type === 'bar';
  const told = tellPoints(figure, data);
  const amountAxis = titleOf(scales['x']);
  const isTime = amountAxis === '' || amountAxis.startsWith('time since');
  return {
    enabled: true,
    displayColors: false,
    titleFont: { size: 20 },
    bodyFont: { size: 20 },
    padding: 14,
    backgroundColor: theme === 'light' ? '#16191d' : '#eceff3',
    titleColor: theme === 'light' ? '#ffffff' : '#14181d',
    bodyColor: theme === 'light' ? '#ffffff' : '#14181d',
    filter: (item, index) => index === 0 && item !== undefined,
    callbacks: {
      title: ([item]) => {
        if (item === undefined) return '';
        if (told !== null) return told(item.raw as Point, names.get(item.datasetIndex) ?? '').title;
        const { y, x } = item.raw as { x: number | [number, number]; y: number };
        return isRows ? (rows.get(Math.round(y)) ?? '') : tellPlace(data, x as number);
      },
      label: ({ raw, datasetIndex, dataset }) => {
        const { x, y } = raw as { x: number | [number, number]; y: number };
        const name = names.get(datasetIndex) ?? '';
        if (told !== null) return told(raw as Point, name).label;
        if (!isRows) return `${name === '' ? '' : `${name}: `}${tellNumber(y)} ${titleOf(scales[dataset.yAxisID ?? 'y'])}`.trim();
        if (!isTime) return `${tellNumber(x as number)} ${amountAxis}`;
        const text = Array.isArray(x)
          ? `${tellPlace(data, x[0])} to ${tellPlace(data, x[1])} (${tellSpan(data, x[1] - x[0])})`
          : tellPlace(data, x);
        return name === '' ? text : `${name}: ${text}`;
      },
    },
  };
}

function titleOf(scale: Scales[string]): string {
  const title = (scale as { title?: { text?: string } } | undefined)?.title;
  return title?.text ?? '';
}
