/** Natural order of names: digit runs compare as numbers, so hall-2 comes before hall-10. Independent of locale. */
export function naturalOrder(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const order = compareRun(left[i] as string, right[i] as string);
    if (order !== 0) return order;
  }
  if (left.length !== right.length) return left.length - right.length;
  // Equal but for leading zeros ("a1", "a01"): fall back to code units, so that the order is total.
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareRun(a: string, b: string): number {
  const aIsNumber = isDigit(a);
  if (aIsNumber && isDigit(b)) {
    const x = BigInt(a);
    const y = BigInt(b);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

function isDigit(run: string): boolean {
  const code = run.charCodeAt(0);
  return code >= 48 && code <= 57;
}
