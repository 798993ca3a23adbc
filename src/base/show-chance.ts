/** A chance found by simulation, in words: never 0 % or 100 %, because no number of futures can show that. */
export function showChance(share: number): string {
  const percent = Math.round(100 * share);
  if (percent < 1) return '< 1 %';
  if (percent > 99) return '> 99 %';
  return `${percent} %`;
}
