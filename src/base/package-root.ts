/**
 * Where the files that ship with the package are: scenarios, seeds, fonts. The same from the sources and from a bundle in
 * dist/, because it walks up from its own file to the package.json that bears the package's name.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE_NAME = 'time-to-compute';

let found: string | undefined;

/** Absolute path of the package's root folder. Throws when this file lies outside the package. */
export function packageRoot(): string {
  found ??= findRoot(dirname(fileURLToPath(import.meta.url)));
  return found;
}

function findRoot(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest) && nameIn(manifest) === PACKAGE_NAME) return folder;
  const parent = dirname(folder);
  if (parent === folder)
    throw new Error(`the package ${PACKAGE_NAME} is not complete: no package.json of that name above ${fileURLToPath(import.meta.url)}`);
  return findRoot(parent);
}

function nameIn(manifest: string): unknown {
  const parsed: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  return typeof parsed === 'object' && parsed !== null && 'name' in parsed ? parsed.name : undefined;
}
