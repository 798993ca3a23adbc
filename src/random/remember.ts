/** Remembers the results of expensive pure functions. */
const CAPACITY = 512;

/** Remembers the latest few hundred results of a function of numbers. */
export function remember<A extends readonly number[], T>(compute: (...numbers: A) => T): (...numbers: A) => T {
  const results = new Map<string, T>();
  return (...numbers) => {
    const key = numbers.join(' ');
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = compute(...numbers);
    if (results.size >= CAPACITY) forgetOldest(results);
    results.set(key, result);
    return result;
  };
}

/** Computes a value when it is first asked for. */
export function lazily<T>(compute: () => T): () => T {
  let known: T | undefined;
  return () => {
    known ??= compute();
    return known;
  };
}

/** A Map lists its keys in order of arrival. */
function forgetOldest(results: Map<string, unknown>): void {
  const oldest = results.keys().next();
  if (oldest.done !== true) results.delete(oldest.value);
}
