/** The walls of the house: who may import whom, one doorway per dependency, small files, no clock and no luck where they do not belong. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = 'src';

/** What each room may import besides itself. The front door and the library door may import everything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  random: ['base'],
  plan: ['base', 'random'],
  trades: ['base', 'random', 'plan'],
  scenario: ['base', 'random', 'plan', 'trades'],
  engine: ['base', 'random', 'plan'],
  measure: ['base', 'random', 'plan', 'engine'],
  study: ['base', 'random', 'plan', 'engine', 'measure'],
  figures: ['base', 'plan', 'measure'],
  report: ['base', 'plan', 'measure', 'study', 'figures', 'scenario'],
  cli: ['base', 'random', 'plan', 'trades', 'scenario', 'engine', 'measure', 'study', 'figures', 'report'],
};

/** Where each dependency may be imported. Types alone are free. */
const DOORWAYS: Readonly<Record<string, RegExp>> = {
  yaml: /^src\/scenario\/document/,
  zod: /^src\/(trades|scenario)\//,
  seedrandom: /^src\/random\//,
  '@stdlib': /^src\/random\/special\.ts$/,
  'chart.js': /^src\/figures\/paint/,
  'chartjs-node-canvas': /^src\/figures\/paint/,
  canvas: /^src\/figures\/paint/,
  commander: /^src\/cli\//,
  tinypool: /^src\/study\/executors\//,
  'csv-stringify': /^src\/report\/csv\.ts$/,
  'hyparquet-writer': /^src\/report\/parquet\.ts$/,
};

const LONGEST_FILE = 400;

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly { readonly from: string; readonly typeOnly: boolean }[];
}

const IMPORT = /(?:^|\n)\s*(import|export)\s+(type\s+)?[^;'"]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g;

const files: SourceFile[] = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map((name) => {
    const path = join(SOURCE, name);
    const text = readFileSync(path, 'utf8');
    const imports = [...text.matchAll(IMPORT)].map((match) => ({
      from: (match[3] ?? match[4] ?? match[5]) as string,
      typeOnly: match[2] !== undefined,
    }));
    return { path, text, imports };
  });

const roomOf = (path: string): string | undefined => {
  const parts = path.split('/');
  return parts.length > 2 ? parts[1] : undefined;
};

const targetOf = (file: SourceFile, from: string): string => relative('.', resolve(dirname(file.path), from));

describe('the house', () => {
  it('is seen whole', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(new Set(files.map(({ path }) => roomOf(path)).filter((room) => room !== undefined))).toEqual(new Set(Object.keys(MAY_IMPORT)));
  });

  it('imports only downwards', () => {
    const breaches = files.flatMap((file) => {
      const room = roomOf(file.path);
      if (room === undefined) return [];
      return file.imports
        .filter(({ from }) => from.startsWith('.'))
        .map(({ from }) => targetOf(file, from))
        .filter((target) => target.startsWith('src/') && roomOf(target) !== room && !MAY_IMPORT[room]?.includes(roomOf(target) ?? ''))
        .map((target) => `${file.path} imports ${target}`);
    });
    expect(breaches).toEqual([]);
  });

  it('has one doorway per dependency', () => {
    const breaches = files.flatMap((file) =>
      file.imports
        .filter(({ from, typeOnly }) => !from.startsWith('.') && !from.startsWith('node:') && !typeOnly)
        .map(({ from }) =>
          from
            .split('/')
            .slice(0, from.startsWith('@') ? 1 : 1)
            .join('/'),
        )
        .filter((name) => !(DOORWAYS[name]?.test(file.path) ?? false))
        .map((name) => `${file.path} imports ${name}`),
    );
    expect(breaches).toEqual([]);
  });

  it('has no circle of imports', () => {
    const graph = new Map(
      files.map((file) => [
        file.path,
        file.imports.filter(({ from, typeOnly }) => from.startsWith('.') && !typeOnly).map(({ from }) => targetOf(file, from)),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      if (done.has(path) || trail.includes(path)) return;
      for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });

  it('keeps luck and the clock out', () => {
    const breaches = files
      .filter(({ path }) => !path.startsWith('src/cli/'))
      .filter(({ text }) => /Math\.random\(|Date\.now\(|new Date\(\)|performance\.now\(/.test(text))
      .map(({ path }) => path);
    expect(breaches).toEqual([]);
  });

  it('has small files that say what they are', () => {
    expect(files.filter(({ text }) => text.split('\n').length > LONGEST_FILE).map(({ path }) => path)).toEqual([]);
    const silent = files.filter(({ text }) => !/^(#!.*\n)?(\/\*\*|\/\/)/.test(text)).map(({ path }) => path);
    expect(silent).toEqual([]);
  });

  it.each([
    ['random/distributions', /^(kind|registry|shifted-lognormal)\.ts$/],
    ['measure/metrics', /^(metric|registry|pool-moves)\.ts$/],
    ['cli/commands', /^registry\.ts$/],
  ])('registers every kind in %s', (folder, helpers) => {
    const registry = readFileSync(join(SOURCE, folder, 'registry.ts'), 'utf8');
    const unregistered = readdirSync(join(SOURCE, folder)).filter((name) => !helpers.test(name) && !registry.includes(`'./${name}'`));
    expect(unregistered).toEqual([]);
  });
});
