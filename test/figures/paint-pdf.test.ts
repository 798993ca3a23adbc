/** Charts for paper: a PDF with a page for each, in lines and letters, and PNG twice as large. */
import { loadImage } from 'canvas';
import { describe, expect, it } from 'vitest';
import { paint } from '../../src/figures/paint.ts';
import { printFigures } from '../../src/figures/paint-pdf.ts';
import { figuresOf } from '../../src/figures/registry.ts';
import { campus } from './fixture.ts';

const figures = figuresOf(campus());

describe('charts for paper', () => {
  it('are one PDF: a page of its size for each, with the shipped font and no pictures', () => {
    const before = JSON.stringify(figures);
    const text = Buffer.from(printFigures(figures, 'A (campus)')).toString('latin1');
    expect(JSON.stringify(figures)).toBe(before);
    expect(text.slice(0, 5)).toBe('%PDF-');
    const sizes = [...text.matchAll(/\/MediaBox \[0 0 (\d+) (\d+)\]/g)].map(([, width, height]) => [Number(width), Number(height)]);
    expect(sizes).toEqual(figures.map(({ width, height }) => [width, height]));
    expect(text).toMatch(/\/FontName \/\w*\+?Inter/);
    expect(text).not.toContain('/Subtype /Image');
  });

  it('are the same bytes each time, and nothing of one page is left for the next', () => {
    const whole = printFigures(figures, 'x');
    expect(Buffer.compare(whole, printFigures(figures, 'x'))).toBe(0);
    const [first] = figures;
    const alone = printFigures([first!], 'x').length;
    expect(whole.length).toBeGreaterThan(alone);
  });

  it('are PNG twice as large', async () => {
    const [first] = figures;
    const { width, height } = await loadImage(paint(first!, 2));
    expect([width, height]).toEqual([2 * first!.width, 2 * first!.height]);
    // A renderer that has painted large paints small again.
    const small = await loadImage(paint(first!));
    expect([small.width, small.height]).toEqual([first!.width, first!.height]);
  });
});
