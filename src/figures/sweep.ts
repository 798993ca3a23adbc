/** The charts of a sweep: for when compute comes and for what is lost, a field of cells where two or three axes vary, and what each axis does, as lines and as a tornado; and a field of what drives each cell. */
import { instantMeasures, LOST_MW_DAYS } from '../measure/sweep.ts';
import { driverMap } from './driver-map.ts';
import type { Figure } from './figure.ts';
import { heatMap } from './heat-map.ts';
import { sweepLines } from './sweep-lines.ts';
import { sweepTornado } from './sweep-tornado.ts';
import { type SweepResults, shownMeasure } from './sweep-values.ts';

export function sweepFigures(sweep: SweepResults): Figure[] {
  const { study } = sweep;
  const measures = [...instantMeasures(study).slice(0, 1), ...(study.measures.includes(LOST_MW_DAYS) ? [LOST_MW_DAYS] : [])];
  const [first = [], ...others] = measures.map((measure) => {
    const shown = shownMeasure(sweep, measure);
    return [heatMap(sweep, shown), sweepLines(sweep, shown), sweepTornado(sweep, shown)];
  });
  return [...first, driverMap(sweep), ...others.flat()].flatMap((figure) => figure ?? []);
}
