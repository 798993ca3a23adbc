/**
 * A statement of the model in the order of STRESS-DES (Monks and others, "Strengthening the reporting of empirical simulation
 * studies", Journal of Simulation 13, 2019), made from what was run. Comes in: a report's input. Goes out: markup.
 */
import { tellInstant } from '../../figures/dates.ts';
import { isOneRun } from '../../figures/frame.ts';
import { tellCount, tellNumber } from '../../figures/words.ts';
import type { Assumption } from './assumptions.ts';
import { asOfOf, CONFIDENCES, isJudged } from './assumptions.ts';
import type { ReportInput } from './input.ts';
import { html, type Markup } from './markup.ts';

export function statement(input: ReportInput, assumptions: readonly Assumption[]): Markup {
  const parts: readonly (readonly [string, readonly (readonly [string, Markup | string])[]])[] = [
    ['1. Objectives', objectives(input)],
    ['2. Logic', logic(input)],
    ['3. Data', data(input, assumptions)],
    ['4. Experimentation', experimentation(input)],
    ['5. Implementation', implementation(input)],
  ];
  return html`${parts.map(([title, entries]) => html`<h3>${title}</h3><dl>${entries.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl>`)}
<p class="soft">In the order of STRESS-DES (Monks and others, Journal of Simulation 13, 2019). Made from the run itself, not written by hand.</p>`;
}

type Entries = readonly (readonly [string, Markup | string])[];

function objectives({ outcomes, resolved }: ReportInput): Entries {
  const { curve, milestones, until } = outcomes;
  const description = (resolved as { description?: unknown } | null)?.description;
  const compute = curve === null ? '' : ` and how many of ${tellNumber(curve.totalMw)} IT MW are accepted by their user at each date`;
  return [
    ['Purpose', html`<bdi>${outcomes.title}</bdi>${typeof description === 'string' ? html`: ${description}` : ''}`],
    [
      'Outputs',
      `When each of ${tellCount(Object.keys(milestones).length, 'milestone')} is reached${compute}, up to ${tellInstant(outcomes, until)}; what every wait was for.`,
    ],
    [
      'Aims of the experiment',
      'Percentiles of those dates over possible futures, the chance to meet the plan, and the causes on the driving path.',
    ],
  ];
}

function logic({ plan }: ReportInput): Entries {
  const size =
    plan === null
      ? 'Not counted: this version does not read the scenario.'
      : [
          `Activities: ${tellNumber(plan.activities.length)}`,
          `${tellCount(plan.resources.filter(({ kind }) => kind === 'pool').length, 'pool')} of crews and tools`,
          tellCount(plan.resources.filter(({ kind }) => kind === 'stock').length, 'stock'),
          `${tellCount(plan.resources.filter(({ kind }) => kind === 'level').length, 'level')} such as power`,
          tellCount(plan.calendars.length, 'calendar'),
          tellCount(plan.weather.length, 'weather hazard'),
          `${tellCount(plan.compute.length, 'unit')} of compute.`,
        ].join(', ');
  return [
    [
      'Base model',
      'Discrete events in whole ticks (minutes where there are dates). An activity waits for gates (predecessors), pools (taken and given back), stocks (used up), levels (headroom) and calendars, then works, and gives its effects.',
    ],
    ['Size', size],
    [
      'Order of events',
      'Within a minute: finishes and releases, then effects, then changes of capacity and calendar, then starts. Starts go by dispatch priority, ready time and name. An activity starts when all its needs can be granted at once.',
    ],
    [
      'Waits',
      'Every minute of an activity is work, a pause, or a wait for one named cause. The driving path follows, backwards from a milestone, what each activity waited for last.',
    ],
    ['Failure', 'What does not finish by the horizon is counted as later than everything; it never drops out of a percentile.'],
  ];
}

function data({ resolved }: ReportInput, assumptions: readonly Assumption[]): Entries {
  const judged = assumptions.filter(isJudged).length;
  const asOf = asOfOf(resolved);
  const letters = Object.keys(CONFIDENCES)
    .map((letter) => ({ letter, count: assumptions.filter(({ confidence }) => confidence === letter).length }))
    .filter(({ count }) => count > 0)
    .map(({ letter, count }) => `${letter} ${count}`)
    .join(', ');
  return [
    [
      'Sources',
      `${tellNumber(assumptions.length)} entries say where they come from (${letters || 'none'}); ${tellNumber(judged)} are judgement. All are listed under Assumptions.`,
    ],
    ...(asOf === null ? [] : [['As known on', asOf] as const]),
    ['Preprocessing', 'None besides what scenario.resolved.yaml shows: every default filled in, every library entry written out.'],
  ];
}

function experimentation({ outcomes }: ReportInput): Entries {
  const runs = isOneRun(outcomes)
    ? outcomes.world === null
      ? 'One future.'
      : `One run with the ${outcomes.world} of every draw; not a forecast.`
    : `${tellCount(outcomes.replications, 'future')}, seed ${outcomes.seed}. ${tellNumber(outcomes.censored)} unfinished at the horizon.`;
  return [
    [
      'Initial state',
      `As the scenario states it at ${tellInstant(outcomes, outcomes.start ?? 0)}; no warm-up, since a buildout has a beginning.`,
    ],
    ['Run length', `To ${tellInstant(outcomes, outcomes.until)}, or until all has finished.`],
    ['Replications', runs],
    [
      'Estimates',
      'P80 is the smallest observed value that at least 80 % of futures have reached (Hyndman and Fan, type 1). Its 90 % interval is one of order statistics (binomial); that of a share is Wilson’s.',
    ],
  ];
}

function implementation({ outcomes, scenarioDigest }: ReportInput): Entries {
  return [
    ['Software', outcomes.tool],
    [
      'Random numbers',
      'Alea (seedrandom), one uniform per draw by inversion, keyed by seed, entity, purpose and attempt: the same name has the same luck in every variant.',
    ],
    ['Execution', 'Deterministic: the same scenario, seed and number of futures give the same bytes for any number of threads.'],
    [
      'Code and scenario',
      html`MIT licence. Scenario digest <code>${scenarioDigest.slice(0, 16)}…</code>; the commands are under Reproduce.`,
    ],
  ];
}
