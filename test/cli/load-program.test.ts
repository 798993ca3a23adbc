/** What V8 compiled of the program is kept beside it, and nothing depends on it. */
import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { ROOT, temporaryFolder } from './command.ts';

const installed = temporaryFolder();
const compiled = join(installed.path, 'dist/compiled');
const LONG_AGO = new Date('2020-01-01T00:00:00Z');

async function validate(): Promise<string> {
  const words = [join(installed.path, 'dist/ttc.js'), 'validate', join(ROOT, 'scenarios/first-hall.yaml')];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, words);
  expect(stderr).toBe('');
  return stdout;
}

function keptFile(): string {
  const [name, ...others] = readdirSync(compiled);
  expect(others).toEqual([]);
  return join(compiled, name as string);
}

beforeAll(() => {
  cpSync(join(ROOT, 'dist'), join(installed.path, 'dist'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(installed.path, 'package.json'));
  cpSync(join(ROOT, 'scenarios'), join(installed.path, 'scenarios'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(installed.path, 'node_modules'));
  rmSync(compiled, { recursive: true, force: true });
});

test('is kept by the first command and left as it is by the next', async () => {
  const first = await validate();
  expect(first).toMatch(/first-hall\.yaml: valid/);
  const file = keptFile();
  expect(statSync(file).size).toBeGreaterThan(100_000);
  utimesSync(file, LONG_AGO, LONG_AGO);
  expect(await validate()).toBe(first);
  expect(statSync(file).mtime).toEqual(LONG_AGO);
});

test('is made anew where it is not what it should be', async () => {
  await validate();
  const file = keptFile();
  const good = readFileSync(file).length;
  const damaged = Buffer.from(readFileSync(file));
  damaged.fill(0, damaged.length / 2, damaged.length / 2 + 4096);
  for (const bad of ['', 'no such thing', readFileSync(file).subarray(0, 1000), damaged]) {
    writeFileSync(file, bad);
    expect(await validate()).toMatch(/valid/);
    expect(readFileSync(keptFile())).not.toEqual(bad);
    expect(readFileSync(keptFile()).length).toBeGreaterThan(good / 2);
  }
});

test('is not missed where nothing can be written', async () => {
  rmSync(compiled, { recursive: true, force: true });
  writeFileSync(compiled, 'a file where the folder would be');
  expect(await validate()).toMatch(/valid/);
  rmSync(compiled);
});
