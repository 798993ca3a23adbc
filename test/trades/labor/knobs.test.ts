/** Every field of labour moves some number: each is changed alone, and what the study says must change. */
import { expect, it } from 'vitest';
import type { Outcomes } from '../../../src/measure/outcomes.ts';
import { runStudy } from '../../../src/study/study.ts';
import { planOf } from '../../engine/play.ts';

const TEXT = `scenario: x
start: 2026-01-05
until: 2027-06-30
calendars:
  sixty: {week: {mon: 07:00-17:00, tue: 07:00-17:00, wed: 07:00-17:00, thu: 07:00-17:00, fri: 07:00-17:00, sat: 07:00-17:00}}
  fifty: {week: {mon: 07:00-17:00, tue: 07:00-17:00, wed: 07:00-17:00, thu: 07:00-17:00, fri: 07:00-17:00}}
calendar: sixty
regions:
  west:
    sites: [a]
    calendar: sixty
    shifts: {pattern: 5x10}
    housing: {beds: 30}
    crews:
      welders: {local: {workers: 20}, travelling: {workers: 40}}
    training:
      course: {trade: welders, intake: 10, lasts: 4 wk}
    others:
      rival: {takes: {welders: 15}, crew: 3, from: 2026-01-06, slip: 1 wk, lasts: 20 wk, priority: 0}
dispatch: {rule: priority}
sites:
  a:
    housing: {beds: 60}
    shifts: {pattern: 5x10, second_shift: 20 %, since: 2025-12-01, rest_every: 6}
    crowding: {open_area: 20000 sqft}
    jobs: {permanent_per_mw: 0.5, of: it}
    crews:
      fitters:
        local: {workers: 30, hire: {count: 20, per_week: 4, from: 2026-01-12, delay: 3 wk, stretch: 1}, attrition: {rate: 70 %/y, replaced_after: 4 wk}}
        travelling:
          workers: 40
          hire: {count: 20, per_week: 5, delay: 2 wk}
          rotation: {on: 3 wk, off: 1 wk}
          per_diem: 130 USD/d
        apprentices: {workers: 40, per_licensed: 0.5, productivity: 60 %, pay: 60 %}
        absent: 8 %
        newcomers: {productivity: 80 %, lasts: 3 wk}
        wage: {base: 45 USD/h, tightness: 0.3, remote: 10 %, overtime: 50 %, on_costs: 40 %, escalation: 7 %/y}
      masons:
        workers: 25
        shifts: {pattern: 6x10}
    training:
      school: {trade: fitters, from: 2026-01-12, intake: 40, every: 8 wk, intakes: 2, lasts: 6 wk, pass: 50 %, as: licensed, productivity: {start: 40 %, full: 70 %, after: 20 wk}, cost: 9 kUSD}
    power: {secured: [{mw: 90 MW, on: 2025-01-01}], energised: [{mw: 90 MW, on: 2025-01-01}]}
    activities:
      fit: {effort: {work: 60000 worker-h, crew: fitters, min: 5, max: 400}}
      fit-more: {effort: {work: 60000 worker-h, crew: fitters, min: 5, max: 400}, after: fit, milestone: true, target: 2026-12-31}
      lay: {effort: {work: 30000 worker-h, crew: masons, min: 5, max: 400}, online: {it: 50 MW}}
      weld: {effort: {work: 30000 worker-h, crew: welders, min: 5, max: 33}}
      weld-more: {effort: {work: 30000 worker-h, crew: welders, min: 5, max: 400}, after: weld, priority: 1}
`;

/** What stands in the text, and what is put in its place. */
const KNOBS: readonly (readonly [string, string, string])[] = [
  ['local.workers', 'local: {workers: 30', 'local: {workers: 35'],
  ['hire.count', 'hire: {count: 20, per_week: 4', 'hire: {count: 30, per_week: 4'],
  ['hire.per_week', 'per_week: 4', 'per_week: 8'],
  ['hire.from', 'from: 2026-01-12, delay', 'from: 2026-03-12, delay'],
  ['hire.delay', 'delay: 3 wk', 'delay: 9 wk'],
  ['hire.stretch', 'stretch: 1', 'stretch: 5'],
  ['attrition.rate', 'rate: 70 %/y', 'rate: 140 %/y'],
  ['attrition.replaced_after', 'replaced_after: 4 wk', 'replaced_after: 12 wk'],
  ['travelling.workers', 'workers: 40\n          hire', 'workers: 50\n          hire'],
  ['travelling.hire', 'per_week: 5, delay: 2 wk', 'per_week: 5, delay: 8 wk'],
  ['rotation.on', 'on: 3 wk', 'on: 6 wk'],
  ['rotation.off', 'off: 1 wk', 'off: 2 wk'],
  ['per_diem', 'per_diem: 130 USD/d', 'per_diem: 180 USD/d'],
  ['apprentices.workers', 'apprentices: {workers: 40', 'apprentices: {workers: 10'],
  ['apprentices.per_licensed', 'per_licensed: 0.5', 'per_licensed: 0.2'],
  ['apprentices.productivity', 'productivity: 60 %', 'productivity: 40 %'],
  ['apprentices.pay', 'pay: 60 %', 'pay: 50 %'],
  ['absent', 'absent: 8 %', 'absent: 12 %'],
  ['newcomers.productivity', 'newcomers: {productivity: 80 %', 'newcomers: {productivity: 40 %'],
  ['newcomers.lasts', 'lasts: 3 wk}', 'lasts: 9 wk}'],
  ['wage.base', 'base: 45 USD/h', 'base: 50 USD/h'],
  ['wage.tightness', 'tightness: 0.3', 'tightness: 0.6'],
  ['wage.remote', 'remote: 10 %', 'remote: 20 %'],
  ['wage.overtime', 'overtime: 50 %', 'overtime: 100 %'],
  ['wage.on_costs', 'on_costs: 40 %', 'on_costs: 60 %'],
  ['wage.escalation', 'escalation: 7 %/y', 'escalation: 11 %/y'],
  ['crew workers', 'workers: 25', 'workers: 30'],
  ['crew shifts', 'shifts: {pattern: 6x10}', 'shifts: {pattern: 7x12}'],
  ['site shifts.pattern', 'shifts: {pattern: 5x10, second', 'shifts: {pattern: 6x10, second'],
  ['second_shift', 'second_shift: 20 %', 'second_shift: 40 %'],
  ['since', 'since: 2025-12-01', 'since: 2025-09-01'],
  ['rest_every', 'rest_every: 6', 'rest_every: 20'],
  ['crowding', 'open_area: 20000 sqft', 'open_area: 200000 sqft'],
  ['housing', 'housing: {beds: 60}', 'housing: {beds: 35}'],
  ['jobs.permanent_per_mw', 'permanent_per_mw: 0.5', 'permanent_per_mw: 1.4'],
  ['jobs.of', 'of: it', 'of: connection'],
  ['training.trade', 'trade: fitters', 'trade: masons'],
  ['training.from', 'from: 2026-01-12, intake', 'from: 2026-04-12, intake'],
  ['training.intake', 'intake: 40', 'intake: 20'],
  ['training.every', 'every: 8 wk', 'every: 16 wk'],
  ['training.intakes', 'intakes: 2', 'intakes: 3'],
  ['training.lasts', 'lasts: 6 wk', 'lasts: 16 wk'],
  ['training.pass', 'pass: 50 %', 'pass: 25 %'],
  ['training.as', 'as: licensed', 'as: apprentice'],
  ['training.productivity.start', 'start: 40 %', 'start: 20 %'],
  ['training.productivity.full', 'full: 70 %', 'full: 90 %'],
  ['training.productivity.after', 'after: 20 wk', 'after: 2 wk'],
  ['training.cost', 'cost: 9 kUSD', 'cost: 5 kUSD'],
  ['region.sites', 'sites: [a]', 'sites: [b]'],
  ['region.calendar', 'calendar: sixty\n    shifts', 'calendar: fifty\n    shifts'],
  ['region.shifts', '    shifts: {pattern: 5x10}\n', '    shifts: {pattern: 4x10}\n'],
  ['region.housing', 'beds: 30', 'beds: 10'],
  ['region.crews', 'welders: {local: {workers: 20}', 'welders: {local: {workers: 25}'],
  ['region.training', 'intake: 10', 'intake: 50'],
  ['others.takes', 'takes: {welders: 15}', 'takes: {welders: 21}'],
  ['others.crew', 'crew: 3, from', 'crew: 4, from'],
  ['others.from', 'from: 2026-01-06', 'from: 2026-01-20'],
  ['others.slip', 'slip: 1 wk', 'slip: 3 wk'],
  ['others.lasts', 'lasts: 20 wk', 'lasts: 30 wk'],
  ['others.priority', 'priority: 0', 'priority: 2'],
];

async function told(text: string): Promise<string> {
  const plan = planOf(text);
  const study = { plan, tool: 'test', futures: 'median', seedLabel: 'median', questions: [], tellActivities: true, workers: 1 } as const;
  const { outcomes }: { outcomes: Outcomes } = await runStudy(study);
  const { milestones, pools, accounts, facts, makespan, activities } = outcomes;
  return JSON.stringify({ milestones, pools, accounts, facts, makespan, activities });
}

const before = await told(TEXT);

it.each(KNOBS)('%s', async (_name, from, to) => {
  expect(TEXT).toContain(from);
  // The region of another site is asked for with that site there.
  const text = TEXT.replace(from, to) + (to.includes('[b]') ? '  b: {activities: {wait: {duration: 5 d}}, crews: {}}\n' : '');
  const crews = to.includes('[b]') ? text.replace('      masons:\n', '      welders: {workers: 12}\n      masons:\n') : text;
  expect(await told(crews)).not.toBe(before);
});
