/** What energy costs a site: the price at the node, adders, and the transmission charge. Comes in: fields and loads. Goes out: accounts and a fact. */
import type { Path } from '../../base/problem.ts';
import { quantity as parse } from '../../base/units.ts';
import type { Entry } from '../../plan/plan.ts';
import type { Lowering } from '../lowering.ts';
import { type Load, perMwh } from '../power/load.ts';
import { bare, tickOfDate } from '../read.ts';
import { bookerOf, facts, HOURS_A_YEAR, within } from './books.ts';
import type { EnergyFields } from './energy-fields.ts';

/** The price at the node by time, adders, and the transmission charge by the kW. */
export function lowerPrices(
  lowering: Lowering,
  site: string,
  fields: EnergyFields,
  loads: readonly Load[],
  used: (each: number) => Entry[],
): void {
  const { axis, horizon } = lowering;
  const book = bookerOf(lowering, site);
  const fact = facts(lowering, site, fields.source);
  let latest = 0;
  if (typeof fields.node === 'string') {
    latest = parse(fields.node, 'energyPrice');
    book('energy-cost', 'node', 'energy at the price of the node', 'USD', used(latest));
  } else if (fields.node !== undefined) {
    const steps = fields.node.map(({ from, price }) => ({ from: tickOfDate(axis, from), price: parse(price, 'energyPrice') }));
    checkOrder(lowering, steps, ['sites', site, 'energy', 'node']);
    const entries = steps.flatMap(({ from, price }, i) =>
      within(used(price), { from: Math.max(0, from), to: steps[i + 1]?.from ?? horizon }),
    );
    book('energy-cost', 'node', 'energy at the price of the node', 'USD', entries);
    latest = steps.at(-1)?.price ?? 0;
  }
  const adders = fields.adders === undefined ? 0 : parse(bare(fields.adders), 'energyPrice');
  if (fields.adders !== undefined) book('energy-cost', 'adders', 'wires, losses, retail', 'USD', used(adders));
  const perMwhOfLoad = lowerTransmission(lowering, site, fields, loads);
  if (fields.node !== undefined || fields.adders !== undefined || fields.transmission !== undefined)
    fact('energy-price', 'price of energy at the connection, in the end', latest + adders + perMwhOfLoad, 'USD/MWh');
}

/** A charge by the kW falls due whether the energy is used or not. Returns the last one in USD per MWh at full load. */
function lowerTransmission(
  lowering: Lowering,
  site: string,
  { transmission: field, source }: EnergyFields,
  loads: readonly Load[],
): number {
  if (field === undefined) return 0;
  const { axis, horizon, problems } = lowering;
  const path: Path = ['sites', site, 'energy', 'transmission'];
  const isList = Array.isArray(field);
  const steps = (isList ? field : [{ ...field, from: null }]).map(({ charge, avoided, from }, i) => {
    const share = parse(avoided, 'share');
    if (share > 1)
      problems.add([...path, ...(isList ? [i] : []), 'avoided'], `${avoided} is more than all`, 'write a share from 0 % to 100 %');
    return { from: from === null ? 0 : tickOfDate(axis, from), each: (parse(charge, 'powerPrice') * (1 - share) * 1000) / HOURS_A_YEAR };
  });
  checkOrder(lowering, steps, path);
  const entries = steps.flatMap(({ from, each }, i) =>
    within(perMwh(loads, each), { from: Math.max(0, from), to: steps[i + 1]?.from ?? horizon }),
  );
  bookerOf(lowering, site)('energy-cost', 'transmission', 'transmission charge', 'USD', entries);
  const latest = steps.at(-1)?.each ?? 0;
  facts(lowering, site, source)('transmission-charge', 'transmission charge at full load, in the end', latest, 'USD/MWh');
  return latest;
}

function checkOrder({ problems }: Lowering, steps: readonly { readonly from: number }[], path: Path): void {
  steps.forEach(({ from }, i) => {
    if (i > 0 && from <= steps[i - 1]!.from)
      problems.add([...path, i, 'from'], 'steps must come in order of time', 'put the earlier step first');
  });
}
