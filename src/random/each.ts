/**
 * What quantile functions do to many values at once, in place. Numbers come in an array, not one by one: V8 keeps a number that a
 * function has closed over in a box, whole or not, and would open the box anew for each value.
 */

/** `numbers[0] + numbers[1] x` of each of the first `count` values. */
export function scaleEach(values: Float64Array, count: number, numbers: Float64Array): void {
  const shift = numbers[0]!;
  const scale = numbers[1]!;
  for (let i = 0; i < count; i++) values[i] = shift + scale * values[i]!;
}

/** Makes zero of what is below it, among the first `count` values. */
export function liftEach(values: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) values[i] = Math.max(0, values[i]!);
}
