import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countSeeds, firstSeeds, parseSeedList, type SeedRun } from '../../src/random/seed-list.ts';

function runsOf(text: string): readonly SeedRun[] {
  const parsed = parseSeedList(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.runs;
}

function problemsOf(text: string): readonly string[] {
  const parsed = parseSeedList(text);
  return parsed.ok ? [] : parsed.problems.map(({ line, message }) => `${line}: ${message}`);
}

describe('a seed list', () => {
  it('holds seeds, ranges, comments and blank lines', () => {
    const text = '# header\n\nstudy:0..9 # ten\r\n  other:7\nstudy\t# a comment\n'.replace('study\t', 'name');
    expect(runsOf(text)).toEqual([
      { text: 'study', from: 0, count: 10 },
      { text: 'other', from: 7, count: 1 },
      { text: 'name', from: 0, count: 1 },
    ]);
  });

  it('joins lines that continue one another, and only those', () => {
    expect(runsOf('a:0\na:1\na:2..5\na:7\nb:8')).toEqual([
      { text: 'a', from: 0, count: 6 },
      { text: 'a', from: 7, count: 1 },
      { text: 'b', from: 8, count: 1 },
    ]);
  });

  it('keeps its order', () => {
    expect(runsOf('a:5\na:0..1')).toEqual([
      { text: 'a', from: 5, count: 1 },
      { text: 'a', from: 0, count: 2 },
    ]);
  });

  it('may use dots in a text', () =>
    expect(runsOf('v1..2:3..4\nv1.2')).toEqual([
      { text: 'v1..2', from: 3, count: 2 },
      { text: 'v1.2', from: 0, count: 1 },
    ]));

  it.each([
    ['a b', '1: "a b" is not a seed'],
    ['a:1..', '1: "a:1.." is not a range of seeds'],
    ['a:1..x', '1: "a:1..x" is not a range of seeds'],
    ['a:1..b:3', '1: "a:1..b:3" is not a range of seeds'],
    ['\na:5..2', '2: the range "a:5..2" runs backwards'],
    ['a:1..2..3', '1: "a:1..2..3" is not a range of seeds'],
    ['a:3\n\na:3', '3: seed a:3 is already on line 1'],
    ['a:3\nb:3\na:0..5', '3: seed a:3 is already on line 1'],
    ['a:0..100\na:200\na:50..60', '3: seed a:50 is already on line 1'],
    ['a:0..100\na:5\na:70', '2: seed a:5 is already on line 1|3: seed a:70 is already on line 1'],
    ['a\na:0', '2: seed a:0 is already on line 1'],
    ['', '1: the list holds no seed'],
    ['# nothing\n', '2: the list holds no seed'],
    ['?\na:1\n!\na:1', '1: "?" is not a seed|3: "!" is not a seed|4: seed a:1 is already on line 2'],
  ])('%j is refused', (text, problems) => expect(problemsOf(text)).toEqual(problems.split('|')));

  it('says how to mend each problem', () => {
    for (const text of ['a b', 'a:5..2', 'a:1..', 'a:3\na:3', '']) {
      const parsed = parseSeedList(text);
      expect(parsed.ok ? '' : parsed.problems[0]?.remedy).toMatch(/^(write|leave) /);
    }
  });

  it('gives its first futures', () => {
    const runs = runsOf('a:0..9\nb:5\na:20..29');
    expect(firstSeeds(runs, 12)).toEqual([
      { text: 'a', from: 0, count: 10 },
      { text: 'b', from: 5, count: 1 },
      { text: 'a', from: 20, count: 1 },
    ]);
    expect(firstSeeds(runs, 21)).toEqual(runs);
    expect(() => firstSeeds(runs, 22)).toThrow('the list holds 21 seeds, not 22');
  });
});

it.each([
  ['ci', 200],
  ['study', 10_000],
])('seeds/%s.txt holds %i futures', (name, count) => {
  const text = readFileSync(new URL(`../../seeds/${name}.txt`, import.meta.url), 'utf8');
  expect(text).toMatch(/^# /);
  expect(countSeeds(runsOf(text))).toBe(count);
});
