/** The script of the report: reads the data that the page carries, paints its charts and answers to keys and pointers. Asks nothing of a network. */
import { DATA_ID, type PageData } from '../page-data.ts';
import { createCharts } from './charts.ts';
import type { Theme } from './shade.ts';
import { filterTables, sortTables } from './tables.ts';
import { chooseWhy } from './why.ts';

const data = JSON.parse(document.getElementById(DATA_ID)?.textContent ?? '') as PageData;
const root = document.documentElement;
const dark = globalThis.matchMedia('(prefers-color-scheme: dark)');
const charts = createCharts(data);
let chosen: Theme | null = null;
let isOnPaper = false;

const theme = (): Theme => (isOnPaper ? 'light' : (chosen ?? (dark.matches ? 'dark' : 'light')));

function repaint(): void {
  if (isOnPaper || chosen !== null) root.dataset['theme'] = theme();
  else delete root.dataset['theme'];
  const button = document.querySelector('#theme');
  if (button !== null) button.textContent = theme() === 'dark' ? 'Light' : 'Dark';
  charts.paintAll(theme(), 'everything');
}

document.querySelector('#theme')?.addEventListener('click', () => {
  chosen = theme() === 'dark' ? 'light' : 'dark';
  repaint();
});
dark.addEventListener('change', repaint);

let resized = 0;
globalThis.addEventListener('resize', () => {
  cancelAnimationFrame(resized);
  resized = requestAnimationFrame(() => charts.paintAll(theme(), 'changed widths'));
});

// What is folded away has no width to be painted for until it is opened.
for (const fold of document.querySelectorAll('details')) fold.addEventListener('toggle', () => charts.paintAll(theme(), 'changed widths'));

const folds = [...document.querySelectorAll<HTMLDetailsElement>('details.charts')];
let wasOpen: boolean[] = [];

function onPaper(is: boolean): void {
  isOnPaper = is;
  if (is) wasOpen = folds.map(({ open }) => open);
  folds.forEach((fold, i) => {
    fold.open = is || wasOpen[i] === true;
  });
  repaint();
}
globalThis.addEventListener('beforeprint', () => onPaper(true));
globalThis.addEventListener('afterprint', () => onPaper(false));

sortTables();
filterTables();
chooseWhy(data);
repaint();
root.dataset['ready'] = 'yes';
