/**
 * Holds one plan to its gates: plays futures, looks, and plays on until every gate has passed or failed or there may be no more.
 * Comes in: a plan, gates, a baseline. Goes out: a verdict for each.
 *
 * Each look could go wrong by chance, so the looks share the error between them: of K looks at n, 2n, 4n ... futures the k-th may be
 * wrong with 2^(k-1) / (2^K - 1) of the whole, most of it kept for the last, where there is most to see (an error-spending rule after
 * Lan and DeMets 1983, Biometrika 70, 659-663; summed by Bonferroni). A gate that is decided is not looked at again.
 */
import type { AskedAmount } from '../measure/asked-amount.ts';
import type { Pairing } from '../measure/paired.ts';
import type { Baseline } from '../plan/baseline.ts';
import type { Plan } from '../plan/plan.ts';
import { judge } from './gate-judge.ts';
import type { Judged } from './gate-judging.ts';
import type { GateOutcome } from './gate-outcome.ts';
import { createPlaying, KEPT, type Played } from './gate-play.ts';
import type { Gate } from './gate-resolve.ts';
import { createPlayer } from './player.ts';

/** How often a gate may fail that should pass, and pass that should fail, whatever the number of looks. */
export const GATE_ERROR = 0.05;

export interface GateRequest {
  readonly plan: Plan;
  readonly gates: readonly Gate[];
  readonly baseline: Baseline | null;
  /** Whether the futures are those of the baseline. */
  readonly pairing: Pairing;
  readonly seed: { readonly text: string; readonly first: number };
  /** Futures of the first look, and at most. */
  readonly reps: number;
  readonly maxReps: number;
  readonly workers: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface GateRun {
  readonly outcomes: readonly GateOutcome[];
  readonly played: Played;
}

export async function runGates({
  plan,
  gates,
  baseline,
  pairing,
  seed,
  reps,
  maxReps,
  workers,
  onProgress,
}: GateRequest): Promise<GateRun> {
  const asked: AskedAmount[] = [];
  const places = gates.map((gate) => (gate.kind === 'chance' && !('column' in gate.of) ? asked.push(gate.of) - 1 : -1));
  const playing = createPlaying(createPlayer({ plan, asked, each: Object.values(KEPT) }), seed);
  const looks = gates.map((gate) => {
    if (gate.kind !== 'baseline' || pairing !== 'paired' || baseline === null) return looksAt(reps, maxReps);
    // The futures of the baseline are as many as can be paired: one look at all of them sees most, and its causes can be compared.
    return [Math.min(maxReps, baseline.futures)];
  });
  const decided: (GateOutcome | null)[] = gates.map(() => null);
  const sizes = [...new Set(looks.flat())].sort((a, b) => a - b);
  for (const size of sizes) {
    // What is undecided after its last look stays so, however many futures others have.
    const isOpen = (outcome: GateOutcome | null, i: number): boolean =>
      outcome === null || (outcome.verdict === 'undecided' && size <= looks[i]!.at(-1)!);
    if (!decided.some(isOpen)) break;
    await playing.upTo(size, { workers, ...(onProgress === undefined ? {} : { onProgress }) });
    const played = playing.played();
    gates.forEach((gate, i) => {
      const mine = looks[i]!;
      const look = mine.indexOf(size);
      const before = decided[i] ?? null;
      if (look < 0 || (before !== null && before.verdict !== 'undecided')) return;
      const tail = GATE_ERROR * shareOfError(look, mine.length);
      const judged = judge(gate, { played, baseline, pairing, tail, asked: places[i]! });
      decided[i] = told(gate, judged, size, look + 1, mine.length);
    });
  }
  return { outcomes: decided.map((outcome) => outcome!), played: playing.played() };
}

/** Numbers of futures: n, 2n, 4n and so on, and the most at the end. */
export function looksAt(first: number, most: number): number[] {
  const sizes: number[] = [];
  for (let size = first; size < most; size *= 2) sizes.push(size);
  // A last step of less than a half is not worth a look of its own.
  if ((sizes.at(-1) ?? 0) > most / 1.5) sizes.pop();
  return [...sizes, most];
}

/** The share of the error that look number `look` (from 0) of so many may use. */
export function shareOfError(look: number, looks: number): number {
  return 2 ** look / (2 ** looks - 1);
}

function told(gate: Gate, { verdict, findings }: Judged, futures: number, looks: number, mostLooks: number): GateOutcome {
  const kind = gate.kind === 'baseline' ? 'regression' : 'limit';
  return { expectation: gate.text, kind, verdict, futures, looks, mostLooks, findings };
}
