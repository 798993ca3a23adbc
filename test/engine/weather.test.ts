/** Weather in the engine, by hand where months are lost for certain, and by the laws of chance where they are not. */
import { describe, expect, it } from 'vitest';
import { createSampler } from '../../src/engine/draws.ts';
import { createNoWait } from '../../src/engine/no-wait.ts';
import { compileProgram } from '../../src/engine/program.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import { createWeather, LOST, SEVERE } from '../../src/engine/weather.ts';
import type { Activity, Hazard, Plan } from '../../src/plan/plan.ts';
import { activity, borrows, calendar, effortWork, exposed, fixedWork, hazard, planOf, resource } from '../plan-builder.ts';

const DAY = 1440;
/** A chance of 1 in February, of 0 in all other months. */
const FEBRUARY = [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/** Day and minute of the day, such as `31 08:00`: 2026-01-30 is day 0, February is days 2 to 29. */
function clock(tick: number): string {
  const minute = tick % DAY;
  const text = (part: number): string => String(part).padStart(2, '0');
  return `${Math.floor(tick / DAY)} ${text(Math.floor(minute / 60))}:${text(minute % 60)}`;
}

/** Every day from 08:00 to 18:00, from 2026-01-30 on, in weather that takes what the hazards take. */
function inFebruary(of: Partial<Activity>, hours: number, ...weather: Hazard[]): Plan {
  return planOf({
    axis: { kind: 'dated', start: '2026-01-30' },
    horizon: 90 * DAY,
    activities: [activity('pour', fixedWork(60 * hours, 'working'), { calendar: 'shift', ...of })],
    calendars: [exposed(calendar('shift', DAY, 480, 1080, 120), ...weather.map(({ id }) => id))],
    resources: [resource('pool', 'crew', 3)],
    weather,
  });
}

function played(plan: Plan) {
  const program = compileProgram(plan);
  const luck = createSampler(plan).draw([{ text: 'rain', first: 0, count: 1 }]);
  const trace = createSimulator(program).run(luck);
  const names = [...plan.resources, ...plan.calendars, ...plan.weather].map(({ id }) => id);
  const waits: string[] = [];
  for (let i = trace.lastWait[0]!; i >= 0; i = trace.waitPrevious[i]!)
    waits.unshift(`${names[trace.waitFor[i]!]} from ${clock(trace.waitFrom[i]!)} to ${clock(trace.waitTo[i]!)}`);
  return { waits, trace, start: clock(trace.start[0]!), finish: clock(trace.finish[0]!), noWait: createNoWait(program).run(luck) };
}

describe('a month that is lost altogether', () => {
  it('stops work under way, which goes on when the weather lets it', () => {
    // 10 h on each of days 0 and 1, then February; the last 5 h on 1 March, day 30.
    const { waits, start, finish, noWait, trace } = played(inFebruary({}, 25, hazard('east/rain', FEBRUARY)));
    expect([start, finish]).toEqual(['0 08:00', '30 13:00']);
    // The night before is nobody's fault but the calendar's.
    expect(waits).toEqual(['shift from 0 00:00 to 0 08:00', 'east/rain from 2 08:00 to 30 08:00']);
    expect(trace.worked[0]).toBe(25 * 60);
    expect(clock(noWait[0]!)).toBe('30 13:00');
  });

  it('keeps work from starting, by the hazard from the hour at which it would have started', () => {
    const { waits, finish } = played(inFebruary({ notBefore: 4 * DAY }, 5, hazard('east/rain', FEBRUARY)));
    expect(finish).toBe('30 13:00');
    expect(waits).toEqual(['shift from 4 00:00 to 4 08:00', 'east/rain from 4 08:00 to 30 08:00']);
  });

  it('sends crews away that leave when work stops, and keeps the others', () => {
    const { waits, finish } = played(inFebruary({ onClose: 'pause-and-release' }, 25, hazard('east/rain', FEBRUARY)));
    expect(finish).toBe('30 13:00');
    expect(waits).toEqual([
      'shift from 0 00:00 to 0 08:00',
      'shift from 0 18:00 to 1 08:00',
      'shift from 1 18:00 to 2 08:00',
      'east/rain from 2 08:00 to 30 08:00',
    ]);
  });

  it('makes work that must fit wait, and work that is started over start over', () => {
    const fits = played(inFebruary({ onClose: 'fit', notBefore: DAY + 600 }, 9, hazard('east/rain', FEBRUARY)));
    // Nine hours do not fit into day 1 from 10:00 on.
    expect([fits.start, fits.finish]).toEqual(['30 08:00', '30 17:00']);
    expect(fits.waits).toEqual(['shift from 1 10:00 to 2 08:00', 'east/rain from 2 08:00 to 30 08:00']);
    const restarts = played(inFebruary({ onClose: 'restart', notBefore: DAY + 600 }, 9, hazard('east/rain', FEBRUARY)));
    expect([restarts.start, restarts.finish]).toEqual(['1 10:00', '30 17:00']);
    expect(restarts.waits).toEqual(['east/rain from 2 08:00 to 30 08:00']);
  });

  it('holds up a start that the clock takes over from', () => {
    const within = inFebruary({ work: fixedWork(3 * DAY), notBefore: 2 * DAY + 600 }, 0, hazard('east/rain', FEBRUARY));
    expect(played(within).finish).toBe('33 08:00');
  });

  it('cuts a pause off at the horizon, where work is still held up', () => {
    const { waits, trace } = played({ ...inFebruary({}, 25, hazard('east/rain', FEBRUARY)), horizon: 10 * DAY });
    expect(waits.at(-1)).toBe('east/rain from 2 08:00 to 10 00:00');
    expect(trace.finish[0]).toBeNaN();
  });

  it('is the same for every hazard that takes it whole, booked to the first; one that takes less is second', () => {
    const frost = hazard('east/frost', FEBRUARY);
    const rain = hazard('east/rain', FEBRUARY);
    const heat = hazard('east/heat', FEBRUARY, { share: 0.5 });
    expect(played(inFebruary({}, 25, frost, rain)).waits.at(-1)).toBe('east/frost from 2 08:00 to 30 08:00');
    expect(played(inFebruary({}, 25, heat, rain)).waits.at(-1)).toBe('east/rain from 2 08:00 to 30 08:00');
  });
});

describe('a share of the day', () => {
  it('is lost from its beginning', () => {
    // 20 h on days 0 and 1; in February nine hours a day: 9 h on day 2, and 1 h on day 3, when it starts at 09:00.
    const { waits, finish } = played(inFebruary({}, 30, hazard('east/heat', FEBRUARY, { share: 0.1 })));
    expect(finish).toBe('3 10:00');
    expect(waits.slice(1)).toEqual(['east/heat from 2 08:00 to 2 09:00', 'east/heat from 3 08:00 to 3 09:00']);
  });

  it('is less for those who are protected', () => {
    const plan = inFebruary({}, 30, hazard('east/heat', FEBRUARY, { share: 0.1 }));
    const sheltered = { ...plan, calendars: plan.calendars.map((entry) => ({ ...entry, exposure: [{ hazard: 'east/heat', grip: 0.5 }] })) };
    // Half an hour a day: 9.5 h on day 2 and half an hour on day 3, which starts at 08:30.
    expect(played(sheltered).finish).toBe('3 09:00');
  });
});

describe('work around the clock', () => {
  it('loses whole days between midnight and midnight', () => {
    const plan = inFebruary({ work: fixedWork(5 * DAY, 'working') }, 0, hazard('east/rain', FEBRUARY));
    const always = { ...plan.calendars[0]!, open: [0], close: [200 * DAY] };
    const { waits, finish } = played({ ...plan, calendars: [always] });
    // Days 0 and 1, then three days of March.
    expect([waits, finish]).toEqual([['east/rain from 2 00:00 to 30 00:00'], '33 00:00']);
  });
});

describe('efforts', () => {
  it('keep their crew while it rains, and are paid for what they work', () => {
    const rain = hazard('east/rain', FEBRUARY);
    const plan = inFebruary({ work: effortWork(3 * 25 * 60, 'crew', 3, 3, 'working') }, 0, rain);
    const idle = activity('other', 60, { needs: [borrows('crew')], notBefore: 3 * DAY });
    const { trace, finish } = played({ ...plan, activities: [idle, ...plan.activities].sort((a, b) => (a.id < b.id ? -1 : 1)) });
    expect(trace.start[0]).toBe(30 * DAY + 780);
    expect(trace.worked[1]).toBe(25 * 60);
    expect(finish).toBe('30 14:00');
  });
});

/** Codes of the days of many futures of ten years from 2026-01-01 on. */
function tenYears(of: Hazard, futures: number): Uint8Array[] {
  const plan = planOf({
    axis: { kind: 'dated', start: '2026-01-01' },
    horizon: 3652 * DAY - 1,
    activities: [activity('a', 1)],
    weather: [of],
  });
  const weather = createWeather(plan);
  const { width, draw } = createSampler(plan);
  const matrix = draw([{ text: 'laws', first: 0, count: futures }]);
  return Array.from({ length: futures }, (_, row) => {
    weather.begin(matrix.subarray(row * width, (row + 1) * width));
    return weather.daysOf(0, 3651).slice();
  });
}

const share = (days: readonly Uint8Array[], test: (code: number, day: number, codes: Uint8Array) => boolean): number =>
  days.reduce((sum, codes) => sum + codes.reduce((count, code, day) => count + Number(test(code, day, codes)), 0), 0) /
  (days.length * days[0]!.length);

describe('luck', () => {
  it('loses as many days as are stated, whatever the length of spells', () => {
    for (const spell of [1, 3]) {
      const days = tenYears(hazard('east/wind', 0.1, { spell }), 100);
      // 365,200 days, a spell being worth 2 spell - 1 independent ones at most: the standard error is below 0.0012.
      expect(Math.abs(share(days, (code) => code === LOST) - 0.1)).toBeLessThan(0.005);
    }
  });

  it('lost days come in spells: the day after a lost one is lost with chance keep + (1 - keep) p', () => {
    const days = tenYears(hazard('east/wind', 0.1, { spell: 3 }), 100);
    const lost = share(days, (code) => code === LOST);
    const both = share(days, (code, day, codes) => code === LOST && codes[day + 1] === LOST);
    // keep = 1 - 1/3; 2/3 + 0.1/3 = 0.7. Years begin anew, which takes 0.2 % off.
    expect(Math.abs(both / lost - 0.7)).toBeLessThan(0.015);
  });

  it('severe spells come once in so many years, in their months, and last as long as their law says', () => {
    const lasts = { kind: 'fixed', parameters: { value: 40 * DAY } };
    const days = tenYears(hazard('east/flood', 0, { severe: { perYear: 0.12, months: [5, 6], lasts } }), 250);
    // 250 futures of ten years: 300 spells of 40 days expected, with an error of 17 spells; those of the last year end in it.
    expect(share(days, (code) => code === SEVERE) * 3652).toBeGreaterThan(48 * 0.82);
    expect(share(days, (code) => code === SEVERE) * 3652).toBeLessThan(48 * 1.18);
    const begins = days.flatMap((codes) => [...codes].flatMap((code, day) => (code === SEVERE && codes[day - 1] !== SEVERE ? [day] : [])));
    const months = new Set(begins.map((day) => new Date(Date.UTC(2026, 0, 1 + day)).getUTCMonth()));
    expect([...months].sort()).toEqual([5, 6]);
  });

  it('a larger chance loses the same days and more', () => {
    const [few] = tenYears(hazard('east/wind', 0.05, { spell: 2 }), 1);
    const [many] = tenYears(hazard('east/wind', 0.1, { spell: 2 }), 1);
    expect(few!.some((code) => code === LOST)).toBe(true);
    expect([...few!].every((code, day) => code !== LOST || many![day] === LOST)).toBe(true);
    expect(many!.filter((code) => code === LOST).length).toBeGreaterThan(few!.filter((code) => code === LOST).length);
  });

  it('a date has the same weather wherever the scenario starts', () => {
    const of = hazard('east/wind', 0.2, { spell: 3 });
    const [early] = tenYears(of, 1);
    const plan = planOf({
      axis: { kind: 'dated', start: '2027-03-15' },
      horizon: 300 * DAY,
      activities: [activity('a', 1)],
      weather: [of],
    });
    const weather = createWeather(plan);
    weather.begin(createSampler(plan).draw([{ text: 'laws', first: 0, count: 1 }]));
    // 2027-03-15 is 438 days after 2026-01-01.
    expect([...weather.daysOf(0, 300)]).toEqual([...early!.slice(438, 438 + 301)]);
  });

  it('a future is the same alone as among others', () => {
    const plan = inFebruary({}, 200, hazard('east/wind', 0.3));
    const { width, draw } = createSampler(plan);
    const many = draw([{ text: 'rain', first: 0, count: 8 }]).slice();
    expect([...draw([{ text: 'rain', first: 5, count: 1 }])]).toEqual([...many.subarray(5 * width, 6 * width)]);
    // One hazard in two calendar years, the year before the start and that of it.
    expect(width).toBe(1 + 2);
    expect(new Set(many).size).toBe(8 * 2 + 1);
  });

  it('another hazard, or another site, changes nothing', () => {
    const rain = hazard('west/rain', 0.3);
    const alone = inFebruary({}, 200, rain);
    const other = activity('a-pour', fixedWork(900, 'working'), { calendar: 'windy', site: 'east' });
    const together: Plan = {
      ...alone,
      activities: [other, ...alone.activities],
      calendars: [...alone.calendars, exposed(calendar('windy', DAY, 0, 600, 120), 'east/wind')],
      weather: [hazard('east/wind', 0.3), rain],
      causes: [...alone.causes, { id: 'windy', label: 'windy', group: 'work' }, { id: 'east/wind', label: 'wind', group: 'weather' }],
    };
    const { finish, waits } = played(alone);
    expect(waits.filter((wait) => wait.startsWith('west/rain')).length).toBeGreaterThan(2);
    const program = compileProgram(together);
    const trace = createSimulator(program).run(createSampler(together).draw([{ text: 'rain', first: 0, count: 1 }]));
    expect(clock(trace.finish[program.indexOf.get('pour')!]!)).toBe(finish);
  });
});

describe('worlds without luck', () => {
  it('lose the expected number of working days, spread evenly', () => {
    // One day in five, on a calendar open five days in seven: 20 of 100 working days, so that 80 days of work take 100 days.
    const plan = planOf({
      horizon: 400 * DAY,
      activities: [activity('pour', fixedWork(80 * 600, 'working'), { calendar: 'week' })],
      calendars: [exposed(weekdays(60), 'east/wind')],
      weather: [hazard('east/wind', 0.2)],
    });
    const trace = createSimulator(compileProgram(plan)).run(createSampler(plan).deterministic('median'));
    // The first is lost on the third day, when half a day and three fifths are due, then every fifth: 20 by the 98th, as by the 100th.
    expect(trace.finish[0]).toBe(19 * 7 * DAY + 4 * DAY + 600);
    let pauses = 0;
    for (let i = 0; i < trace.waitCount; i++) pauses += Number(trace.waitFor[i] === 1);
    expect(pauses).toBe(20);
  });

  it('count the days of severe spells at their chance', () => {
    // A quarter of 73 days in 365: one day in twenty. 95 days of work take 100.
    const severe = {
      perYear: 0.25,
      months: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
      lasts: { kind: 'fixed', parameters: { value: 73 * DAY } },
    };
    const plan = inFebruary({ work: fixedWork(95 * 600, 'working') }, 0, hazard('east/flood', 0, { severe }));
    const long = { ...plan, horizon: 200 * DAY, calendars: [exposed(calendar('shift', DAY, 480, 1080, 250), 'east/flood')] };
    const trace = createSimulator(compileProgram(long)).run(createSampler(long).deterministic('mean'));
    expect(clock(trace.finish[0]!)).toBe('99 18:00');
  });
});

/** Open for ten hours on five days of seven, so many weeks. */
function weekdays(weeks: number) {
  const days = Array.from({ length: weeks * 7 }, (_, day) => day).filter((day) => day % 7 < 5);
  return { ...calendar('week', DAY, 0, 600, 1), open: days.map((day) => day * DAY), close: days.map((day) => day * DAY + 600) };
}
