/** Charts of a portfolio: a fan for each site, and crews that share a name told apart by whose they are. */
import { expect, it } from 'vitest';
import { crews } from '../../src/figures/crews.ts';
import type { Figure, Marks, TextMark } from '../../src/figures/figure.ts';
import { sites } from '../../src/figures/sites.ts';
import type { ComputeCurve } from '../../src/measure/outcomes.ts';
import { campus } from './fixture.ts';

const base = campus();
const curve = base.curve as ComputeCurve;
const marksOf = (figure: Figure | null): readonly TextMark[] => {
  const marks = figure?.config.options?.plugins?.marks as Marks | undefined;
  return marks?.texts ?? [];
};

it('draws nothing for one site: the headline shows it', () => {
  expect(sites.figure({ ...base, siteCurves: { childress: curve } })).toBeNull();
});

it('draws a fan for each site, the largest first, and says which is online last', () => {
  const small: ComputeCurve = { ...curve, totalMw: curve.totalMw / 2, complete: { ...curve.complete, p50: curve.complete.p90 } };
  const figure = sites.figure({ ...base, siteCurves: { mackenzie: small, childress: curve } });
  const panelOf = (name: string) => marksOf(figure).find(({ text }) => text === name)?.yScale;
  expect([panelOf('childress'), panelOf('mackenzie')]).toEqual(['y0', 'y1']);
  expect(figure?.title).toMatch(/^Last of 2 sites: mackenzie, all online by /);
  // P50, the plan, and two bands of two edges each.
  expect(figure?.config.data.datasets).toHaveLength(2 * 6);
});

it('says how many sites are left out', () => {
  const many = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`site-${i}`, curve]));
  expect(sites.figure({ ...base, siteCurves: many })?.subtitle).toContain('The 8 largest sites, of 10.');
});

it('tells crews of one name apart by their region or site', () => {
  const [[, electricians] = []] = Object.entries(base.pools);
  if (electricians === undefined) throw new Error('the fixture has crews');
  const figure = crews.figure({ ...base, pools: { 'texas/electricians': electricians, 'oklahoma/electricians': electricians } });
  const texts = marksOf(figure).map(({ text }) => text);
  expect(texts).toContain('Electricians, texas');
  expect(texts).toContain('Electricians, oklahoma');
});
