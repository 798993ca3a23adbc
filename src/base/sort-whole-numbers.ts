/**
 * Sorts whole numbers digit by digit (least significant first, 11 bits at a time at most): dates of ten thousands of futures in a
 * fraction of what comparing them takes. Donald E. Knuth, The Art of Computer Programming, vol. 3, section 5.2.5.
 */
const MOST_DIGIT_BITS = 11;
/** Below this many, comparing is quicker than counting digits. */
const FEW = 512;

const places = new Int32Array(1 << MOST_DIGIT_BITS);
/** Where numbers lie between one digit and the next. Kept, because new memory costs more than the sort. */
let between = new Int32Array(0);

/** Ascending, in place. Values must be whole numbers from 0 to 2^31 - 1. */
export function sortWholeNumbers(values: Int32Array): Int32Array {
  if (values.length < FEW) {
    values.sort();
    return values;
  }
  const { least, most } = rangeOf(values);
  // Dates of one milestone lie close together: above the least of them there is little to sort.
  const bits = 32 - Math.clz32(most - least);
  if (bits === 0) return values;
  const digits = Math.ceil(bits / MOST_DIGIT_BITS);
  const digitBits = Math.ceil(bits / digits);
  if (between.length < values.length) between = new Int32Array(values.length);
  let from: Int32Array = values;
  let to: Int32Array = between.subarray(0, values.length);
  for (let digit = 0; digit < digits; digit++) {
    sortDigit(from, to, least, digit * digitBits, (1 << digitBits) - 1);
    [from, to] = [to, from];
  }
  if (from !== values) values.set(from);
  return values;
}

function rangeOf(values: Int32Array): { readonly least: number; readonly most: number } {
  let least = values[0]!;
  let most = least;
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}

function sortDigit(from: Int32Array, to: Int32Array, least: number, shift: number, mask: number): void {
  places.fill(0);
  for (let i = 0; i < from.length; i++) places[((from[i]! - least) >>> shift) & mask]!++;
  let before = 0;
  for (let digit = 0; digit <= mask; digit++) {
    const count = places[digit]!;
    places[digit] = before;
    before += count;
  }
  for (let i = 0; i < from.length; i++) {
    const value = from[i]!;
    to[places[((value - least) >>> shift) & mask]!++] = value;
  }
}
