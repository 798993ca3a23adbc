/** All metrics. A new one is a file in this folder and a line here. */
import { Registry } from '../../base/registry.ts';
import type { Metric } from '../metric.ts';
import { accounts } from './accounts.ts';
import { criticality } from './criticality.ts';
import { curve } from './curve.ts';
import { deliveries } from './deliveries.ts';
import { drivers } from './drivers.ts';
import { gauges } from './gauges.ts';
import { held } from './held.ts';
import { pools } from './pools.ts';
import { power } from './power.ts';
import { waits } from './waits.ts';

export const METRICS: Registry<Metric> = new Registry('metric', [
  curve,
  held,
  waits,
  drivers,
  criticality,
  pools,
  power,
  deliveries,
  accounts,
  gauges,
]);
