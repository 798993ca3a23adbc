/**
 * A chain of causes for people: work that paused for the weather on many days is told in one line, and the time lost to each hazard
 * in one more. Comes in: the steps of a chain. Goes out: fewer of them, whose lengths still add up to the whole.
 */
import type { ExplainedStep } from './explain.ts';

/** Work with at most this many steps is told as it was: before the pause, the pause, and after it. */
const FEW = 3;

export function inBrief(steps: readonly ExplainedStep[]): ExplainedStep[] {
  const brief: ExplainedStep[] = [];
  for (let i = 0; i < steps.length; ) {
    let end = i + 1;
    while (end < steps.length && isSameWork(steps[i]!, steps[end]!)) end++;
    const run = steps.slice(i, end);
    brief.push(...(run.length > FEW ? gathered(run) : run));
    i = end;
  }
  return brief;
}

/** Two steps of one piece of work, weather included. */
function isSameWork(a: ExplainedStep, b: ExplainedStep): boolean {
  const isOutdoors = ({ kind, group }: ExplainedStep): boolean => kind === 'work' || (kind === 'wait' && group === 'weather');
  return a.activity === b.activity && isOutdoors(a) && isOutdoors(b);
}

/** One step for the work and one for each hazard, all from the first instant to the last, each as long as its parts together. */
function gathered(run: readonly ExplainedStep[]): ExplainedStep[] {
  const [first, last] = [run[0]!, run.at(-1)!];
  const span = { fromTick: first.fromTick, from: first.from, toTick: last.toTick, to: last.to };
  const kinds = new Map<string, ExplainedStep>();
  for (const step of run) {
    const key = `${step.kind} ${step.cause}`;
    const known = kinds.get(key);
    kinds.set(key, { ...step, ...span, length: (known?.length ?? 0) + step.length });
  }
  return [...kinds.values()].sort((a, b) => Number(a.kind === 'wait') - Number(b.kind === 'wait') || b.length - a.length);
}
