/** Numbers and names as charts write them. */
import { SIZE } from './theme.ts';

export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `12,400`; one decimal below 10. */
export function tellNumber(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 });
}

/** `34 %` of a share between 0 and 1; shares that would round to 0 or 1 without being it say so. */
export function tellShare(share: number): string {
  if (share > 0 && share < 0.005) return '< 1 %';
  if (share < 1 && share >= 0.995) return '> 99 %';
  return `${Math.round(share * 100)} %`;
}

/** A number on an axis, with as many decimals as the axis's step needs. */
export function tellTick(value: number, step: number): string {
  const decimals = [0, 1, 2, 3].find((digits) => Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) < 1e-6) ?? 4;
  return value.toLocaleString('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** `1 hall`, `4 halls`, `2.5 days`: one by what is shown. */
export function tellCount(count: number, noun: string): string {
  const shown = tellNumber(count);
  return `${shown} ${noun}${shown === '1' ? '' : 's'}`;
}

/** Cut to a number of characters, with an ellipsis in place of what is lost. */
export function shorten(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1).trimEnd()}…`;
}

/** Cut to a number of characters from the front, for names whose last part tells most. */
export function shortenFront(text: string, characters: number): string {
  return text.length <= characters ? text : `…${text.slice(text.length - characters + 1).trimStart()}`;
}

/** With a capital first letter. */
export function sentence(text: string): string {
  // What begins with an id is left as the scenario has it.
  return /^\S*\//.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** Advance widths of the shipped Inter in semi-bold for the characters from space to tilde, in hundredths of the size, rounded up. */
const ADVANCES =
  '26 33 53 65 66 101 67 33 38 38 54 68 32 47 32 38 66 43 63 64 67 62 64 58 65 64 32 33 68 68 68 55 100 73 66 74 73 61 59 75 75 28 58 71 57 93 76 77 65 78 66 66 67 74 73 103 72 72 66 38 38 38 49 47 36 58 63 59 63 60 39 63 62 27 27 57 27 91 62 61 63 63 40 55 36 62 59 84 57 59 57 46 36 46 68'
    .split(' ')
    .map(Number);
const WIDEST = 100;

/** How wide a text is drawn at most, in pixels: figures place labels without a canvas at hand. */
export function textWidth(text: string, size: number = SIZE.label): number {
  let hundredths = 0;
  for (const character of text) hundredths += ADVANCES[character.charCodeAt(0) - 32] ?? WIDEST;
  return (hundredths * size) / 100;
}

/** Cut to a width in pixels, with an ellipsis in place of what is lost. */
export function cutTo(text: string, width: number, size: number = SIZE.label): string {
  let characters = text.length;
  while (characters > 1 && textWidth(shorten(text, characters), size) > width) characters--;
  return shorten(text, characters);
}

/** Break into as few lines of at most `width` pixels as will do, at spaces, all about as long. */
export function wrap(text: string, width: number, size: number): string[] {
  const lines = breakAt(text, width, size);
  const balanced = breakAt(text, (textWidth(text, size) / lines.length) * 1.08, size);
  return balanced.length === lines.length && balanced.every((line) => textWidth(line, size) <= width) ? balanced : lines;
}

function breakAt(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, size) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
