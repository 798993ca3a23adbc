/** A site for tests of what is ordered for it: from Monday 2026-01-05, ticks in minutes. */
import { MINUTES_PER_DAY as DAY } from '../../../src/base/time.ts';
import type { Outcomes } from '../../../src/measure/outcomes.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { runStudy } from '../../../src/study/study.ts';
import { type Played, planOf, play } from '../../engine/play.ts';

export interface Site {
  /** Lines of the site. */
  readonly site: string;
  /** Lines of the file. */
  readonly file?: string;
  readonly until?: string;
}

export function scenario({ site, file = '', until = '2028-12-31' }: Site): string {
  return `scenario: x\nstart: 2026-01-05\nuntil: ${until}\n${file}\nsites:\n  plains:\n    ${site.trim().replaceAll('\n', '\n    ')}\n`;
}

export function sitePlan(site: Site): Plan {
  return planOf(scenario(site));
}

export function playSite(site: Site): Played {
  return play(scenario(site));
}

/** Day of the finish, counted from the start. */
export function dayOf(played: Played, id: string): number {
  return played.finish(id) / DAY;
}

/** Outcomes of the median future, or of the first `futures` of a seed. */
export async function outcomesOf(site: Site, futures = 0): Promise<Outcomes> {
  const { outcomes } = await runStudy({
    plan: sitePlan(site),
    tool: 'test',
    futures: futures === 0 ? 'median' : [{ text: 'supply', from: 0, count: futures }],
    seedLabel: 'test',
    questions: [],
    tellActivities: false,
    workers: 1,
  });
  return outcomes;
}
