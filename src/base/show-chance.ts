/** A chance found by simulation, in words: never 0 % or 100 %, because no number of futures can show that. */
export function showChance(share: number, decimals = 0): string {
  const step = 10 ** -decimals;
  const percent = Math.round((100 * share) / step) * step;
  if (percent < step) return `< ${step.toFixed(decimals)} %`;
  if (percent > 100 - step / 2) return `> ${(100 - step).toFixed(decimals)} %`;
  return `${percent.toFixed(decimals)} %`;
}

/** One that came true in none or in all of the futures is told by its bound: how few they were matters. */
export function showBoundedChance({ at, lo, hi }: { readonly at: number; readonly lo: number; readonly hi: number }): string {
  if (at > 0 && at < 1) return showChance(at, 1);
  const bound = showChance(at === 0 ? hi : lo, 1);
  return /^[<>]/.test(bound) ? bound : `${at === 0 ? '<' : '>'} ${bound}`;
}
