/** Places of the language by name: from the JSON Schema, so that nothing is told that a scenario may not hold. */
import { describe, expect, it } from 'vitest';
import { allPlaces, placesNamed } from '../../src/scenario/fields-at.ts';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.ts';

const places = allPlaces(scenarioJsonSchema());
const paths = (asked: string): string[] => placesNamed(places, asked).map(({ path }) => path);

describe('places of the language', () => {
  it('are told once each, and every field but words says what it is', () => {
    expect(new Set(places.map(({ path }) => path)).size).toBe(places.length);
    const silent = places.flatMap(({ path, fields }) =>
      fields.filter(({ description }) => description === '').map(({ name }) => `${path}.${name}`),
    );
    expect(silent).toEqual([]);
  });

  it.each([
    ['', ['']],
    ['housing', ['regions.<name>.housing', 'sites.<name>.housing']],
    ['sites.plains.housing', ['sites.<name>.housing']],
    ['sites.housing', ['sites.<name>.housing']],
    ['sites/plains/power', ['sites.<name>.power']],
    ['plains', []],
  ])('%s', (asked, expected) => {
    expect(paths(asked)).toEqual(expected);
  });

  it('end in what was asked', () => {
    for (const path of paths('crews')) expect(path).toMatch(/crews(\.<name>)?$/);
    expect(paths('crews')).toContain('sites.<name>.crews.<name>');
  });
});
