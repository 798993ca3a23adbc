/**
 * The contract of a distribution. Each kind lives in one file of distributions/ and is nothing but its quantile function
 * and its moments; every variate is one uniform turned by that function (inversion), so that the same luck means the same
 * thing in every variant of a scenario.
 */

/** A distribution with its parameters filled in. Values are in whatever base unit the parameters were in. */
export interface Distribution {
  /** Inverse CDF. `u` in (0, 1). Non-decreasing. */
  quantile(u: number): number;
  /**
   * Puts `quantile` of each of the first `count` uniforms in its place. Kinds that are drawn often have a loop of their own: a
   * call that may lead anywhere costs more than most quantile functions.
   */
  fill?(uniforms: Float64Array, count: number): void;
  readonly mean: number;
  readonly sd: number;
  readonly mode: number;
  /** Least and greatest possible value; may be infinite. */
  readonly min: number;
  readonly max: number;
}

/**
 * What a parameter means: `value` carries the unit of the quantity, `spread` too but may not be negative and does not
 * shift, `number` is bare, `share` a fraction, `table` a list of weighted values, `values` a list of observations.
 */
export type ParameterType = 'value' | 'spread' | 'number' | 'share' | 'table' | 'values' | 'law';

export interface WeightedValue {
  readonly value: number;
  readonly weight: number;
}

/** Parameters with their units resolved to base units. */
export type Parameters = Readonly<Record<string, number | readonly number[] | readonly WeightedValue[] | Law>>;

/** A distribution as plain data: what a Plan holds, printable and cloneable. */
export interface Law {
  readonly kind: string;
  readonly parameters: Parameters;
}

export interface DistributionKind {
  readonly name: string;
  /** One sentence for `ttc kinds` and for editors. */
  readonly summary: string;
  /** Where the formula stands. */
  readonly source: string;
  /** A complete example as it is written in YAML for a duration. */
  readonly example: Readonly<Record<string, unknown>>;
  /** All parameters any form may use, with their types. */
  readonly parameters: Readonly<Record<string, { readonly type: ParameterType; readonly description: string }>>;
  /** The sets of parameters that are accepted; exactly one must match. */
  readonly forms: readonly (readonly string[])[];
  /** What is wrong with these parameters, or undefined. `parameters` match one of the forms. */
  check(parameters: Parameters): { readonly message: string; readonly remedy: string } | undefined;
  /** The distribution. Throws on parameters that `check` refuses. */
  make(parameters: Parameters, makeLaw: (law: Law) => Distribution): Distribution;
}
