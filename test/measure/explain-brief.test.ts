import { expect, it } from 'vitest';
import { createSampler } from '../../src/engine/draws.ts';
import { compileProgram } from '../../src/engine/program.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import { explain } from '../../src/measure/explain.ts';
import { inBrief } from '../../src/measure/explain-brief.ts';
import { ganttBars } from '../../src/measure/gantt.ts';
import { activity, calendar, cause, exposed, fixedWork, hazard, link, planOf } from '../plan-builder.ts';

const DAY = 1440;

it('work with many pauses is told in one line, and what each hazard took in one more', () => {
  // Twenty days of ten hours in January, of which heat takes the first hour each: 22 days and two hours' work on the 23rd.
  const plan = planOf({
    axis: { kind: 'dated', start: '2026-01-01' },
    horizon: 200 * DAY,
    activities: [
      activity('dig', fixedWork(20 * 600, 'working'), { calendar: 'days', cause: 'ground' }),
      activity('pour', 60, { after: [link('dig')], cause: 'concrete' }),
    ],
    calendars: [exposed(calendar('days', DAY, 480, 1080, 200), 'east/heat')],
    weather: [hazard('east/heat', 1, { share: 0.1, cause: 'heat' })],
    causes: [cause('heat', { group: 'weather' })],
  });
  const program = compileProgram(plan);
  const trace = createSimulator(program).run(createSampler(plan).draw([{ text: 'brief', first: 0, count: 1 }]));
  const steps = explain(program, trace, 'pour');
  const brief = inBrief(steps);
  expect(steps.length).toBeGreaterThan(40);
  // 8 h of the first night wait for the calendar, then 23 hours go to heat, an hour on each day. Done on day 23 at 11:00.
  expect(brief.map(({ kind, cause: what, length }) => `${kind} ${what} ${Math.round(24 * length)} h`)).toEqual([
    'wait days 8 h',
    'work ground 508 h',
    'wait heat 23 h',
    'work concrete 1 h',
  ]);
  const sum = (list: typeof steps): number => list.reduce((total, { length }) => total + length, 0);
  expect(sum(brief)).toBeCloseTo(sum(steps), 9);
  expect(trace.finish[0]).toBe(22 * DAY + 11 * 60);
  // Pauses of an hour are no stripes in a chart.
  expect(ganttBars(program, trace)[0]?.waits.map(({ cause: what }) => what)).toEqual(['days']);
});
