// The PROJECT model as an ordinary scenario: 64 halls of 12 tasks in a chain, six shared crews served strictly first come,
// first served, long-lead deliveries and utility energisation dates. Times in days.

const HALLS = 64;
const HALLS_PER_BLOCK = 8;

const CREWS = { civil: 14, structure: 26, electrical: 23, mechanical: 16, it: 6, commissioning: 8 };

/** name, crew, units, distribution, low, mode, high, what must have come */
const TASKS = [
  ['site', 'civil', 2, 'triangular', 10, 14, 25],
  ['foundation', 'civil', 3, 'triangular', 20, 28, 45],
  ['shell', 'structure', 4, 'pert', 40, 55, 90],
  ['electrical', 'electrical', 4, 'pert', 35, 45, 80, 'switchgear'],
  ['mechanical', 'mechanical', 3, 'pert', 30, 40, 70, 'chillers'],
  ['fiber', 'it', 1, 'triangular', 8, 12, 20],
  ['longlead', 'mechanical', 1, 'triangular', 2, 3, 6, 'generators'],
  ['racks', 'it', 2, 'triangular', 10, 14, 24, 'servers'],
  ['L3', 'commissioning', 1, 'triangular', 5, 7, 12, 'energised'],
  ['L4', 'commissioning', 2, 'triangular', 7, 10, 18],
  ['L5', 'commissioning', 2, 'triangular', 5, 7, 14],
  ['burnin', 'commissioning', 1, 'triangular', 7, 10, 21],
];

/** name, mean lead time, coefficient of variation */
const LEADS = [
  ['switchgear', 150, 0.3],
  ['chillers', 210, 0.25],
  ['generators', 260, 0.35],
  ['servers', 275, 0.3],
];

const frac = (x) => x - Math.floor(x);

/** The scenario as YAML. `variant`: 'random', or 'fixed' for the exact check. */
export function projectScenario(variant) {
  const fixed = variant === 'fixed';
  const lines = [
    `scenario: project-${variant}`,
    'time_unit: day',
    'until: 20000',
    'dispatch: {rule: fifo, strict: true}',
    `pools: {${Object.entries(CREWS)
      .map(([crew, units]) => `${crew}: ${units}`)
      .join(', ')}}`,
    'activities:',
  ];
  for (let block = 0; block < HALLS / HALLS_PER_BLOCK; block++) {
    const slip = fixed ? 30 * (1 + frac(0.5698402909980532 * (block + 1))) : '{triangular: {low: 0, mode: 30, high: 150}}';
    lines.push(`  block-${block}-energised: {duration: ${slip}, not_before: ${260 + 80 * block}}`);
  }
  for (let hall = 0; hall < HALLS; hall++) {
    const release = 10 * hall;
    LEADS.forEach(([item, mean, cv], i) => {
      const lead = fixed
        ? mean * (1 + 0.1 * frac(0.7548776662466927 * (4 * hall + i + 1)))
        : `{lognormal: {mean: ${mean}, sd: ${mean * cv}}}`;
      lines.push(`  hall-${hall}-${item}: {duration: ${lead}, not_before: ${release}}`);
    });
    TASKS.forEach(([task, crew, units, kind, low, mode, high, gate], j) => {
      const duration = fixed
        ? mode * (1 + 0.1 * frac(0.6180339887498949 * (12 * hall + j + 1)))
        : `{${kind}: {low: ${low}, mode: ${mode}, high: ${high}}}`;
      const after = j === 0 ? [] : [`hall-${hall}-${TASKS[j - 1][0]}`];
      if (gate === 'energised')
        after.push(`{id: block-${Math.floor(hall / HALLS_PER_BLOCK)}-energised, lag: ${0.5 * (hall % HALLS_PER_BLOCK)}}`);
      else if (gate !== undefined) after.push(`hall-${hall}-${gate}`);
      const start = j === 0 ? `not_before: ${release}` : `after: [${after.join(', ')}]`;
      const milestone = j === TASKS.length - 1 ? ', milestone: true' : '';
      lines.push(`  hall-${hall}-${task}: {duration: ${duration}, ${start}, pools: {${crew}: ${units}}${milestone}}`);
    });
  }
  return `${lines.join('\n')}\n`;
}

/** The four numbers of the model, as means, from a run's outcomes. */
export function projectFigures(outcomes) {
  const halls = Object.values(outcomes.milestones).map(({ mean }) => mean);
  const waits = Object.values(outcomes.pools).reduce((sum, { waitDays }) => sum + waitDays, 0);
  return {
    hall64: outcomes.milestones[`hall-${HALLS - 1}-burnin`].mean,
    makespan: outcomes.makespan.mean,
    meanFinish: halls.reduce((sum, mean) => sum + mean, 0) / HALLS,
    crewWait: waits / HALLS,
  };
}
