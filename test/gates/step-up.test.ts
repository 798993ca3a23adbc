/** How the chance of a false alarm is shared among dates: worked by hand. */
import { describe, expect, it } from 'vitest';
import { stepUp } from '../../src/study/step-up.ts';

/** With the p-values of three things and a chance of 6 %: worse with a part of it if p is not more. */
const partOf = (...p: number[]): number => stepUp(p.length, (index, part) => p[index]! <= 0.06 / part);

describe('the step-up of Hochberg', () => {
  it.each([
    ['all are worse with the whole chance', [0.05, 0.055, 0.06], 1],
    ['all but one with a half of it', [0.5, 0.01, 0.03], 2],
    ['one alone needs its own part', [0.5, 0.4, 0.02], 3],
    ['one alone has less than it needs', [0.5, 0.4, 0.03], 3],
    ['none', [0.5, 0.4, 0.9], 3],
    ['a single date has it all', [0.06], 1],
  ])('%s', (_what, p, part) => {
    expect(partOf(...p)).toBe(part);
  });
});
