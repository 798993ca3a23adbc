/**
 * The two claims that a portfolio of such sites lives by. With the grid secured early, power is not what holds compute back; without
 * it, power is. And: relieve what holds compute back most, and something else does.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Outcomes } from '../../src/measure/outcomes.ts';
import type { CauseGroup } from '../../src/plan/plan.ts';
import { compile } from '../../src/scenario/compile.ts';
import { parseScenario } from '../../src/scenario/read-scenario.ts';
import { runStudy } from '../../src/study/study.ts';

const FUTURES = 300;
const TEMPLATE = 'scenarios/library/halls/liquid-hall-50mw.yaml';

type Activities = Record<string, { cause?: string; times?: string[]; effort?: object; duration?: unknown }>;
interface Data {
  factors: Record<string, unknown>;
  sites: Record<
    string,
    {
      crews: Record<string, { workers: { from: string; count: number }[] }>;
      halls: Record<string, { with?: Record<string, object> }>;
      supply: Record<string, { lead?: unknown; times?: string[] }>;
      gpus: Record<string, { times?: string[] }>;
    }
  >;
}

function read(name: string): Data {
  return parse(readFileSync(join('scenarios', name), 'utf8')) as Data;
}

async function outcomesOf(name: string, data: Data = read(name)): Promise<Outcomes> {
  const plan = compile(parseScenario(stringify(data), join('scenarios', name)));
  const futures = [{ text: 'whack-a-mole', from: 0, count: FUTURES }];
  const { outcomes } = await runStudy({ plan, tool: 'test', futures, seedLabel: 'test', questions: [], tellActivities: false, workers: 1 });
  return outcomes;
}

/** MW-days lost by group of causes, largest first. */
function lostByGroup({ causes }: Outcomes): [CauseGroup, number][] {
  const lost = new Map<CauseGroup, number>();
  for (const { group, lostMwDays } of Object.values(causes)) lost.set(group, (lost.get(group) ?? 0) + lostMwDays);
  return [...lost].sort(([, a], [, b]) => b - a);
}

const sum = (rows: readonly [CauseGroup, number][], of: (group: CauseGroup) => boolean = () => true): number =>
  rows.reduce((total, [group, lost]) => total + (of(group) ? lost : 0), 0);

const isPower = (group: CauseGroup): boolean => group === 'power' || group === 'permit-grid';
/** What a hall waits for; the other groups are work that is being done on it. */
const isWait = (group: CauseGroup): boolean =>
  ['power', 'permit-grid', 'trade', 'equipment', 'gpus', 'calendar', 'weather'].includes(group);

/** Halves what the cause is made of: the length of its work, or how long its orders take; or adds half to the crews. */
function relieve(data: Data, group: CauseGroup): Data {
  const relieved = structuredClone(data);
  relieved.factors = { ...relieved.factors, relief: { uniform: { low: 0.4999, high: 0.5001 } } };
  const template = (parse(readFileSync(TEMPLATE, 'utf8')) as { activities: Activities }).activities;
  for (const site of Object.values(relieved.sites)) {
    if (group === 'trade')
      for (const crew of Object.values(site.crews)) for (const step of crew.workers) step.count = Math.round(step.count * 1.5);
    else if (group === 'equipment') for (const order of Object.values(site.supply)) order.times = [...(order.times ?? []), 'relief'];
    else if (group === 'gpus') for (const order of Object.values(site.gpus)) order.times = [...(order.times ?? []), 'relief'];
    else
      for (const hall of Object.values(site.halls))
        hall.with = Object.fromEntries(
          Object.entries(template)
            .filter(([, { cause, effort, duration }]) => (cause ?? 'site-works') === group && (effort ?? duration) !== undefined)
            .map(([id, { times }]) => [id, { times: [...(times ?? []), 'relief'] }]),
        );
  }
  return relieved;
}

describe('whack-a-mole', () => {
  it('Childress: power is less than a tenth of what is lost, and of what is lost in waiting', async () => {
    const rows = lostByGroup(await outcomesOf('childress-horizon.yaml'));
    expect(sum(rows, isPower) / sum(rows)).toBeLessThan(0.1);
    expect(sum(rows, isPower) / sum(rows, isWait)).toBeLessThan(0.1);
  });

  it('the same halls in the queue: power and permits are more than half of what is lost', async () => {
    const rows = lostByGroup(await outcomesOf('power-bound-peer.yaml'));
    expect(sum(rows, isPower) / sum(rows)).toBeGreaterThan(0.5);
  });

  it('Childress: halving the largest cause makes another one the largest', async () => {
    const data = read('childress-horizon.yaml');
    const before = lostByGroup(await outcomesOf('childress-horizon.yaml', data));
    const [largest, lost] = before[0]!;
    const after = lostByGroup(await outcomesOf('childress-horizon.yaml', relieve(data, largest)));
    expect(after.find(([group]) => group === largest)![1]).toBeLessThan(0.6 * lost);
    expect(after[0]![0]).not.toBe(largest);
  });
});
