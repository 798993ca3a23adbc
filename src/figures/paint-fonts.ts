/** The font that ships with the project: a bare machine has none. Comes in: nothing. Goes out: the canvas knows it. */
import { join } from 'node:path';
import { GlobalFonts } from 'canvas';
import { packageRoot } from '../base/package-root.ts';
import { SHIPPED_FONT } from './theme.ts';

const FILES = ['Inter-Regular.ttf', 'Inter-SemiBold.ttf'];
let isLoaded = false;

/** To be called before the first text is drawn. Throws if a file is missing or damaged. */
export function loadFonts(): void {
  if (isLoaded) return;
  for (const file of FILES) {
    const path = join(packageRoot(), 'assets', 'fonts', file);
    if (GlobalFonts.registerFromPath(path, SHIPPED_FONT) === null) throw new Error(`the font ${path} is missing or damaged`);
  }
  isLoaded = true;
}
