/** Colours of figures on a dark ground. Comes in: a colour made for white. Goes out: one of the same hue made for dark. */

export const GROUND = { light: '#ffffff', dark: '#14181d' } as const;
export type Theme = keyof typeof GROUND;

/** What black becomes. */
const LIGHTEST = [236, 239, 243] as const;
/** Channels that differ by less have no hue to keep. Of the way from the least of them to white. */
const GREYEST = 0.3;
/** A colour none of whose channels is below this is another one let through to white. Of 255. */
const TINT = 124;
/** Colours darker than this (their largest channel) are lightened. Of 255. */
const DIM = 160;

/** Tints of one colour, as a field of cells has them: on a dark ground the strongest stay the strongest, which hues let through do not. */
export function themedField<T>(config: T, original: { readonly data: { readonly datasets: readonly unknown[] } }, theme: Theme): T {
  if (theme === 'light') return config;
  const { datasets } = (config as { data: { datasets: { backgroundColor?: unknown }[] } }).data;
  for (const [i, dataset] of datasets.entries()) {
    const colours = (original.data.datasets[i] as { backgroundColor?: unknown }).backgroundColor;
    if (Array.isArray(colours)) dataset.backgroundColor = colours.map((colour: string) => fieldShade(colour));
  }
  return config;
}

function fieldShade(colour: string): string {
  const channels = channelsOf(colour);
  const strength = 1 - Math.min(...channels) / 255;
  const ground = channelsOf(GROUND.dark);
  // What a tint takes away from white is put upon the dark: its pure colour, as strong as it is.
  return hex(channels.map((value, i) => (ground[i] as number) * (1 - strength) + value - (1 - strength) * 255));
}

/** Every colour in a configuration, also in lists and under marks, for a theme; for light it is returned as it is. */
export function themed<T>(value: T, theme: Theme): T {
  return theme === 'light' ? value : (shadeAll(value) as T);
}

function shadeAll(value: unknown): unknown {
  if (typeof value === 'string') return /^#[0-9a-f]{6}$/i.test(value) ? shade(value) : value;
  if (Array.isArray(value)) return value.map(shadeAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, shadeAll(entry)]));
}

function shade(colour: string): string {
  const channels = channelsOf(colour);
  const [least, most] = [Math.min(...channels), Math.max(...channels)];
  const ground = channelsOf(GROUND.dark);
  // Greys change places: black becomes light, white becomes the ground.
  if (most - least <= GREYEST * (255 - least)) {
    const grey = channels.reduce((sum, value) => sum + value, 0) / channels.length;
    return hex(ground.map((value, i) => value + (LIGHTEST[i] as number) * (1 - grey / 255) * 0.92));
  }
  if (least < TINT) {
    const lift = most < DIM ? 0.4 : 0.12;
    return hex(channels.map((value) => value + (255 - value) * lift));
  }
  // A tint is its pure colour let through to white; let it through to the dark ground instead.
  const strength = Math.max(1 - least / 255, 0.35);
  const pure = channels.map((value) => Math.max(0, (value - (1 - strength) * 255) / strength));
  const lift = Math.max(...pure) < DIM ? 0.4 : 0.12;
  return hex(pure.map((value, i) => (value + (255 - value) * lift) * strength + (ground[i] as number) * (1 - strength)));
}

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

function hex(channels: readonly number[]): string {
  return `#${channels
    .map((value) =>
      Math.round(Math.min(255, Math.max(0, value)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
