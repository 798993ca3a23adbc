// Paints every chart of the reference scenarios into out/gallery, with a page that shows them side by side.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SCENARIOS = ['childress-horizon', 'first-hall'];
const gallery = 'out/gallery';
const runs = 'out/gallery-runs';

rmSync(gallery, { recursive: true, force: true });
rmSync(runs, { recursive: true, force: true });
mkdirSync(gallery, { recursive: true });

const sections = SCENARIOS.map((scenario) => {
  const run = spawnSync(process.execPath, ['dist/ttc.js', 'run', `scenarios/${scenario}.yaml`, '--out', runs], { stdio: 'inherit' });
  if (run.status !== 0) process.exit(run.status ?? 1);
  const folder = join(runs, scenario, readdirSync(join(runs, scenario))[0], 'charts');
  cpSync(folder, join(gallery, scenario), { recursive: true });
  const pictures = readdirSync(folder).map(
    (file) => `<figure><img src="${scenario}/${file}" alt="${file}"><figcaption>${file}</figcaption></figure>`,
  );
  return `<h2>${scenario}</h2>\n${pictures.join('\n')}`;
});

const style = 'body{font:16px sans-serif;margin:2rem;max-width:1700px}img{width:100%;border:1px solid #ddd}figure{margin:0 0 2rem}';
writeFileSync(
  join(gallery, 'index.html'),
  `<!doctype html><meta charset="utf-8"><title>time-to-compute gallery</title><style>${style}</style>\n${sections.join('\n')}\n`,
);
rmSync(runs, { recursive: true, force: true });
process.stdout.write(`${join(gallery, 'index.html')}\n`);
