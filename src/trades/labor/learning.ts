/**
 * Learning over repeated halls, and forgetting. Comes in: the learning rate and what lay between one hall and the next. Goes
 * out: the hours of each hall relative to the first. It knows nothing of plans.
 */

/** What lay before a repetition. */
export interface Repetition {
  /** Weeks in which nobody did this kind of work before it. */
  readonly gapWeeks: number;
  /** Share of the design (0 to 1) that is new since the one before. */
  readonly designChange: number;
}

/** Gaps and changes up to these are not forgotten over. Judgement, confidence J. */
const LONGEST_GAP = 8;
const LARGEST_CHANGE = 0.2;

/** Share of the gain that is lost otherwise: 30 / 50 / 80 %, likeliest 50 %. Judgement, confidence J. */
export const FORGOTTEN = 0.5;

/** Wright's law: the n-th repetition takes n ^ log2(rate) of the first. Wright, 1936, J. Aeronautical Sciences 3. */
export function wright(rate: number, repetition: number): number {
  return repetition ** Math.log2(rate);
}

/**
 * Hours of each repetition relative to the first. Where the gap or the change of design is too great, a share `forgotten` of
 * the gain is lost, and learning goes on from the number of repetitions that what is left stands for. The first entry is 1.
 * `rate` in (0, 1]: hours of the second relative to the first.
 */
export function learnedHours(rate: number, repetitions: readonly Repetition[], forgotten: number = FORGOTTEN): number[] {
  let experience = 0;
  return repetitions.map(({ gapWeeks, designChange }, i) => {
    const isForgotten = i > 0 && (gapWeeks > LONGEST_GAP || designChange > LARGEST_CHANGE);
    experience += 1;
    if (isForgotten && rate < 1) {
      const kept = 1 - (1 - wright(rate, experience)) * (1 - forgotten);
      experience = Math.max(1, kept ** (1 / Math.log2(rate)));
    }
    return wright(rate, experience);
  });
}
