import { describe, expect, it } from 'vitest';
import { runStudy } from '../../src/study/study.ts';
import { activity, borrows, gives, link, planOf, resource } from '../plan-builder.ts';

const HOUR = 60;

describe('accounts', () => {
  it('books use, presence, events and what runs on, each once and by the horizon', async () => {
    const plan = planOf({
      horizon: 100 * HOUR,
      resources: [resource('pool', 'crew', 4)],
      activities: [
        activity('work', 10 * HOUR, { needs: [borrows('crew', 3)] }),
        activity('hire', 5 * HOUR, { gives: [{ ...gives('crew', 2), gains: true }] }),
        activity('sell', 0, { after: [link('work')] }),
        activity('never', 200 * HOUR, { optional: true }),
      ],
      accounts: [
        { id: 'hours', label: 'hours', unit: 'h', site: null, entries: [{ kind: 'use', resource: 'crew', perUnitHour: 1 }] },
        { id: 'there', label: 'there', unit: 'h', site: null, entries: [{ kind: 'presence', resource: 'crew', perUnitHour: 1 }] },
        {
          id: 'price',
          label: 'price',
          unit: 'USD',
          site: null,
          entries: [
            { kind: 'event', activity: 'work', at: 'finish', amount: 7 },
            { kind: 'event', activity: 'never', at: 'start', amount: 100 },
            { kind: 'event', activity: 'never', at: 'finish', amount: 1000 },
          ],
        },
        {
          id: 'energy',
          label: 'energy',
          unit: 'MWh',
          site: null,
          entries: [{ kind: 'running', activity: 'sell', from: 'finish', perHour: 2 }],
        },
      ],
    });
    const { outcomes } = await runStudy({
      plan,
      tool: 'test',
      futures: 'median',
      seedLabel: 'median',
      questions: [],
      tellActivities: false,
      workers: 1,
    });
    expect(outcomes.accounts.hours).toMatchObject({ mean: 30, sd: null, unit: 'h' });
    // Four from the start, two more from hour 5 to the end of the work in hour 10.
    expect(outcomes.accounts.there?.mean).toBe(50);
    expect(outcomes.accounts.price?.mean).toBe(107);
    expect(outcomes.accounts.energy?.mean).toBe(180);
  });
});
