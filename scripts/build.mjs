// Bundles the command, the library door and the workers into dist/, and writes the types of the library door.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** What is written one way for Node and for checks, and is better another way for esbuild: [file, as written, as bundled]. */
const REWRITTEN = [
  // What is not used of a namespace is dropped only if it is imported as one; zod as one object is zod with fifty languages.
  [/\/src\/(trades|scenario)\/.+\.ts$/, "import { z } from 'zod';", "import * as z from 'zod';"],
  // Read when a table is first built, from a file of its own beside the part that asks for it.
  [/\/src\/random\/special\.ts$/, /'@stdlib\/stats-base-dists-(\w+)-quantile'\)/g, "'./$1-quantile.cjs')"],
  // commander starts programs for subcommands that are files of their own. There are none, and the module is slow to load.
  [/\/commander\/lib\/command\.js$/, "const childProcess = require('node:child_process');", ''],
];

const rewritten = {
  name: 'rewritten',
  setup({ onLoad }) {
    for (const [filter, written, bundled] of REWRITTEN) {
      onLoad({ filter }, async ({ path }) => ({
        contents: (await readFile(path, 'utf8')).replace(written, bundled),
        loader: path.endsWith('.ts') ? 'ts' : 'js',
      }));
    }
  },
};

rmSync('dist', { recursive: true, force: true });
for (const name of ['beta', 'gamma']) {
  const outfile = `dist/parts/${name}-quantile.cjs`;
  await build({
    entryPoints: [`@stdlib/stats-base-dists-${name}-quantile`],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    minify: true,
  });
}
const program = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  sourcemap: false,
  // The same parser without a wrapper around each of its modules.
  alias: { yaml: './node_modules/yaml/browser/dist/index.js' },
  plugins: [rewritten],
  // Drawn with native code or with files of their own: loaded from node_modules when a chart is painted or a pool is started.
  external: ['canvas', 'chart.js', 'chart.js/*', 'chartjs-node-canvas', 'tinypool'],
  logLevel: 'warning',
};
// The command is one script, because what V8 makes of a script can be kept (src/cli/load-program.ts).
const { outputFiles } = await build({
  ...program,
  entryPoints: { main: 'src/cli/main.ts' },
  outdir: 'dist/parts',
  entryNames: '[name]-[hash]',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  charset: 'ascii',
  write: false,
  define: { TTC_VERSION: JSON.stringify(version), 'import.meta.url': '__url' },
  banner: { js: "const __url = require('node:url').pathToFileURL(__filename).href;" },
});
// A script of which the compiled form is kept has no `import()`: whoever loads it hands one over.
const [{ path: mainPath, text: mainText }] = outputFiles;
const mainScript = mainText.replaceAll(/\bimport\((?="(?:node:[\w/]+|tinypool)"\))/g, '__import(');
if (/[^\w.$`'"]import\("/.test(mainScript)) throw new Error('the command imports something that scripts/build.mjs does not know of');
mkdirSync('dist/parts', { recursive: true });
writeFileSync(mainPath, mainScript);
const main = `./parts/${basename(mainPath)}`;
await build({
  ...program,
  entryPoints: {
    ttc: 'src/cli/ttc.ts',
    index: 'src/index.ts',
    worker: 'src/study/executors/worker.ts',
    'paint-worker': 'src/figures/paint-worker.ts',
  },
  outdir: 'dist',
  splitting: true,
  format: 'esm',
  chunkNames: 'parts/[name]-[hash]',
  define: { TTC_VERSION: JSON.stringify(version), TTC_PROGRAM: JSON.stringify(main) },
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
});
// The HTML report carries these two whole, so they hold all they need.
await build({
  entryPoints: { page: 'src/report/html/browser/main.ts' },
  outdir: 'dist/report',
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  legalComments: 'inline',
  logLevel: 'warning',
});
await build({ entryPoints: ['src/report/html/browser/page.css'], outdir: 'dist/report', minify: true, logLevel: 'warning' });
chmodSync('dist/ttc.js', 0o755);

// What V8 makes of the program is there from the first command on.
const first = spawnSync(process.execPath, ['dist/ttc.js', 'validate', 'scenarios/first-hall.yaml'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (first.status !== 0) process.exit(first.status ?? 1);

const types = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], { stdio: 'inherit' });
process.exit(types.status ?? 1);
