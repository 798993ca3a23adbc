/** The same question gets the same bytes: twice, with any number of threads, from a list or from a range of seeds. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Outcomes } from '../../src/measure/outcomes.ts';
import { json, temporaryFolder, ttc } from './command.ts';
import { NETWORK } from './scenarios.ts';

const folder = temporaryFolder();
const network = folder.write('net.yaml', NETWORK);
const out = ['--out', `${folder.path}/out`, '--no-charts', '--json'];

async function digest(words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await ttc(['run', ...words, ...out]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return createHash('sha256').update(stdout).digest('hex');
}

describe.concurrent('the same bytes', () => {
  it('twice, and for one, two and three threads, over several blocks of futures', async () => {
    // 600 futures from future 200 on lie in four blocks of 256, the first and the last in part.
    const words = ['scenarios/first-hall.yaml', '--seed', 'a:200', '--reps', '600'];
    const [once, ...others] = await Promise.all([
      digest([...words, '--workers', '1']),
      digest([...words, '--workers', '1']),
      digest([...words, '--workers', '2']),
      digest([...words, '--workers', '3']),
    ]);
    expect(others).toEqual([once, once, once]);
  });

  it('for fewer futures than a block holds', async () => {
    const words = [network, '--seed', 'b', '--reps', '7'];
    const [one, three] = await Promise.all([digest([...words, '--workers', '1']), digest([...words, '--workers', '3'])]);
    expect(three).toBe(one);
  });

  it('for a seed list of several texts, whatever the number of threads', async () => {
    const list = folder.write('seeds.txt', '# some futures\na:250..270\nb\nc:3\n\nc:4..300  # more\n');
    const [one, two, three] = await Promise.all([
      digest([network, '--seeds', list, '--workers', '1']),
      digest([network, '--seeds', list, '--workers', '2']),
      digest([network, '--seeds', list, '--workers', '3']),
    ]);
    expect(two).toBe(one);
    expect(three).toBe(one);
  });

  it('except for the seed, other luck gives other results', async () => {
    const [a, b] = await Promise.all([digest([network, '--seed', 'a', '--reps', '50']), digest([network, '--seed', 'b', '--reps', '50'])]);
    expect(a).not.toBe(b);
  });
});

describe.concurrent('a seed list', () => {
  it('is lived through whole, or for as many futures as are asked for', async () => {
    const all = await json<Outcomes>(['run', network, '--seeds', 'seeds/ci.txt', ...out.slice(0, 3)]);
    expect(all).toMatchObject({ replications: 200, seed: 'ci.txt' });
    const some = await json<Outcomes>(['run', network, '--seeds', 'seeds/ci.txt', '--reps', '20', ...out.slice(0, 3)]);
    expect(some.replications).toBe(20);
  });

  it('means the same futures as the range of seeds it holds', async () => {
    const [list, range] = await Promise.all([
      json<Outcomes>(['run', network, '--seeds', 'seeds/ci.txt', ...out.slice(0, 3)]),
      json<Outcomes>(['run', network, '--seed', 'ci', '--reps', '200', ...out.slice(0, 3)]),
    ]);
    expect({ ...list, seed: '' }).toEqual({ ...range, seed: '' });
  });

  it('that is broken is told with its lines', async () => {
    const list = folder.write('broken.txt', 'a:0..9\na:5\nb:9..3\nno seed\n');
    const { code, stderr } = await ttc(['run', network, '--seeds', list, ...out.slice(0, 3)]);
    expect(code).toBe(3);
    expect(stderr).toContain(`${list}:2:1: seed a:5 is already on line 1`);
    expect(stderr).toContain(`${list}:3:1: the range "b:9..3" runs backwards`);
    expect(stderr).toContain(`${list}:4:1: "no seed" is not a seed`);
    expect(stderr).toContain('3 problems');
  });
});
