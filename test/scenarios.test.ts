/**
 * Every scenario in the repository against what was blessed for it: the median world to the minute, the quantiles over the
 * CI seeds, and a digest of every single date. `npm run bless` writes them anew and shows what changed.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Rows } from '../src/measure/rows.ts';
import { parseSeedList } from '../src/random/seed-list.ts';
import { compile } from '../src/scenario/compile.ts';
import { readScenario } from '../src/scenario/read-scenario.ts';
import { runStudy } from '../src/study/study.ts';

const folder = 'scenarios';
const files = ['', 'sites'].flatMap((sub) =>
  readdirSync(join(folder, sub))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(sub, file)),
);
/** Of every date, future by future. */
function digestOf({ futures, width, column }: Rows): string {
  const ticks = new Int32Array(futures * width);
  for (let i = 0; i < width; i++)
    column(i).forEach((tick, future) => {
      ticks[future * width + i] = tick;
    });
  return createHash('sha256').update(new Uint8Array(ticks.buffer)).digest('hex');
}

const seeds = parseSeedList(readFileSync('seeds/ci.txt', 'utf8'));

describe('scenarios', () => {
  it('are there, and so are the seeds', () => {
    expect(files).toContain('childress-horizon.yaml');
    expect(files).toContain('first-hall.yaml');
    expect(seeds.ok).toBe(true);
  });

  it.each(files)('%s is as it was blessed', async (file) => {
    const plan = compile(readScenario(join(folder, file)));
    const request = { plan, tool: 'test', seedLabel: 'ci', questions: [], tellActivities: false, workers: 1 };
    const median = await runStudy({ ...request, futures: 'median' });
    const ci = await runStudy({ ...request, futures: seeds.ok ? seeds.runs : [] });
    const told = {
      activities: plan.activities.length,
      median: Object.fromEntries(Object.entries(median.outcomes.milestones).map(([id, { p50 }]) => [id, p50.date ?? p50.value])),
      ci: {
        replications: ci.outcomes.replications,
        censored: ci.outcomes.censored,
        lostMwDays: ci.outcomes.lostMwDays,
        milestones: Object.fromEntries(
          Object.entries(ci.outcomes.milestones).map(([id, { p10, p50, p80, p90 }]) => [
            id,
            [p10, p50, p80, p90].map(({ date, value }) => date ?? value ?? null),
          ]),
        ),
        everyDate: digestOf(ci.rows),
      },
    };
    await expect(`${JSON.stringify(told, null, 2)}\n`).toMatchFileSnapshot(join('..', folder, file.replace('.yaml', '.expected.json')));
  });
});
