/** Which halls can take which GPUs: a pure question about cooling and racks. It knows neither plans nor dates. */

export const COOLINGS = ['air', 'liquid'] as const;
export type Cooling = (typeof COOLINGS)[number];

/** What a generation asks of a hall. Undefined: it asks for nothing that is known. */
export interface GpuDemands {
  readonly model: string;
  readonly cooling?: readonly Cooling[] | undefined;
  /** kW of a full rack. */
  readonly rackKw?: number | undefined;
}

/** What a hall offers. Undefined: not said, and taken to be enough. */
export interface HallOffer {
  /** Models it is made for, whatever else it offers. */
  readonly takes?: readonly string[] | undefined;
  readonly cooling?: Cooling | undefined;
  /** kW that it can feed to, and cool in, one rack. */
  readonly rackKw?: number | undefined;
}

export type Fit = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** Whether a hall can take a generation of GPUs as it is; if not, why, as the end of a sentence about the hall. */
export function canTake(model: GpuDemands, hall: HallOffer): Fit {
  if (hall.takes !== undefined && !hall.takes.includes(model.model)) return { ok: false, why: `takes only ${hall.takes.join(', ')}` };
  if (hall.takes !== undefined) return { ok: true };
  if (hall.cooling !== undefined && model.cooling !== undefined && !model.cooling.includes(hall.cooling))
    return { ok: false, why: `is cooled by ${hall.cooling}, and ${model.model} needs ${model.cooling.join(' or ')}` };
  if (hall.rackKw !== undefined && model.rackKw !== undefined && model.rackKw > hall.rackKw)
    return { ok: false, why: `has racks of ${hall.rackKw} kW, and ${model.model} draws ${model.rackKw} kW` };
  return { ok: true };
}
