/**
 * Energy of a site: mix by source, firming, price, certificates, water. Comes in: the fields, and the compute that has been lowered.
 * Goes out: facts of the site, and accounts of MWh, USD, tonnes and cubic metres from when compute is online. No activity waits
 * for it.
 */
import type { Path } from '../base/problem.ts';
import { quantity as parse } from '../base/units.ts';
import type { Entry, SitePower } from '../plan/plan.ts';
import { bookerOf, facts, HOURS_A_YEAR } from './energy/books.ts';
import { type EnergyFields, energySchema } from './energy/energy-fields.ts';
import {
  annualMatch,
  directShare,
  emissionsOf,
  hourlyMatch,
  type Mix,
  SOURCE_NAMES,
  type SourceName,
  terawattHoursAYear,
  unstated,
} from './energy/mix.ts';
import { lowerPrices } from './energy/prices.ts';
import type { Lowering } from './lowering.ts';
import { bookCurtailment, type CurtailmentFields } from './power/curtailment.ts';
import { type Load, loadsOf, perMwh, totalOf } from './power/load.ts';
import { bare, kilowatts } from './read.ts';

/** Books energy and curtailment of a site whose halls have been lowered. `power`: its connection, if it has one. */
export function lowerEnergy(
  lowering: Lowering,
  site: string,
  fields: EnergyFields | undefined,
  curtailment: CurtailmentFields,
  path: Path,
): void {
  if (fields === undefined && Object.keys(curtailment).length === 0) return;
  const known = fields ?? energySchema.parse({});
  const loadFactor = parse(bare(known.load_factor), 'share');
  if (loadFactor > 1)
    lowering.problems.add([...path, 'load_factor'], `${bare(known.load_factor)} is more than all`, 'write a share from 0 % to 100 %');
  const loads = loadsOf(lowering.builder, site, loadFactor, known.pue);
  const curtailed = bookCurtailment(lowering, site, curtailment, loads);
  if (fields === undefined) return;
  const book = bookerOf(lowering, site);
  // What is curtailed comes off everything that goes by the MWh.
  const used = (each: number): Entry[] => [...perMwh(loads, each), ...curtailed.map((entry) => timesEach(entry, each))];
  book('energy', 'compute', 'energy used by compute', 'MWh', used(1));
  lowerMix(lowering, site, fields, used, path);
  lowerPrices(lowering, site, fields, loads, used);
  lowerFirming(lowering, site, fields, loads, used);
  if (fields.water !== undefined) {
    const litres = parse(bare(fields.water), 'waterUse');
    book('water', 'compute', 'water used by compute', 'm3', used(litres / known.pue));
    lowering.builder.facts.push({
      site,
      id: 'water-use',
      label: 'water per kWh of IT energy',
      value: litres,
      unit: 'L/kWh',
      source: sourceOf(fields.water),
    });
  }
  lowerScale(lowering, site, fields, totalOf(loads));
}

function timesEach(entry: Entry, each: number): Entry {
  return entry.kind === 'running' ? { ...entry, perHour: entry.perHour * each } : entry;
}

function sourceOf(field: unknown): string | null {
  return typeof field === 'object' && field !== null && 'source' in field && typeof field.source === 'string' ? field.source : null;
}

function sharesOf(fields: Readonly<Partial<Record<SourceName, string>>>, dimension: 'share' | 'emission'): Mix {
  return Object.fromEntries(Object.entries(fields).map(([source, text]) => [source, parse(text, dimension)]));
}

function lowerMix(lowering: Lowering, site: string, fields: EnergyFields, used: (each: number) => Entry[], path: Path): void {
  const { problems } = lowering;
  const certified = fields.certificates === undefined ? 0 : parse(fields.certificates.share, 'share');
  const book = bookerOf(lowering, site);
  if (fields.certificates !== undefined)
    book('energy-cost', 'certificates', 'renewable certificates', 'USD', used(certified * parse(fields.certificates.price, 'energyPrice')));
  const mix = sharesOf(fields.mix ?? {}, 'share');
  const stated = sharesOf(fields.emissions, 'emission');
  for (const source of Object.keys(stated) as SourceName[])
    if ((mix[source] ?? 0) === 0)
      problems.add([...path, 'emissions', source], `"${source}" is not in the mix`, 'add it to "mix:", or remove it');
  const fact = facts(lowering, site, fields.source);
  if (fields.mix === undefined) {
    if (fields.hourly_matched !== undefined) problems.addMissing([...path, 'mix'], 'an hourly match is stated, but no mix', 'add "mix:"');
    if (fields.certificates !== undefined)
      fact('annual-matched', 'renewable by the year, with certificates', Math.min(1, certified) * 100, '%');
    return;
  }
  const total = Object.values(mix).reduce((sum, share) => sum + share, 0);
  if (Math.abs(total - 1) > 1e-6)
    problems.add([...path, 'mix'], `the shares add up to ${Math.round(total * 1e4) / 100} %`, 'let them add up to 100 %');
  for (const source of unstated(mix, stated))
    problems.addMissing(
      [...path, 'emissions'],
      `nothing says what "${source}" emits`,
      `add "emissions: {${source}: ...}", such as "370 kg/MWh"`,
    );
  for (const source of SOURCE_NAMES) if (mix[source] !== undefined) fact(`mix/${source}`, `energy from ${source}`, mix[source] * 100, '%');
  const hourly = fields.hourly_matched === undefined ? hourlyMatch(mix) : parse(bare(fields.hourly_matched), 'share');
  if (hourly > annualMatch(mix, certified) + 1e-9)
    problems.add(
      [...path, 'hourly_matched'],
      'more is matched by the hour than by the year',
      'let it be at most the renewable share with certificates',
    );
  fact('direct-renewable', 'renewable by the year, without certificates', directShare(mix) * 100, '%');
  fact('annual-matched', 'renewable by the year, with certificates', annualMatch(mix, certified) * 100, '%');
  fact(
    'hourly-matched',
    fields.hourly_matched === undefined ? 'renewable in the same hour, average day' : 'renewable in the same hour',
    hourly * 100,
    '%',
  );
  const emissions = emissionsOf(mix, stated);
  fact('emissions', 'CO2 per MWh, without certificates', emissions, 't/MWh');
  book('emissions', 'compute', 'CO2 of the energy used', 't', used(emissions));
}

function lowerFirming(
  lowering: Lowering,
  site: string,
  { firming, source }: EnergyFields,
  loads: readonly Load[],
  used: (each: number) => Entry[],
): void {
  if (firming === undefined) return;
  const { problems } = lowering;
  const fact = facts(lowering, site, firming.source ?? source);
  const load = totalOf(loads);
  const firm = kilowatts(firming.mw) / 1000;
  const covered = load === 0 ? 1 : Math.min(1, firm / load);
  if (firming.outage_hours > HOURS_A_YEAR)
    problems.add(['sites', site, 'energy', 'firming', 'outage_hours'], 'a year has fewer hours', 'write at most 8760');
  bookerOf(lowering, site)('energy-cost', 'firming', 'firming', 'USD', used(covered * parse(firming.adder, 'energyPrice')));
  fact('firm', 'firm power', firm, 'MW');
  fact('unfirmed', 'average load of all compute that is not firmed', Math.max(0, load - firm), 'MW');
  fact('uptime', 'hours of a year with firm power', (1 - firming.outage_hours / HOURS_A_YEAR) * 100, '%');
}

/** How large the site is as a user of energy, and how much of the surplus at its node it takes. */
function lowerScale(lowering: Lowering, site: string, { surplus }: EnergyFields, averageMw: number): void {
  const fact = facts(lowering, site, surplus?.source);
  const power: SitePower | undefined = lowering.builder.power.find((entry) => entry.site === site);
  const secured = (power?.secured.at(-1)?.kw ?? 0) + (power?.secure ?? []).reduce((sum, { kw }) => sum + kw, 0);
  if (secured > 0) fact('secured-energy', 'energy of a year if all that is secured were used', terawattHoursAYear(secured), 'TWh');
  fact('compute-energy', 'energy of a year once all compute is online', terawattHoursAYear(averageMw * 1000), 'TWh');
  if (surplus === undefined) return;
  const left = Math.max(0, kilowatts(surplus.generation) * parse(surplus.coincident, 'share') - kilowatts(surplus.export_limit)) / 1000;
  fact('surplus', 'renewable power that the lines cannot take away', left, 'MW');
  fact('surplus-used', 'what the average load of all compute takes of it', Math.min(left, averageMw), 'MW');
}
