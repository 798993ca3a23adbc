/** The numbers a scenario rests on, each with where it comes from. Comes in: the resolved scenario as plain data. Goes out: a list. */

export interface Assumption {
  /** Keys from the top of the file, such as `templates / liquid-hall / activities / slab`. */
  readonly path: readonly string[];
  readonly value: string;
  readonly source: string | null;
  readonly confidence: string | null;
  readonly asOf: string | null;
}

/** The letters of `confidence`, as scenarios/README.md explains them. */
export const CONFIDENCES: Readonly<Record<string, string>> = {
  H: 'a regulator, a filing, or several sources that agree',
  M: 'one credible source, or several weak ones',
  L: 'one weak source, or a derivation',
  J: 'judgement',
  F: "a company's filing or release",
  F2: "a company's filing at second hand",
  P: 'press',
  B: 'blog or tracker',
  D: 'derived from the others',
};

const ANNOTATIONS = new Set(['source', 'confidence', 'as_of', 'note']);
const LONGEST_VALUE = 90;

/** Every entry that says where it comes from, in the order of the file. */
export function assumptionsOf(resolved: unknown): Assumption[] {
  const found: Assumption[] = [];
  walk(resolved, [], found);
  return found;
}

/** Nobody has published it: it says so itself. */
export function isJudged({ confidence, source }: Assumption): boolean {
  return confidence === 'J' || (confidence === null && source !== null && /^judgement/i.test(source));
}

/** The day of the forecast, as the resolved scenario says it: an ISO date, or null. */
export function asOfOf(resolved: unknown): string | null {
  const asOf = (resolved as { as_of?: unknown } | null)?.as_of;
  return typeof asOf === 'string' ? asOf.slice(0, 10) : null;
}

function walk(value: unknown, path: readonly string[], found: Assumption[]): void {
  if (Array.isArray(value)) for (const [i, entry] of value.entries()) walk(entry, [...path, String(i + 1)], found);
  else if (typeof value === 'object' && value !== null) {
    const entry = value as Readonly<Record<string, unknown>>;
    const text = (key: string): string | null => (typeof entry[key] === 'string' ? entry[key] : null);
    // The file's own as_of is the day of the forecast, not of a number.
    if (path.length > 0 && (text('source') !== null || text('confidence') !== null))
      found.push({ path, value: stated(entry), source: text('source'), confidence: text('confidence'), asOf: text('as_of') });
    for (const [key, child] of Object.entries(entry)) if (!ANNOTATIONS.has(key)) walk(child, [...path, key], found);
  }
}

/** `low 43 wk, mode 62 wk, high 89 wk`: what is stated at this place itself. */
function stated(entry: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(entry).flatMap(([key, value]): string[] => {
    if (ANNOTATIONS.has(key)) return [];
    if (typeof value === 'object' && value !== null) {
      const inner = Object.entries(value).filter(([name, leaf]) => !ANNOTATIONS.has(name) && typeof leaf !== 'object');
      if (inner.length === 0 || Array.isArray(value)) return [];
      return [`${key} ${inner.map(([name, leaf]) => `${name} ${leaf}`).join(', ')}`];
    }
    return [key === 'value' ? String(value) : `${key} ${value}`];
  });
  const text = parts.join(', ');
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}…`;
}
