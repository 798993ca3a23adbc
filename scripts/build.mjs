// Bundles the command, the library door and the worker into dist/, and writes the types of the library door.
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: {
    ttc: 'src/cli/ttc.ts',
    index: 'src/index.ts',
    worker: 'src/study/executors/worker.ts',
    'paint-worker': 'src/figures/paint-worker.ts',
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  sourcemap: false,
  chunkNames: 'parts/[name]-[hash]',
  define: { TTC_VERSION: JSON.stringify(version) },
  // Drawn with native code or with files of their own: loaded from node_modules when a chart is painted or a pool is started.
  external: ['canvas', 'chart.js', 'chart.js/*', 'chartjs-node-canvas', 'tinypool'],
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  logLevel: 'warning',
});
chmodSync('dist/ttc.js', 0o755);

const types = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], { stdio: 'inherit' });
process.exit(types.status ?? 1);
