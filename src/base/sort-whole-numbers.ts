/**
 * Sorts whole numbers from 0 to 2^31 - 1 digit by digit (least significant first, 11 bits at a time): dates of ten thousands of
 * futures in a fraction of what comparing them takes. Donald E. Knuth, The Art of Computer Programming, vol. 3, section 5.2.5.
 */
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
/** Below this many, comparing is quicker than counting digits. */
const FEW = 512;

/** Ascending, in a new array or in the one given. Values must be whole numbers from 0 to 2^31 - 1. */
export function sortWholeNumbers(values: Int32Array): Int32Array {
  if (values.length < FEW) return values.sort();
  let from: Int32Array = values;
  let to: Int32Array = new Int32Array(values.length);
  let most = 0;
  for (let i = 0; i < values.length; i++) most |= values[i]!;
  const next = new Int32Array(DIGITS);
  for (let shift = 0; most >>> shift > 0 && shift < 31; shift += DIGIT_BITS) {
    countDigits(from, shift, next);
    for (let i = 0; i < from.length; i++) to[next[(from[i]! >>> shift) & (DIGITS - 1)]!++] = from[i]!;
    [from, to] = [to, from];
  }
  return from;
}

/** Where the first number with each digit goes. */
function countDigits(values: Int32Array, shift: number, first: Int32Array): void {
  first.fill(0);
  for (let i = 0; i < values.length; i++) first[(values[i]! >>> shift) & (DIGITS - 1)]!++;
  let before = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = first[digit]!;
    first[digit] = before;
    before += count;
  }
}
