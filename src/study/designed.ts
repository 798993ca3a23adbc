/**
 * Sensitivity from futures that are played for it. Comes in: the inputs of a plan, ranked by what ordinary futures say. Goes out: Sobol indices of
 * the largest inputs (first order and total) with all others as one, or elementary effects of every input.
 */
import { type ChosenOutcome, toldUnits } from '../measure/chosen-outcome.ts';
import { elementaryEffects, elementaryPaths } from '../measure/sensitivity/elementary-effects.ts';
import type { Interval } from '../measure/sensitivity/given-data.ts';
import type { Input } from '../measure/sensitivity/inputs.ts';
import type { DesignOutcome, InputSensitivity, Sure } from '../measure/sensitivity/outcomes.ts';
import { pickFreeze } from '../measure/sensitivity/pick-freeze.ts';
import { tidy } from '../measure/tell.ts';
import type { Plan } from '../plan/plan.ts';
import { keyUniforms } from '../random/designs/key-uniforms.ts';
import { MOST_SOBOL_DIMENSIONS, sobol } from '../random/designs/sobol.ts';
import { type OutcomeFarm, rowJobs } from './outcome-player.ts';

/** `size`: rows of each sample (a power of two is best), or paths. */
export interface DesignRequest {
  readonly kind: 'sobol' | 'morris';
  readonly size: number;
}

/** Inputs that are looked at one by one in a Sobol design: twice as many dimensions are needed. */
const MOST_ALONE = Math.floor(MOST_SOBOL_DIMENSIONS / 2);

interface DesignContext {
  readonly plan: Plan;
  readonly outcome: ChosenOutcome;
  readonly inputs: readonly Input[];
  readonly ranked: readonly InputSensitivity[];
  readonly farm: OutcomeFarm;
  readonly key: string;
}

export function playDesign(request: DesignRequest, context: DesignContext): Promise<DesignOutcome> {
  return request.kind === 'sobol' ? playSobol(request.size, context) : playMorris(request.size, context);
}

async function playRows(rows: readonly Float64Array[], { plan, outcome, inputs, farm }: DesignContext): Promise<Float64Array> {
  return toldUnits(plan, outcome, await farm.play(rowJobs(rows, inputs.length)));
}

async function playSobol(size: number, context: DesignContext): Promise<DesignOutcome> {
  const { inputs, ranked, key } = context;
  const alone = ranked.slice(0, Math.min(MOST_ALONE, inputs.length)).map(({ input }) => inputs.findIndex(({ id }) => id === input));
  const points = sobol(Math.max(1, 2 * alone.length), size, key);
  const others = Array.from(inputs.keys()).filter((input) => !alone.includes(input));
  /** Sample 0 is A, 1 is B. */
  const samples = [0, 1].map((sample) => {
    const rows = points.map(() => new Float64Array(inputs.length));
    alone.forEach((input, i) => {
      rows.forEach((row, j) => {
        row[input] = points[j]![sample * alone.length + i]!;
      });
    });
    for (const input of others) {
      const uniforms = keyUniforms(key, `design ${inputs[input]!.id}`, 2 * size);
      rows.forEach((row, j) => {
        row[input] = uniforms[sample * size + j]!;
      });
    }
    return rows;
  });
  const [a, b] = samples as [Float64Array[], Float64Array[]];
  const groups = [...alone.map((input) => [input]), ...(others.length > 0 ? [others] : [])];
  const mixed = groups.map((group) =>
    a.map((row, j) => {
      const changed = Float64Array.from(row);
      for (const input of group) changed[input] = b[j]![input]!;
      return changed;
    }),
  );
  const played = await playRows([...a, ...b, ...mixed.flat()], context);
  const part = (number: number): Float64Array => played.subarray(number * size, (number + 1) * size);
  const indices = pickFreeze(
    part(0),
    part(1),
    groups.map((_, i) => part(2 + i)),
    key,
  );
  return {
    kind: 'sobol',
    futures: played.length,
    inputs: indices.map(({ first, total }, i) => {
      const input = alone[i];
      const known = input === undefined ? undefined : inputs[input];
      return {
        input: known?.id ?? null,
        label: known?.label ?? `all other ${others.length} inputs together`,
        first: rounded(first),
        total: rounded(total),
      };
    }),
  };
}

async function playMorris(size: number, context: DesignContext): Promise<DesignOutcome> {
  const { inputs, key } = context;
  const paths = elementaryPaths(inputs.length, size, key);
  const effects = elementaryEffects(paths, await playRows(paths.rows, context), key);
  return {
    kind: 'morris',
    futures: paths.rows.length,
    paths: size,
    inputs: effects
      .map(({ mean, size: effect, sd }, i) => ({
        input: inputs[i]!.id,
        label: inputs[i]!.label,
        size: rounded(effect),
        mean: tidy(mean),
        sd: tidy(sd),
      }))
      .sort((a, b) => b.size.value - a.size.value || (a.input < b.input ? -1 : 1)),
  };
}

function rounded({ value, lo, hi }: Interval & { readonly value: number }): Sure {
  return { value: tidy(value), lo: tidy(lo), hi: tidy(hi) };
}
