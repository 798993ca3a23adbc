/** Inputs that are no scenario at all, or not as text files usually are: no stack trace, no surprise, and right line numbers. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/read-scenario.ts';
import { problemsOf, told } from './expectations.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ttc-broken-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function tell(content: string | Uint8Array): string[] {
  const file = join(folder, 'input.yaml');
  writeFileSync(file, content);
  return problemsOf(file).map(told);
}

const EMPTY = ['1:1 the file is empty | write a scenario; "ttc init" makes an example'];
const HEAD = 'scenario: x\nstart: 2026-01-05\nuntil: 2027-12-31\n';
const TYPO = 'unknown key "duraton"; did you mean "duration"? | write "duration", or remove it';

describe('files without content', () => {
  it.each([
    ['empty', ''],
    ['blank lines', '\n\n  \n'],
    ['comments only', '# a note\n# another\n'],
    ['a document mark only', '---\n'],
    ['a byte order mark only', '\uFEFF'],
    ['null', 'null\n'],
    ['a tilde', '~\n'],
  ])('%s', (_what, content) => {
    expect(tell(content)).toEqual(EMPTY);
  });
});

describe('files that are no scenario', () => {
  const NO_MAP = 'a scenario is a map of keys | begin with "scenario: <name>"; "ttc init" writes an example';
  it.each([
    ['a list', '# head\n- a\n- b\n', `2:1 ${NO_MAP}`],
    ['a number', '5\n', `1:1 ${NO_MAP}`],
    ['text', 'hello\n', `1:1 ${NO_MAP}`],
  ])('%s', (_what, content, expected) => {
    expect(tell(content)).toEqual([expected]);
  });

  it('JSON is YAML, and its mistakes are placed', () => {
    expect(
      tell('{\n  "scenario": "x",\n  "start": "2026-01-05",\n  "until": "2027-12-31",\n  "activities": {"a": {"duraton": "5 d"}}\n}\n'),
    ).toEqual([`5:24 ${TYPO}`]);
  });

  it('bytes that are not UTF-8', () => {
    const remedy = 'save the file as UTF-8; a scenario is a text file';
    expect(tell(Uint8Array.of(0x73, 0x3a, 0x0a, 0x61, 0x62, 0xff, 0xfe, 0x0a))).toEqual([`2:3 this is not text in UTF-8 | ${remedy}`]);
    expect(tell(Buffer.from(`\uFEFF${HEAD}`, 'utf16le'))).toEqual([`1:1 this is not text in UTF-8 | ${remedy}`]);
    expect(tell(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))).toEqual([`1:1 this is not text in UTF-8 | ${remedy}`]);
  });

  it('control characters', () => {
    expect(tell('scenario: x\nti\0tle: y\n')).toEqual(['2:3 the character U+0000 has no place in a text file | remove it']);
    expect(tell('scenario: x\r\n\u001B[31m: y\r\n')).toEqual(['2:1 the character U+001B has no place in a text file | remove it']);
    expect(tell('\u0007')).toEqual(['1:1 the character U+0007 has no place in a text file | remove it']);
  });
});

describe('line ends and marks', () => {
  const body = `${HEAD}activities:\n  a: {duraton: 5 d}\n  b:\n    label: b\n    duraton: 5 d\n`;
  const expected = [`5:7 ${TYPO}`, `8:5 ${TYPO}`];
  it.each([
    ['line feeds', body],
    ['carriage returns and line feeds', body.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${body}`],
    ['a byte order mark, carriage returns and line feeds', `\uFEFF${body.replaceAll('\n', '\r\n')}`],
    ['no line end at the end', body.trimEnd()],
    ['letters of two units before the mistake', body.replace('label: b', 'label: "𝄞ä中"')],
  ])('%s', (_what, content) => {
    expect(tell(content)).toEqual(expected);
  });

  it('shows the line without its end', () => {
    const file = join(folder, 'excerpt.yaml');
    writeFileSync(file, body.replaceAll('\n', '\r\n'));
    expect(problemsOf(file).map(({ place }) => place?.excerpt)).toEqual(['  a: {duraton: 5 d}', '    duraton: 5 d']);
  });
});

describe('files that cannot be read', () => {
  it('a missing one', () => {
    expect(problemsOf(join(folder, 'nowhere.yaml')).map(told)).toEqual([
      '1:1 there is no such file | check the path; "ttc init" writes an example',
    ]);
    writeFileSync(join(folder, 'file'), '');
    expect(problemsOf(join(folder, 'file', 'below.yaml')).map(told)).toEqual([
      '1:1 there is no such file | check the path; "ttc init" writes an example',
    ]);
  });

  it('a folder', () => {
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    expect(problemsOf(inner).map(told)).toEqual(['1:1 this is a folder, not a scenario file | name a scenario file']);
    writeFileSync(join(inner, 'site.yaml'), HEAD);
    expect(problemsOf(inner).map(told)).toEqual([
      `1:1 this is a folder, not a scenario file | name a file in it, such as ${join(inner, 'site.yaml')}`,
    ]);
  });

  it.skipIf(process.getuid?.() === 0)('one without permission (root may read everything, so it is skipped for root)', () => {
    const file = join(folder, 'secret.yaml');
    writeFileSync(file, HEAD);
    chmodSync(file, 0o000);
    expect(problemsOf(file).map(told)).toEqual(['1:1 the file cannot be read (EACCES) | check its permissions']);
  });

  it('one that is too large', () => {
    const file = join(folder, 'large.yaml');
    writeFileSync(file, HEAD);
    truncateSync(file, 64 * 1024 * 1024 + 1);
    expect(problemsOf(file).map(told)).toEqual([
      '1:1 the file is too large (67108865 bytes) | a scenario has at most 67108864 bytes; split it',
    ]);
  });
});

describe('nesting and copies beyond reason', () => {
  const DEEP = 'more than 100 levels lie within one another here | nest less deeply';
  it.each([
    ['brackets', `${HEAD}activities: ${'['.repeat(100_000)}`, `4:113 ${DEEP}`],
    ['brackets that are closed', `${HEAD}activities: ${'['.repeat(20_000)}${']'.repeat(20_000)}`, `4:113 ${DEEP}`],
    ['maps in braces', `${HEAD}activities: ${'{a: '.repeat(20_000)}`, `4:413 ${DEEP}`],
    ['maps that are closed', `${HEAD}activities: ${'{a: '.repeat(150)}1${'}'.repeat(150)}`, `4:409 ${DEEP}`],
  ])('%s', (_what, content, expected) => {
    expect(tell(content)).toEqual([expected]);
  });

  it.each([
    ['maps by indentation', `${HEAD}activities:\n${Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i + 1)}a:`).join('\n')}`],
    ['lists in one line', `${HEAD}activities:\n${'- '.repeat(20_000)}a`],
    ['distributions', `${HEAD}activities:\n  a: {duration: ${'{chance: {p: 50 %, of: '.repeat(2000)}1 d${'}}'.repeat(2000)}}\n`],
  ])('%s', (_what, content) => {
    const problems = tell(content);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(DEEP);
  });

  it('a distribution within the limit', () => {
    const deep = `${HEAD}activities:\n  a: {duration: ${'{chance: {p: 50 %, of: '.repeat(45)}1 MW${'}}'.repeat(45)}}\n`;
    expect(tell(deep)).toEqual([
      `5:${(deep.split('\n')[4]?.lastIndexOf('of: ') as number) + 1} "1 MW" is a power, not a duration | use one of min, h, d, wk, mo, y, wh, wd, such as "6 wk"`,
    ]);
  });

  it('aliases of aliases', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 20; i++) {
      const [name, before] = ['abcdefghijklmnopqrst'[i], 'abcdefghijklmnopqrst'[i - 1]];
      bomb.push(`${name}: &${name} [${Array(8).fill(`*${before}`).join(', ')}]`);
    }
    expect(tell(`${HEAD}${bomb.join('\n')}\n`)).toEqual([
      '1:1 the aliases of this file stand for too many copies | use fewer aliases of what holds aliases',
    ]);
  });

  it('aliases used as they should be are allowed', () => {
    const uses = Array.from({ length: 300 }, (_, i) => `  a${i}: {duration: *usual}`).join('\n');
    const file = join(folder, 'aliases.yaml');
    writeFileSync(file, `${HEAD}activities:\n  first: {duration: &usual {uniform: {low: 1 d, high: 2 d}}}\n${uses}\n`);
    expect(problemsOf(file)).toEqual([]);
  });

  it('thousands of mistakes are told in seconds', () => {
    const count = 3000;
    const lines = Array.from({ length: count }, (_, i) => `  a${i}: {duration: 5, after: b${i}, lable: x}`).join('\n');
    const started = performance.now();
    expect(tell(`${HEAD}activities:\n${lines}\n`)).toHaveLength(3 * count);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('building blocks of a library beside the scenario', () => {
  it('are told with their own file and place', () => {
    mkdirSync(join(folder, 'library', 'halls'), { recursive: true });
    mkdirSync(join(folder, 'library', 'calendars'));
    writeFileSync(
      join(folder, 'library', 'halls', 'shed.yaml'),
      'title: a shed\nit: 1 MW\ngross: 1500\nactivities:\n  build: {duraton: 5 wd}\n  paint: {duration: 3 d, after: bild}\n',
    );
    writeFileSync(join(folder, 'library', 'calendars', 'odd.yaml'), 'week:\n\tmon: 07:00-17:00\n');
    const file = join(folder, 'uses-library.yaml');
    writeFileSync(file, `${HEAD}sites:\n  plains:\n    calendar: odd\n    halls: {hall-1: {build: shed}, hall-2: {build: shed}}\n`);
    expect(problemsOf(file).map((problem) => [problem.place?.file.slice(folder.length + 1), told(problem)])).toEqual([
      ['library/calendars/odd.yaml', '2:1 a tab stands where the line is indented | indent with spaces'],
      ['library/halls/shed.yaml', '3:1 1500 has no unit | write it with a unit (kW, MW, GW), such as "50 MW"'],
      ['library/halls/shed.yaml', `5:11 ${TYPO}`],
    ]);
  });
});

describe('text that comes from elsewhere', () => {
  it('is placed under the name it is given', () => {
    expect(() => parseScenario('scenario: [', 'elsewhere.yaml')).toThrow('this "[" is not closed');
  });
});
