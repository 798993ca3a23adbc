/** One colour per cause, the same in every chart of a set of outcomes: its group's hue, the stronger shades for the causes that cost most. */

import { naturalOrder } from '../base/natural-order.ts';
import type { Outcomes } from '../measure/outcomes.ts';
import type { CauseGroup } from '../plan/plan.ts';
import { GROUP_SHADES } from './theme.ts';

export type Palette = (cause: string, group: CauseGroup) => string;

/** The colours of these outcomes' causes. */
export function paletteOf(outcomes: Outcomes): Palette {
  const colours = new Map<string, string>();
  const used = new Map<CauseGroup, number>();
  const ranked = Object.entries(outcomes.causes).sort(
    ([a, left], [b, right]) => right.lostMwDays - left.lostMwDays || right.waitDays - left.waitDays || naturalOrder(a, b),
  );
  for (const [cause, { group }] of ranked) {
    const rank = used.get(group) ?? 0;
    const shades = GROUP_SHADES[group];
    colours.set(cause, shades[rank % shades.length] as string);
    used.set(group, rank + 1);
  }
  return (cause, group) => colours.get(cause) ?? groupColour(group);
}

/** A group's own colour. */
export function groupColour(group: CauseGroup): string {
  return GROUP_SHADES[group][0] as string;
}

/** A colour let through to the white ground: `strength` 1 is the colour itself, 0 is white. */
export function tint(colour: string, strength: number): string {
  const channel = (at: number): string => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16);
    return Math.round(255 - (255 - value) * strength)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

/** Ink that reads on a ground of this colour: by relative luminance (WCAG 2.1), the darker or the lighter. */
export function inkOn(colour: string): '#ffffff' | '#16191d' {
  const linear = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5);
  return luminance > 0.33 ? '#16191d' : '#ffffff';
}
