/** Scripts bundle pieces of the source by name, in texts that no type checker reads. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const NAMED = readdirSync('scripts').flatMap((script) =>
  [...readFileSync(join('scripts', script), 'utf8').matchAll(/export \{ ([^}]+) \} from '(\.\/src\/[^']+)'/g)].map(([, names, file]) => ({
    script,
    file: file!,
    names: names!.split(', '),
  })),
);

describe('pieces that scripts name', () => {
  it('are found', () => expect(NAMED.length).toBeGreaterThan(10));
  it.each(NAMED)('$script: $names of $file', async ({ file, names }) => {
    const exported = Object.keys((await import(pathToFileURL(resolve(file)).href)) as object);
    expect(exported).toEqual(expect.arrayContaining(names));
  });
});
