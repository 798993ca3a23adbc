// Kills `ttc sweep` with SIGKILL at random moments, resumes it, and compares the tree with one that was left in peace, byte by byte.
// Then the merge of four shards, and one thread against two. Usage: node scripts/kill-sweep.mjs [sweep file] [moments] [futures]
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const [file = 'scenarios/sweeps/first-hall-crew-and-gear.yaml', moments = '20', futures = '200'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'ttc-kill-'));
const wordsFor = (out, ...more) => ['dist/ttc.js', 'sweep', file, '--reps', futures, '--out', join(folder, out), ...more];
const run = (words) => {
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}\n${stderr}`);
};
const treeOf = (out) => {
  const top = join(folder, out);
  const files = readdirSync(top, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const lines = files.map(({ parentPath, name }) => {
    const path = join(parentPath, name);
    return `${relative(top, path)} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
  });
  return lines.sort().join('\n');
};
const cellsIn = (out) => {
  try {
    return readdirSync(join(folder, out), { recursive: true }).filter((path) => /cells\/[0-9a-f]{12}\.json$/.test(path)).length;
  } catch {
    return 0;
  }
};
/** Kills the command a moment after so many cells are there: so the moments are as random on a busy machine as on an idle one. */
const killedAt = (words, out, cells, moment) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, words, { stdio: 'ignore' });
    let timer;
    const watch = setInterval(() => {
      if (cellsIn(out) < cells) return;
      clearInterval(watch);
      timer = setTimeout(() => child.kill('SIGKILL'), moment);
    }, 1);
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      clearTimeout(timer);
      resolve(signal ?? code);
    });
  });

let failures = 0;
const tell = (what, isSame) => {
  if (!isSame) failures++;
  process.stdout.write(`${what}: ${isSame ? 'the same bytes' : 'DIFFERENT'}\n`);
};
try {
  run(wordsFor('whole', '--workers', '2'));
  const whole = treeOf('whole');
  const all = cellsIn('whole');
  for (let i = 0; i < Number(moments); i++) {
    const out = `kill-${i}`;
    // From before the first cell to the midst of tables and charts.
    const cells = Math.floor(Math.random() * (all + 1));
    const moment = Math.random() * (cells === 0 || cells === all ? 1000 : 100);
    const ended = await killedAt(wordsFor(out, '--workers', '2'), out, cells, moment);
    const kept = cellsIn(out);
    run(wordsFor(out, '--resume', '--workers', '2'));
    tell(`${ended} ${Math.round(moment)} ms after cell ${cells}, with ${kept} of ${all} cells kept, resumed`, treeOf(out) === whole);
    rmSync(join(folder, out), { recursive: true, force: true });
  }
  run(wordsFor('one', '--workers', '1'));
  tell('one thread', treeOf('one') === whole);
  const parts = [1, 2, 3, 4].map((part) => `part-${part}`);
  for (const [i, part] of parts.entries()) run(wordsFor(part, '--shard', `${i + 1}/4`));
  run(['dist/ttc.js', 'merge', ...parts.map((part) => join(folder, part)), '--out', join(folder, 'merged')]);
  tell('four parts merged', treeOf('merged') === whole);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failures === 0 ? 0 : 1);
