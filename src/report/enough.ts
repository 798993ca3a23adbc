/** What `--until` asked for and what it reached, in a sentence, for every printed report. */
import type { EnoughOutcome, Outcomes } from '../measure/outcomes.ts';

/** `P80 of online 50 %: its 90 % interval is 2.8 d wide after 4,096 futures, narrower than the 3 d asked for`. */
export function tellEnough(outcomes: Pick<Outcomes, 'replications' | 'unit'>, enough: EnoughOutcome): string {
  const { milestone, percentile, asked, reached, isEnough } = enough;
  const unit = outcomes.unit === null ? 'd' : outcomes.unit === 'unit' ? 'units' : `${outcomes.unit}s`;
  const amount = (value: number): string => `${value.toLocaleString('en-GB', { maximumFractionDigits: 2 })} ${unit}`;
  const what = `P${Math.round(100 * percentile)} of ${milestone}: after ${outcomes.replications.toLocaleString('en-GB')} futures its 90 % interval`;
  if (reached === null) return `${what} is not known on both sides; ${amount(asked)} were asked for (not enough futures)`;
  return isEnough
    ? `${what} is ${amount(reached)} wide, no wider than the ${amount(asked)} asked for`
    : `${what} is ${amount(reached)} wide, wider than the ${amount(asked)} asked for (not enough futures: --max-reps allows no more)`;
}
