/** Conditions on inputs as a person says them. Comes in: an input and the bounds of a box. Goes out: words with units. */
import type { Input } from './inputs.ts';

/** `MV switchgear of childress above 71 wk`, `labour between 0.9 and 1.2 times`, `the risk of flood comes`. */
export function describeCondition(
  input: Pick<Input, 'label' | 'kind' | 'quantile' | 'unit'>,
  above: number | null,
  below: number | null,
): string {
  const { label, kind, quantile } = input;
  // What is nothing in some futures and something in others either comes or does not.
  const comesOrNot = kind !== 'weather' && quantile !== null && Math.min(quantile(1e-9), quantile(1 - 1e-9)) === 0;
  if (comesOrNot && above === 0 && below === null) return `${label}: it comes`;
  if (comesOrNot && above === null && below !== null && isOnlyNothing(quantile, below)) return `${label}: it does not come`;
  const unit = kind === 'factor' ? 'times' : input.unit;
  if (above !== null && below !== null) return `${label} between ${tell(above)} and ${tell(below)} ${unit}`;
  return above !== null ? `${label} above ${tell(above)} ${unit}` : `${label} below ${tell(below ?? 0)} ${unit}`;
}

/** Whether everything below a bound is zero. */
function isOnlyNothing(quantile: (uniform: number) => number, below: number): boolean {
  for (let i = 1; i < 200; i++) {
    const value = quantile(i / 200);
    if (value > 0 && value < below) return false;
  }
  return true;
}

/** Three digits. */
function tell(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return Number(value.toFixed(digits)).toLocaleString('en-GB');
}

/** Labels that several inputs share are followed by the input's name. */
export function uniqueLabels(inputs: readonly Pick<Input, 'id' | 'label'>[]): string[] {
  const counts = new Map<string, number>();
  for (const { label } of inputs) counts.set(label, (counts.get(label) ?? 0) + 1);
  return inputs.map(({ id, label }) => (counts.get(label) === 1 || label === id ? label : `${label} (${id})`));
}
