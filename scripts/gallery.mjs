// Paints every kind of chart there is, from the reference scenarios, into out/gallery, with a page that shows them and the report of each.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RUNS = [
  ['childress-horizon', 'scenarios/childress-horizon.yaml'],
  ['first-hall', 'scenarios/first-hall.yaml'],
  ['iren-portfolio', 'scenarios/iren-portfolio.yaml', '--reps', '200'],
];
const STUDIES = [
  ['levers', 'levers', 'scenarios/first-hall.yaml', '--reps', '100', '--steps', '2'],
  ['comparison', 'compare', 'scenarios/reference-campus-a.yaml', 'scenarios/reference-campus-b.yaml', '--reps', '200'],
  ['sweep', 'sweep', 'scenarios/sweeps/first-hall-crew-and-gear.yaml', '--reps', '100'],
  ['sweep-of-three-axes', 'sweep', 'scenarios/sweeps/horizon-crew-gear-gpus.yaml', '--reps', '20'],
  ['sampled-sweep', 'sweep', 'scenarios/sweeps/first-hall-sampled.yaml', '--reps', '100'],
  ['sensitivity', 'sensitivity', 'scenarios/childress-horizon.yaml', '--reps', '2000'],
  ['backtest', 'backtest', 'scenarios/childress-horizon-backtest.yaml', '--reps', '200'],
];
const gallery = 'out/gallery';
const runs = 'out/gallery-runs';

rmSync(gallery, { recursive: true, force: true });
rmSync(runs, { recursive: true, force: true });
mkdirSync(gallery, { recursive: true });

function ttc(...words) {
  const done = spawnSync(process.execPath, ['dist/ttc.js', ...words], { stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** Folders with a manifest, whatever a command calls them. */
function results(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('manifest.json'))
    .map((file) => join(folder, file, '..'));
}

function section(name, folder) {
  const pictures = existsSync(join(folder, 'charts')) ? readdirSync(join(folder, 'charts')) : [];
  cpSync(join(folder, 'charts'), join(gallery, name), { recursive: true });
  const report = join(folder, 'report.html');
  if (existsSync(report)) writeFileSync(join(gallery, `${name}.html`), readFileSync(report));
  const link = existsSync(report) ? `<p><a href="${name}.html">the report</a></p>\n` : '';
  const figures = pictures.map((file) => `<figure><img src="${name}/${file}" alt="${file}"><figcaption>${file}</figcaption></figure>`);
  return `<h2>${name}</h2>\n${link}${figures.join('\n')}`;
}

const sections = [
  ...RUNS.map(([name, ...words]) => {
    ttc('run', ...words, '--out', join(runs, name));
    return section(name, results(join(runs, name))[0]);
  }),
  ...STUDIES.map(([name, ...words]) => {
    ttc(...words, '--out', join(runs, name));
    return section(name, results(join(runs, name))[0]);
  }),
];

const style = 'body{font:16px sans-serif;margin:2rem;max-width:1700px}img{width:100%;border:1px solid #ddd}figure{margin:0 0 2rem}';
writeFileSync(
  join(gallery, 'index.html'),
  `<!doctype html><meta charset="utf-8"><title>time-to-compute gallery</title><style>${style}</style>\n${sections.join('\n')}\n`,
);
rmSync(runs, { recursive: true, force: true });
process.stdout.write(`${join(gallery, 'index.html')}\n`);
