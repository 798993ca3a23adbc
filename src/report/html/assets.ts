/** The script and the style of the page, as the build leaves them in dist/. Goes out: text. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../base/package-root.ts';
import type { PageParts } from './page-frame.ts';

const SCRIPT = 'page.js';
const STYLE = 'page.css';

/** Throws where the package has not been built. */
export function pageParts(): PageParts {
  const folder = join(packageRoot(), 'dist', 'report');
  const read = (name: string): string => {
    const path = join(folder, name);
    if (!existsSync(path)) throw new Error(`${path} is missing: the package is not built whole; run "npm run build"`);
    return readFileSync(path, 'utf8').trim();
  };
  return { script: read(SCRIPT), style: read(STYLE) };
}
