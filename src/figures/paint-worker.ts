/** What runs in a thread that paints: a figure comes in, PNG bytes go out. */
import type { Figure } from './figure.ts';
import { paint } from './paint.ts';

export function paintFigure(figure: Figure): Uint8Array {
  return paint(figure);
}
