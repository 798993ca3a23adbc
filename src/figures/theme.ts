/**
 * The one visual language: fonts, sizes, colours. Sizes are for a canvas of 1600 pixels and stay legible when it is shown at
 * half that. Hues are those of Okabe and Ito, "Color Universal Design" (2008, jfly.uni-koeln.de/color), or lie between them.
 */
import type { CauseGroup } from '../plan/plan.ts';

/** The name under which paint.ts registers the shipped Inter; a browser falls through to what it has. */
export const SHIPPED_FONT = 'TtcInter';
export const FONT_FAMILY = `${SHIPPED_FONT}, Inter, Helvetica, Arial, sans-serif`;

export const WIDTH = 1600;
export const HEIGHT = 900;

/** Pixels. */
export const SIZE = { title: 34, subtitle: 22, label: 20, footer: 18 } as const;
export const WEIGHT = { regular: 400, strong: 600 } as const;

export const INK = {
  strong: '#16191d',
  text: '#3a4149',
  soft: '#5f6873',
  line: '#9aa3ad',
  grid: '#e4e7eb',
  ground: '#ffffff',
} as const;

/** Roles that recur from chart to chart. */
export const ROLE = {
  estimate: '#0072b2',
  estimateBand: '#c4dcec',
  estimateCore: '#7fb4d6',
  plan: '#16191d',
  actual: '#d55e00',
  ideal: '#009e73',
  short: '#d55e00',
  shortFill: '#f3c3a3',
  mining: '#c9ced4',
  secured: '#5f6873',
} as const;

/** Shades of each group, the first for its most important cause. More causes than shades start over. */
export const GROUP_SHADES: Readonly<Record<CauseGroup, readonly string[]>> = {
  'permit-grid': ['#d55e00', '#f0a06a', '#93400a'],
  power: ['#e69f00', '#f6cf7b', '#a87300'],
  'site-works': ['#8a6642', '#c4a582', '#5c4329'],
  trade: ['#0072b2', '#8fc4e6', '#004a75', '#4d9fd0', '#bfdcf0', '#2a5f86'],
  equipment: ['#009e73', '#8fd6bf', '#00614a', '#4dbf9d', '#c2e8db', '#2f7a66'],
  gpus: ['#cc79a7', '#e8bdd4', '#95406f'],
  network: ['#7b5aa6', '#b9a3d6', '#4f3576'],
  commissioning: ['#56b4e9', '#b0dcf5', '#2b86b8'],
  acceptance: ['#e5d534', '#f4ec9a', '#a89b0f'],
  weather: ['#8c98a4', '#b9c2cb', '#66717c'],
  calendar: ['#c6ccd2', '#dfe3e7', '#a3acb5'],
  plan: ['#6b6f76', '#9b9fa5', '#484c52'],
  work: ['#3d434a', '#757c85', '#23272c'],
};

export const OTHER_COLOUR = '#d9d3c7';

export const GROUP_LABELS: Readonly<Record<CauseGroup, string>> = {
  'permit-grid': 'permits and grid',
  power: 'power',
  'site-works': 'site works',
  trade: 'trades',
  equipment: 'equipment',
  gpus: 'GPUs',
  network: 'network',
  commissioning: 'commissioning',
  acceptance: 'acceptance',
  weather: 'weather',
  calendar: 'calendar',
  plan: 'plan',
  work: 'work',
};
