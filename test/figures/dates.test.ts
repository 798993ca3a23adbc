import { describe, expect, it } from 'vitest';
import { dateAt, placeOf, tellPlace } from '../../src/figures/dates.ts';
import { campus } from './fixture.ts';

describe('dates of a start with a time of day', () => {
  const afternoon = { ...campus(), start: '2026-01-01T18:00' };

  it('gives a date the place of its day, and the day back for its place', () => {
    expect(placeOf(afternoon, '2026-03-25')).toBe(83);
    expect(dateAt(afternoon, 83)).toBe('2026-03-25');
    expect(tellPlace(afternoon, 0)).toBe('1 Jan 2026');
  });
});
