import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openResultFolder } from '../src/report/result-folder.ts';

it('writes a file part by part, and says what it would of the whole', () => {
  const parent = mkdtempSync(join(tmpdir(), 'ttc-folder-'));
  const folder = openResultFolder(parent, 'run');
  const digest = folder.write('a/parts.csv', ['one,', 'two\n', 'three']);
  expect(digest).toBe(createHash('sha256').update('one,two\nthree').digest('hex'));
  expect(folder.write('whole.txt', 'one,two\nthree')).toBe(digest);
  const path = folder.finish();
  expect(readFileSync(join(path, 'a', 'parts.csv'), 'utf8')).toBe('one,two\nthree');
  expect(readdirSync(parent)).toEqual(['run']);
});
