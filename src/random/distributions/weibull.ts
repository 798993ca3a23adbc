/** Times to failure: the weakest of many links gives way. */
import { gammaFunction } from '../special.ts';
import { checkPositive, defineKind, numberOf, type Refusal } from './kind.ts';

/** Below this the moments are no longer numbers of this world. */
const LEAST_SHAPE = 0.05;

export const weibull = defineKind({
  name: 'weibull',
  summary: 'Time to failure: shape below 1 for early failures, 1 for chance, above 1 for wear.',
  source: 'Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 21',
  example: { weibull: { shape: 1.5, scale: '20 wk' } },
  parameters: {
    shape: { type: 'number', description: 'The shape, a bare number.' },
    scale: { type: 'spread', description: 'The scale: 63 % of values are below it.' },
  },
  forms: [['shape', 'scale']],
  check(parameters): Refusal | undefined {
    const refusal = checkPositive(parameters, ['shape', 'scale']);
    if (refusal !== undefined || numberOf(parameters, 'shape') >= LEAST_SHAPE) return refusal;
    return {
      message: `shape is below ${LEAST_SHAPE}`,
      remedy: `give a shape of at least ${LEAST_SHAPE}; most failures have between 0.5 and 5`,
    };
  },
  make(parameters) {
    const shape = numberOf(parameters, 'shape');
    const scale = numberOf(parameters, 'scale');
    const power = 1 / shape;
    const first = gammaFunction(1 + power);
    const second = gammaFunction(1 + 2 * power);
    const quantile = (u: number): number => scale * Math.exp(power * Math.log(-Math.log1p(-u)));
    return {
      quantile,
      fill(values, count) {
        for (let i = 0; i < count; i++) values[i] = quantile(values[i]!);
      },
      mean: scale * first,
      sd: scale * Math.sqrt(second - first * first),
      mode: shape > 1 ? scale * Math.exp(power * Math.log(1 - power)) : 0,
      min: 0,
      max: Number.POSITIVE_INFINITY,
    };
  },
});
