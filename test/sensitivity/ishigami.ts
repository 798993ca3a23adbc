/**
 * The Ishigami function, sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 with x uniform on -pi to pi, and its indices in closed form: Ishigami and Homma
 * (1990), "An importance quantification technique in uncertainty analysis for computer models".
 */
const A = 7;
const B = 0.1;

export function ishigami(uniforms: ArrayLike<number>): number {
  const [x1, x2, x3] = [0, 1, 2].map((i) => Math.PI * (2 * (uniforms[i] as number) - 1)) as [number, number, number];
  return Math.sin(x1) + A * Math.sin(x2) ** 2 + B * x3 ** 4 * Math.sin(x1);
}

const v1 = (1 + (B * Math.PI ** 4) / 5) ** 2 / 2;
const v2 = A ** 2 / 8;
const v13 = B ** 2 * Math.PI ** 8 * (1 / 18 - 1 / 50);
const variance = v1 + v2 + v13;

/** 0.314, 0.442, 0, and with an input that does nothing. */
export const FIRST = [v1 / variance, v2 / variance, 0, 0];
export const TOTAL = [(v1 + v13) / variance, v2 / variance, v13 / variance, 0];
