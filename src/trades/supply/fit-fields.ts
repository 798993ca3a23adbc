/** What a hall's template says of the GPUs it can take, and the check of what is ordered for it. The rule itself is in gpu-fit.ts. */
import { z } from 'zod';
import type { Path } from '../../base/problem.ts';
import { quantity as parse } from '../../base/units.ts';
import { name, quantity } from '../fields.ts';
import { COOLINGS, canTake } from '../gpu-fit.ts';
import type { Lowering } from '../lowering.ts';
import type { GpuModel } from './gpu-model.ts';

/** Fields of a hall's template. */
export const hallFitShape = () => ({
  takes: z
    .array(name)
    .min(1)
    .optional()
    .describe('GPU models that the hall is made for, and no others. Default: those that its cooling and racks allow.'),
  cooling: z.enum(COOLINGS).optional().describe('How its racks are cooled. Default: not said, and taken to be right for any GPU.'),
  rack_power: quantity(
    'power',
    'Most power that it can feed to, and cool in, one rack. Default: not said, and taken to be enough.',
  ).optional(),
});

export interface HallFitFields {
  readonly takes?: readonly string[] | undefined;
  readonly cooling?: (typeof COOLINGS)[number] | undefined;
  readonly rack_power?: string | undefined;
}

/** Tells of GPUs that are ordered for a hall that cannot take them. */
export function checkFit(
  { problems }: Lowering,
  hall: string,
  template: HallFitFields | undefined,
  id: string,
  model: GpuModel | undefined,
  path: Path,
): void {
  const kilowatts = (text: string | undefined): number | undefined => (text === undefined ? undefined : parse(text, 'power'));
  const fit = canTake(
    { model: id, cooling: model?.cooling, rackKw: kilowatts(model?.rack_power) },
    { takes: template?.takes, cooling: template?.cooling, rackKw: kilowatts(template?.rack_power) },
  );
  if (!fit.ok)
    problems.add(
      path,
      `"${hall}" ${fit.why}`,
      'order GPUs that fit, or add a hall that "retrofits" this one by a template that takes them',
    );
}
