/** What runs in a thread that paints: a figure comes in, PNG bytes go out. */
import type { Figure } from './figure.ts';
import { paint } from './paint.ts';

export function paintFigure({ figure, scale }: { readonly figure: Figure; readonly scale: number }): Uint8Array {
  return paint(figure, scale);
}
