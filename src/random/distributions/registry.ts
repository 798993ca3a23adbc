/** Every kind of distribution there is. A law goes in as plain data; what is wrong with it, or the distribution, comes out. */
import { didYouMean } from '../../base/nearest.ts';
import { Registry } from '../../base/registry.ts';
import type { Distribution, DistributionKind, Law } from '../distribution.ts';
import { chance } from './chance.ts';
import { discrete } from './discrete.ts';
import { empirical } from './empirical.ts';
import { exponential } from './exponential.ts';
import { fixed } from './fixed.ts';
import { gamma } from './gamma.ts';
import type { Refusal } from './kind.ts';
import { lognormal } from './lognormal.ts';
import { normal } from './normal.ts';
import { pert } from './pert.ts';
import { remaining } from './remaining.ts';
import { triangular } from './triangular.ts';
import { uniform } from './uniform.ts';
import { weibull } from './weibull.ts';

export const DISTRIBUTIONS = new Registry<DistributionKind>('distribution', [
  fixed,
  uniform,
  triangular,
  pert,
  normal,
  lognormal,
  exponential,
  gamma,
  weibull,
  discrete,
  empirical,
  chance,
  remaining,
]);

/** What is wrong with a law, nested ones included, or undefined. */
export function checkLaw(law: Law): Refusal | undefined {
  if (!DISTRIBUTIONS.has(law.kind)) {
    const names = DISTRIBUTIONS.all.map((kind) => kind.name);
    return { message: `there is no distribution "${law.kind}"${didYouMean(law.kind, names)}`, remedy: `use one of ${names.join(', ')}` };
  }
  const kind = DISTRIBUTIONS.get(law.kind);
  return kind.check(law.parameters) ?? checkNested(kind, law);
}

function checkNested(kind: DistributionKind, law: Law): Refusal | undefined {
  for (const [name, { type }] of Object.entries(kind.parameters)) {
    if (type !== 'law' || law.parameters[name] === undefined) continue;
    // `kind.check` has seen that a parameter of type law is one.
    const refusal = checkLaw(law.parameters[name] as Law);
    if (refusal !== undefined) return { message: `${name}: ${refusal.message}`, remedy: refusal.remedy };
  }
  return undefined;
}

/** The distribution of a law. Throws on a law that `checkLaw` refuses. */
export function makeDistribution(law: Law): Distribution {
  return DISTRIBUTIONS.get(law.kind).make(law.parameters, makeDistribution);
}
