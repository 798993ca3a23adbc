/** The language of expectations, line by line. */
import { describe, expect, it } from 'vitest';
import { parseExpectation } from '../../src/plan/expectation.ts';

function parsed(text: string): unknown {
  const result = parseExpectation(text);
  return result.ok ? result.expectation : result;
}

describe('an expectation', () => {
  it.each([
    [
      'childress/horizon-4/online.p80 <= 2026-12-31',
      { kind: 'percentile', subject: 'childress/horizon-4/online', share: 0.8, relation: '<=', limit: '2026-12-31' },
    ],
    ['online 50 %.p80<=2027-03-01', { kind: 'percentile', subject: 'online 50 %', share: 0.8, relation: '<=', limit: '2027-03-01' }],
    [
      'plains/online 12.5 MW.P50 > 2027-01-01T06:30',
      { kind: 'percentile', subject: 'plains/online 12.5 MW', share: 0.5, relation: '>', limit: '2027-01-01T06:30' },
    ],
    ['makespan.p97.5 < 120', { kind: 'percentile', subject: 'makespan', share: 0.975, relation: '<', limit: '120' }],
    [
      'P(childress/horizon-4/online <= 2027-01-31) >= 80 %',
      { kind: 'chance', subject: 'childress/horizon-4/online', by: '2027-01-31', relation: '>=', share: 0.8 },
    ],
    ['P( online 100 MW <= 2027-01-31 ) < 5 %', { kind: 'chance', subject: 'online 100 MW', by: '2027-01-31', relation: '<', share: 0.05 }],
    ['lost_mw_days.labor < 5_000', { kind: 'amount', metric: 'lost_mw_days', of: 'labor', relation: '<', limit: 5000 }],
    [
      'driving_days.equipment/mv-switchgear <= 12.5',
      { kind: 'amount', metric: 'driving_days', of: 'equipment/mv-switchgear', relation: '<=', limit: 12.5 },
    ],
    ['wait_days >= 3', { kind: 'amount', metric: 'wait_days', of: null, relation: '>=', limit: 3 }],
    ['no worse than baseline by more than 7 d', { kind: 'baseline', what: null, by: '7 d' }],
    ['No worse than the baseline', { kind: 'baseline', what: null, by: null }],
    [
      'hall/online.p80 no worse than baseline by more than 2 wk',
      { kind: 'baseline', what: { kind: 'percentile', subject: 'hall/online', share: 0.8 }, by: '2 wk' },
    ],
    [
      'lost_mw_days.power no worse than baseline by more than 50',
      { kind: 'baseline', what: { kind: 'amount', metric: 'lost_mw_days', of: 'power' }, by: '50' },
    ],
  ])('%s', (text, expected) => {
    expect(parsed(text)).toEqual(expected);
  });

  it.each([
    '',
    'hall/online',
    'hall/online.p0 <= 2027-01-01',
    'P(hall/online <= 2027-01-01) >= 0 %',
    'hall/online.p80 == 2027-01-01',
    'lost_mw_days. < 4',
    'lost_mw_days < _',
    'lost_mw_days < -',
    '.p80 < 4',
  ])('is refused with a remedy: "%s"', (text) => {
    expect(parsed(text)).toMatchObject({ ok: false, message: expect.stringMatching(/./), remedy: expect.stringMatching(/./) });
  });
});
