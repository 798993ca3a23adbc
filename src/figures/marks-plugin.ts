/**
 * The one Chart.js plugin of the house. It reads `options.plugins.marks` (see Marks in figure.ts) and sets the ticks, draws
 * strokes and texts, and fills the ground. paint.ts uses it for PNG and paint-browser.ts for the HTML report.
 */
import type { Chart, ChartType, Plugin } from 'chart.js';
import type { Along, Marks } from './figure.ts';

/** A new copy of the plugin; `ground` is the colour behind the chart. */
export function marksPlugin(ground = '#ffffff'): Plugin<ChartType> {
  const marksOf = (chart: Chart): Marks | undefined => chart.config.options?.plugins?.marks as Marks | undefined;

  const pixel = (chart: Chart, id: string, at: Along, axis: 'x' | 'y'): number => {
    const scale = chart.scales[id];
    if (at === 'canvas-start') return 0;
    if (at === 'canvas-end') return axis === 'x' ? chart.width : chart.height;
    if (scale === undefined) throw new Error(`a mark names the scale "${id}", which the chart does not have`);
    if (at === 'start') return axis === 'x' ? scale.left : scale.top;
    if (at === 'end') return axis === 'x' ? scale.right : scale.bottom;
    return scale.getPixelForValue(at);
  };

  const drawStrokes = (chart: Chart, layer: 'below' | 'above'): void => {
    const { ctx } = chart;
    for (const stroke of marksOf(chart)?.strokes ?? []) {
      if (stroke.layer !== layer) continue;
      ctx.save();
      ctx.strokeStyle = stroke.colour;
      ctx.lineWidth = stroke.width;
      ctx.setLineDash([...stroke.dash]);
      const [x1, y1] = [pixel(chart, stroke.xScale, stroke.from[0], 'x'), pixel(chart, stroke.yScale, stroke.from[1], 'y')];
      const [x2, y2] = [pixel(chart, stroke.xScale, stroke.to[0], 'x'), pixel(chart, stroke.yScale, stroke.to[1], 'y')];
      const inset = stroke.inset / Math.max(Math.hypot(x2 - x1, y2 - y1), 1);
      ctx.beginPath();
      ctx.moveTo(x1 + (x2 - x1) * inset, y1 + (y2 - y1) * inset);
      ctx.lineTo(x2 - (x2 - x1) * inset, y2 - (y2 - y1) * inset);
      ctx.stroke();
      ctx.restore();
    }
  };

  const drawTexts = (chart: Chart): void => {
    const { ctx } = chart;
    ctx.save();
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    for (const mark of marksOf(chart)?.texts ?? []) {
      const x = pixel(chart, mark.xScale, mark.x, 'x') + mark.dx;
      const y = pixel(chart, mark.yScale, mark.y, 'y') + mark.dy;
      ctx.font = `${mark.weight} ${mark.size}px ${chart.config.options?.font?.family ?? 'sans-serif'}`;
      ctx.textAlign = mark.align;
      if (mark.halo !== null) {
        ctx.strokeStyle = mark.halo;
        ctx.lineWidth = mark.size / 4;
        ctx.strokeText(mark.text, x, y);
      }
      ctx.fillStyle = mark.colour;
      ctx.fillText(mark.text, x, y);
    }
    ctx.restore();
  };

  return {
    id: 'marks',
    beforeInit(chart) {
      const { options } = chart.config;
      const marks = marksOf(chart);
      if (options === undefined || marks === undefined) return;
      const labels = options.plugins?.legend?.labels;
      // A dataset without a name is scaffolding, such as the lower edge of a band.
      if (labels !== undefined) {
        labels.filter = (item, { datasets }) => {
          // With point styles on, Chart.js forgets that a line is dashed.
          const dash = (datasets[item.datasetIndex ?? 0] as { borderDash?: number[] } | undefined)?.borderDash;
          if (dash !== undefined) item.lineDash = dash;
          return item.text !== '';
        };
      }
      for (const [id, ticks] of Object.entries(marks.ticks)) {
        const scale = options.scales?.[id];
        if (scale === undefined) throw new Error(`ticks for the scale "${id}", which the chart does not have`);
        const labelAt = new Map(ticks.map((tick) => [tick.value, tick.label]));
        scale.afterBuildTicks = (axis: { ticks: { value: number }[] }) => {
          axis.ticks = ticks.map(({ value }) => ({ value }));
        };
        scale.ticks = { ...scale.ticks, callback: (value: string | number) => labelAt.get(Number(value)) ?? '' };
      }
    },
    beforeDraw(chart) {
      chart.ctx.save();
      chart.ctx.fillStyle = ground;
      chart.ctx.fillRect(0, 0, chart.width, chart.height);
      chart.ctx.restore();
    },
    beforeDatasetsDraw(chart) {
      drawStrokes(chart, 'below');
    },
    afterDatasetsDraw(chart) {
      drawStrokes(chart, 'above');
      drawTexts(chart);
    },
  };
}
