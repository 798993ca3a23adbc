/** Good files with something knocked about at random: what is wrong with them is told at a place in the file, whatever it is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../src/base/problem.ts';
import { uniform } from '../../src/random/world.ts';
import { compile } from '../../src/scenario/compile.ts';
import { parseScenario } from '../../src/scenario/read-scenario.ts';

const FOLDER = join(import.meta.dirname, '../../scenarios');
const MUTANTS = 25;
/** What takes the place of a word: other shapes, other units, names that mean something to JavaScript or to YAML. */
const WORDS = [
  ...['', '0', '-1', '1e400', '.nan', '~', 'true', '5 d', '5 wd', '50 MW', '30 %', '2026-02-30', '[]', '{}', '[a, [b]]', '{a: {b: 1}}'],
  ...['constructor', '__proto__', 'toString', '*a', '&a', '<<', '"', "'", '{', ']', ':', '- ', '# ', '\t', '\0', '!x', '%', '@', 'é', '𝄞'],
];

type Mutate = (text: string, dice: (most: number) => number) => string;

const MUTATIONS: Readonly<Record<string, Mutate>> = {
  'a line left out': (text, dice) => {
    const lines = text.split('\n');
    lines.splice(dice(lines.length), 1);
    return lines.join('\n');
  },
  'a line twice': (text, dice) => {
    const lines = text.split('\n');
    const at = dice(lines.length);
    lines.splice(at, 0, lines[at] ?? '');
    return lines.join('\n');
  },
  'a line indented otherwise': (text, dice) => {
    const lines = text.split('\n');
    const at = dice(lines.length);
    lines[at] = `${' '.repeat(dice(6))}${lines[at]?.trimStart() ?? ''}`;
    return lines.join('\n');
  },
  'a word replaced': (text, dice) => {
    const words = [...text.matchAll(/[\w.-]+/g)];
    const { index = 0, 0: word = '' } = words[dice(words.length)] ?? { 0: '' };
    return text.slice(0, index) + (WORDS[dice(WORDS.length)] ?? '') + text.slice(index + word.length);
  },
  'a letter left out': (text, dice) => {
    const at = dice(text.length);
    return text.slice(0, at) + text.slice(at + 1);
  },
  'two letters swapped': (text, dice) => {
    const at = dice(text.length - 1);
    return `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`;
  },
  'cut off': (text, dice) => text.slice(0, dice(text.length)),
};

/** Problems of a text; anything thrown that is not about the text is a bug. */
function problemsOf(text: string, file: string) {
  try {
    compile(parseScenario(text, file));
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}

describe.each(Object.entries(MUTATIONS))('%s', (what, mutate) => {
  it.each([
    ['first-hall.yaml', MUTANTS],
    ['childress-horizon.yaml', 4],
  ])('in %s', (name, mutants) => {
    const file = join(FOLDER, name);
    const original = readFileSync(file, 'utf8').replace(/^\s*#.*\n/gm, '');
    let broken = 0;
    for (let mutant = 0; mutant < mutants; mutant++) {
      let throws = 0;
      const dice = (most: number): number => Math.floor(uniform({ text: 'mutant', index: mutant }, `${what} ${throws++}`) * most);
      let text = original;
      for (let times = 1 + dice(3); times > 0; times--) text = mutate(text, dice);
      const problems = problemsOf(text, file);
      if (problems.length > 0) broken++;
      const lines = text.split('\n');
      for (const { place, message, remedy } of problems) {
        expect(place?.line, message).toBeGreaterThanOrEqual(1);
        if (place?.file === file) expect(place.line, message).toBeLessThanOrEqual(lines.length);
        expect(`${message} ${remedy}`).not.toMatch(/undefined|\[object|Invalid|NaN is not a valid/);
      }
    }
    expect(broken).toBeGreaterThan(0);
  });
});
