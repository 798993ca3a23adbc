/** A chart's legend as buttons that a keyboard reaches: each switches its datasets on and off. */
import type { Dataset, Figure } from '../../../figures/figure.ts';
import { type Theme, themed } from './shade.ts';

interface Entry {
  readonly label: string;
  readonly members: readonly number[];
  readonly colour: string;
  readonly shape: 'line' | 'dashed' | 'area' | 'point';
}

type Styled = Dataset & {
  readonly borderColor?: unknown;
  readonly backgroundColor?: unknown;
  readonly borderDash?: readonly number[];
  readonly fill?: unknown;
  readonly pointStyle?: string;
};

/** Named datasets, each with the unnamed ones that belong to it: of the same style, or the edge it is filled down to, or those after it. */
export function legendOf({ config }: Figure): Entry[] {
  const datasets = config.data.datasets as Styled[];
  const styleOf = ({ borderColor, backgroundColor, borderDash, fill }: Styled): string =>
    JSON.stringify([borderColor, backgroundColor, borderDash, fill]);
  const named = new Map<string, number>();
  datasets.forEach((dataset, at) => {
    if (dataset.label !== '' && !named.has(styleOf(dataset))) named.set(styleOf(dataset), at);
  });
  const known = (at: number): number | undefined => {
    const dataset = datasets[at];
    if (dataset === undefined) return undefined;
    return dataset.label === '' ? named.get(styleOf(dataset)) : at;
  };
  const members = new Map<number, number[]>();
  let owner = 0;
  datasets.forEach((_, at) => {
    owner = known(at) ?? (datasets[at + 1]?.fill === '-1' ? known(at + 1) : undefined) ?? owner;
    members.set(owner, [...(members.get(owner) ?? []), at]);
  });
  return [...members].flatMap(([owner, list]) => {
    const dataset = datasets[owner] as Styled;
    if (dataset.label === '') return [];
    const isFilled = dataset.pointStyle !== 'line';
    const colour = String(isFilled ? dataset.backgroundColor : dataset.borderColor);
    const isDashed = (dataset.borderDash ?? []).length > 0;
    const shape = isFilled ? (dataset.pointStyle === 'rect' ? 'area' : 'point') : isDashed ? 'dashed' : 'line';
    return [{ label: dataset.label ?? '', members: list, colour, shape }];
  });
}

/** Put the buttons in place, or colour those that are there anew. */
export function addLegend(holder: HTMLElement, figure: Figure, hidden: Set<number>, theme: Theme, repaint: () => void): void {
  const entries = legendOf(figure);
  const list = holder.parentElement?.querySelector<HTMLElement>('.legend');
  if (list === null || list === undefined || entries.length < 2) return;
  list.replaceChildren(
    ...entries.map(({ label, members, colour, shape }) => {
      const button = document.createElement('button');
      const swatch = document.createElement('span');
      const name = document.createElement('span');
      const isOn = (): boolean => !members.every((member) => hidden.has(member));
      button.type = 'button';
      button.setAttribute('aria-pressed', String(isOn()));
      swatch.className = `swatch ${shape}`;
      swatch.style.color = themed(colour, theme);
      name.textContent = label;
      button.append(swatch, name);
      button.addEventListener('click', () => {
        const turn = isOn() ? 'off' : 'on';
        for (const member of members) {
          if (turn === 'off') hidden.add(member);
          else hidden.delete(member);
        }
        button.setAttribute('aria-pressed', String(isOn()));
        repaint();
      });
      return button;
    }),
  );
}
