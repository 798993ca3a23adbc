/**
 * A market that is easy, normal or tight from month to month: a Markov chain of three states. Comes in: the state at the start and
 * how it moves. Goes out: how lead times are multiplied for an order some months later, as a law. Structure and default numbers
 * are judgement, sized by the swing of lead times 2021 to 2024 (medium-voltage gear 26 to 80 wk, transformers 30 to 130 wk).
 */
import type { Law, WeightedValue } from '../../random/distribution.ts';

export const STATES = ['easy', 'normal', 'tight'] as const;
export type State = (typeof STATES)[number];

export interface Regime {
  /** At month 0. */
  readonly state: State;
  /** What lead times are multiplied by, in each state. */
  readonly multiplier: Readonly<Record<State, number>>;
  /** Chance to stay another month, 0 to 1. */
  readonly stay: Readonly<Record<State, number>>;
}

/** Chances of the states a month on: an extreme passes to normal, normal to either extreme alike. */
export function nextMonth({ stay }: Regime, [easy, normal, tight]: Chances): Chances {
  const leaves = normal * (1 - stay.normal);
  return [
    easy * stay.easy + leaves / 2,
    normal * stay.normal + easy * (1 - stay.easy) + tight * (1 - stay.tight),
    tight * stay.tight + leaves / 2,
  ];
}

/** Of easy, normal and tight. */
export type Chances = readonly [number, number, number];

/** Chances of the states `months` (whole, zero or more) after the start. */
export function chancesAfter(regime: Regime, months: number): Chances {
  let chances: Chances = [Number(regime.state === 'easy'), Number(regime.state === 'normal'), Number(regime.state === 'tight')];
  for (let month = 0; month < months; month++) chances = nextMonth(regime, chances);
  return chances;
}

/**
 * The law of the mean multiplier over a window of `window` whole months, the first of them `months` after the start. Exact: the
 * number of months spent in each state is carried along with the state.
 */
export function multiplierLaw(regime: Regime, months: number, window: number): Law {
  const first = chancesAfter(regime, months);
  // Chances of a state, by months that were easy and tight so far.
  let paths = new Map<string, { readonly easy: number; readonly tight: number; readonly chances: Chances }>();
  const add = (into: typeof paths, easy: number, tight: number, state: number, chance: number): void => {
    if (chance === 0) return;
    const key = `${easy} ${tight}`;
    const before = into.get(key)?.chances ?? [0, 0, 0];
    into.set(key, { easy, tight, chances: before.map((value, i) => value + (i === state ? chance : 0)) as unknown as Chances });
  };
  first.forEach((chance, state) => void add(paths, Number(state === 0), Number(state === 2), state, chance));
  for (let month = 1; month < window; month++) {
    const next: typeof paths = new Map();
    for (const { easy, tight, chances } of paths.values())
      nextMonth(regime, chances).forEach(
        (chance, state) => void add(next, easy + Number(state === 0), tight + Number(state === 2), state, chance),
      );
    paths = next;
  }
  const { multiplier } = regime;
  const values: WeightedValue[] = [...paths.values()].map(({ easy, tight, chances }) => ({
    value: (easy * multiplier.easy + tight * multiplier.tight + (window - easy - tight) * multiplier.normal) / window,
    weight: chances[0] + chances[1] + chances[2],
  }));
  return { kind: 'discrete', parameters: { values: values.sort((a, b) => a.value - b.value) } };
}
