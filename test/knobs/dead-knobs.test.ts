/**
 * No dead knobs: for every field of the language there is a scenario in this repository in which turning it moves a result, or
 * is refused. A field that no scenario sets, or that does nothing, is listed by name.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { InvalidInput } from '../../src/base/problem.ts';
import { compileBacktest } from '../../src/scenario/backtest.ts';
import { compile } from '../../src/scenario/compile.ts';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.ts';
import { parseScenario, type Scenario } from '../../src/scenario/read-scenario.ts';
import type { Schema } from '../../src/scenario/schema-walk.ts';
import { runBacktest } from '../../src/study/backtest.ts';
import { runStudy } from '../../src/study/study.ts';
import { fieldsOf, type Setting, settingsOf } from './fields.ts';
import { NOBODY, turned, without } from './turn.ts';

/** Small scenarios made for this, each of which holds many fields; then those that everybody reads. */
const FOLDERS = ['test/knobs/scenarios', 'scenarios'];
/** How often a field is tried, in different places, before it is called dead. */
const MOST_TRIES = 8;
const FUTURES = { text: 'knobs', from: 0, count: 12 };

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && !file.startsWith('iren-portfolio'))
    .map((file) => join(folder, file)),
);
const schema = scenarioJsonSchema() as Schema;

interface Try extends Setting {
  readonly file: string;
  readonly data: object;
}

function triesOf(face: 'dated' | 'plain'): ReadonlyMap<string, Try[]> {
  const tries = new Map<string, Try[]>();
  for (const file of files) {
    const data = parse(readFileSync(file, 'utf8')) as object;
    if ('time_unit' in data !== (face === 'plain')) continue;
    for (const setting of settingsOf(schema, { $ref: `#/$defs/${face}` }, data))
      tries.set(setting.pattern, [...(tries.get(setting.pattern) ?? []), { ...setting, file, data }]);
  }
  return new Map([...tries].map(([pattern, places]) => [pattern, alternated(places)]));
}

/** The first place of each file, then the second of each, and so on: the tries are few, and places of one file are alike. */
function alternated(places: readonly Try[]): Try[] {
  const seen = new Map<string, number>();
  const nth = places.map(({ file }) => {
    const n = seen.get(file) ?? 0;
    seen.set(file, n + 1);
    return n;
  });
  return places
    .map((place, i) => ({ place, n: nth[i]! }))
    .sort((a, b) => a.n - b.n)
    .map(({ place }) => place);
}

/** Not of the language at all. */
const MALFORMED = Symbol('malformed');
/** Of the language, but it cannot be. */
const REFUSED = Symbol('refused');

/** What a person could see of the result, of a backtest too if the file asks for one. */
async function outcome(data: unknown, file: string): Promise<string | typeof MALFORMED | typeof REFUSED> {
  const text = stringify(data);
  let isRead = text.includes(NOBODY);
  try {
    const scenario = parseScenario(text, file);
    isRead ||= scenario.problems.length === 0;
    const { outcomes } = await runStudy({
      plan: compile(scenario),
      tool: 'test',
      futures: [FUTURES],
      seedLabel: 'knobs',
      questions: [],
      tellActivities: false,
      workers: 1,
    });
    const { scenario: _, title: __, notes: ___, ...told } = outcomes;
    return JSON.stringify([told, await scores(scenario)]);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return isRead ? REFUSED : MALFORMED;
  }
}

async function scores(scenario: Scenario): Promise<object | null> {
  if (scenario.content.kind === 'plain' || scenario.content.fields.backtest === undefined) return null;
  const asked = compileBacktest(scenario);
  const { scenarioDigest: _, ...told } = await runBacktest({
    ...asked,
    scenario: 'knobs',
    scenarioDigest: '',
    futures: [FUTURES],
    workers: 1,
  });
  return told;
}

const known = new Map<string, ReturnType<typeof outcome>>();

/** A field lives if another value of it, or none, moves a result; or if another value is well formed and yet cannot be. */
async function isAlive({ file, data, ...setting }: Try): Promise<boolean> {
  if (!known.has(file)) known.set(file, outcome(data, file));
  const before = await known.get(file);
  if (typeof before !== 'string') throw new Error(`${file} is refused as it stands`);
  let isChecked = false;
  for (const other of turned(data, setting)) {
    const after = await outcome(other, file);
    if (after === REFUSED) isChecked = true;
    else if (after !== MALFORMED && after !== before) return true;
  }
  if (isChecked) return true;
  const after = await outcome(without(data, setting), file);
  return typeof after === 'string' && after !== before;
}

/** Fields that work has wherever it stands, and that are refused, with a reason, where there is no weather. */
const NO_WEATHER: readonly (readonly [string, string, object])[] = [
  ['plain', 'activities.*.exposed_to[]', { exposed_to: ['wind'] }],
  ['plain', 'activities.*.stands_for', { stands_for: 'weather' }],
  ['dated', 'activities.*.exposed_to[]', { exposed_to: ['wind'] }],
  ['dated', 'activities.*.stands_for', { stands_for: 'weather' }],
  ['dated', 'branches.*.do.*.exposed_to[]', { exposed_to: ['wind'] }],
  ['dated', 'branches.*.do.*.stands_for', { stands_for: 'weather' }],
  ['dated', 'branches.*.else.*.exposed_to[]', { exposed_to: ['wind'] }],
  ['dated', 'branches.*.else.*.stands_for', { stands_for: 'weather' }],
];

describe.each(['dated', 'plain'] as const)('fields of a %s scenario', (face) => {
  const tries = triesOf(face);
  const refused = NO_WEATHER.flatMap(([of, pattern]) => (of === face ? [pattern] : []));

  it('are all set in some scenario', () => {
    const unset = fieldsOf(schema, { $ref: `#/$defs/${face}` }).filter((field) => !tries.has(field) && !refused.includes(field));
    expect(unset).toEqual([]);
  });

  it.each([...tries.keys()].filter((pattern) => pattern !== 'scenario'))(
    '%s moves a result',
    async (pattern) => {
      const places = tries.get(pattern) as Try[];
      let alive = false;
      for (const place of places.slice(0, MOST_TRIES)) {
        alive ||= await isAlive(place);
        if (alive) break;
      }
      expect(alive).toBe(true);
    },
    60_000,
  );
});

describe('fields of the weather where there is none', () => {
  it.each(NO_WEATHER)('of a %s scenario: %s is refused', async (face, pattern, field) => {
    const courses = (course: string) => ({
      activities: { asked: { duration: '5 d' } },
      branches: { b: { if_not: 'asked', by: '2026-01-08', [course]: work } },
    });
    const work = { dig: { duration: face === 'plain' ? 5 : '5 d', ...field } };
    const rest = face === 'plain' ? { time_unit: 'day' } : { start: '2026-01-05', until: '2026-12-31' };
    const course = /\.(do|else)\./.exec(pattern)?.[1];
    const data = { scenario: 'x', ...rest, ...(course === undefined ? { activities: work } : courses(course)) };
    expect(await outcome(data, 'x.yaml')).toBe(REFUSED);
  });
});
