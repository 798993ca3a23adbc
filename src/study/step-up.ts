/**
 * Which of several things may be called worse if the chance of calling any of them so by mistake is to be kept. Comes in: whether each
 * is worse when it may be wrong with a k-th of that chance. Goes out: the k that all of them are held to.
 *
 * All are called worse if all of them are with the whole chance, all but one if they are with a half of it, and so on; one alone needs
 * the n-th part, as with Bonferroni (Hochberg 1988, Biometrika 75, 800-802). It keeps the chance where what is tested does not go
 * against one another (Simes 1986, Biometrika 73, 751-754; Sarkar 1998, Annals of Statistics 26, 494-504), as dates of one plan do
 * not: a late substation makes all halls late. A slip of everything is so found as easily as that of a single date.
 */
export function stepUp(count: number, isWorse: (index: number, part: number) => boolean): number {
  const parts = Array.from({ length: count }, (_, index) => finestPart(count, (part) => isWorse(index, part)));
  for (let worse = count; worse > 1; worse--) {
    const part = count - worse + 1;
    if (parts.filter((finest) => finest >= part).length >= worse) return part;
  }
  return count;
}

/** The largest k up to `count` with which it is still worse; 0 if with none. What is worse with a small chance is so with a larger. */
function finestPart(count: number, isWorse: (part: number) => boolean): number {
  if (!isWorse(1)) return 0;
  let [low, high] = [1, count];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isWorse(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
