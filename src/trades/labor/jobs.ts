/** Permanent jobs of a site once it runs at full capacity. Comes in: jobs for each MW. Goes out: a fact. */
import { z } from 'zod';
import { annotations } from '../fields.ts';
import type { Lowering } from '../lowering.ts';

/** Abilene plans 1,700 jobs for 1,200 MW, 50 to a hall of 250,000 sqft elsewhere; 0.3, 0.5 or 1.4 to the MW (M). Childress: 56 at 600 MW (F). */
const PERMANENT_PER_MW = 0.5;

export const jobsSchema = z.lazy(() =>
  z
    .strictObject({
      permanent_per_mw: z
        .number()
        .min(0)
        .default(PERMANENT_PER_MW)
        .describe(
          'Operating staff for each MW. Default 0.5, between 0.3 and 1.4 (Remio, 2025; Million Dollar Way blog, 2025-10; M). Childress: 56 at 600 MW.',
        ),
      of: z
        .enum(['it', 'connection'])
        .default('it')
        .describe('What MW are meant: critical IT load that the site brings online, or power secured at its connection.'),
      ...annotations,
    })
    .describe('Permanent jobs at full capacity: a fact of the site, beside the workers who build it.'),
);

export type JobsFields = z.output<typeof jobsSchema>;

/** To be called once the halls and the power of the site are lowered. */
export function lowerJobs({ builder }: Lowering, site: string, jobs: JobsFields | undefined): void {
  if (jobs === undefined) return;
  const it = builder.compute.filter((unit) => unit.site === site).reduce((sum, { itKw }) => sum + itKw, 0);
  const secured = builder.power.find((power) => power.site === site)?.secured.reduce((most, { kw }) => Math.max(most, kw), 0) ?? 0;
  const kw = jobs.of === 'it' ? it : secured;
  builder.facts.push({
    site,
    id: 'labour/permanent-jobs',
    label: 'permanent jobs at full capacity',
    value: Math.round((jobs.permanent_per_mw * kw) / 1000),
    unit: 'jobs',
    source: jobs.source ?? null,
  });
}
