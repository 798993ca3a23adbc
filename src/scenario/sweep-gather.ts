/**
 * Cells as they come: each with its overrides and the hash of them. Comes in: which value of each axis a cell has. Goes out: cells, or
 * problems where two axes write to one path, or two cells are one and the same.
 */
import type { Path, Problems } from '../base/problem.ts';
import type { SweepCell } from '../plan/sweep.ts';

export type Overrides = Readonly<Record<string, unknown>>;

/** What of an axis goes into cells. */
interface GatheredAxis {
  readonly name: string;
  readonly entries: readonly { readonly overrides: Overrides }[];
  readonly isSampled: boolean;
}

interface Gatherer {
  readonly cells: readonly SweepCell[];
  readonly add: (at: readonly number[], path: Path) => void;
  readonly addNamed: (name: string, overrides: Overrides, path: Path) => void;
}

export function gatherer(open: readonly GatheredAxis[], problems: Problems): Gatherer {
  const cells: SweepCell[] = [];
  const known = new Map<string, SweepCell>();
  const clashes = new Set<string>();
  const put = (cell: Omit<SweepCell, 'id'>, path: Path, isDrawn: boolean): void => {
    const id = cellId(cell.overrides);
    const same = known.get(id);
    if (same === undefined) {
      const whole = { id, ...cell };
      known.set(id, whole);
      cells.push(whole);
    } else if (!isDrawn && !clashes.has(id)) {
      clashes.add(id);
      const other = same.name === null ? 'another cell' : `the point "${same.name}"`;
      problems.add(path, `this is the same as ${other}: ${describe(same.overrides)}`, 'leave one of them out');
    }
  };
  return {
    cells,
    add(at, path) {
      const overrides: Record<string, unknown> = {};
      let isClash = false;
      for (const [axis, value] of at.entries()) {
        if (value < 0) continue;
        const { name, entries } = open[axis]!;
        // Within one axis the general and the particular may well go together; two axes would change one amount twice.
        const others = Object.keys(overrides);
        for (const [key, entry] of Object.entries(entries[value]!.overrides)) {
          const other = others.find((candidate) => meet(candidate, key));
          if (other === undefined) {
            overrides[key] = entry;
            continue;
          }
          isClash = true;
          if (!clashes.has(`${other} ${key}`)) {
            clashes.add(`${other} ${key}`);
            const [narrow, wide] = key.includes('*') ? [other, key] : [key, other];
            const also = narrow === wide ? '' : `, one of them as "${wide}"`;
            problems.add(['axes', name], `two axes write to "${narrow}"${also}`, 'let one axis do it, or name another path');
          }
        }
      }
      if (isClash) return;
      const isDrawn = at.some((value, axis) => value >= 0 && open[axis]!.isSampled);
      put({ name: null, at: at.map((value) => (value < 0 ? null : value)), overrides: sorted(overrides) }, path, isDrawn);
    },
    addNamed: (name, overrides, path) => put({ name, at: open.map(() => null), overrides: sorted(overrides) }, path, false),
  };
}

/** Whether two paths may stand for one and the same: `*` is every key there is. What lies below a path is another one. */
function meet(a: string, b: string): boolean {
  const [one, other] = [a.split('.'), b.split('.')];
  return one.length === other.length && one.every((key, i) => key === other[i] || key === '*' || other[i] === '*');
}

/** In order of path, so that the general (`a.*`, `a`) comes before the particular (`a.b`) wherever it was written. */
function sorted(overrides: Overrides): Overrides {
  return Object.fromEntries(Object.entries(overrides).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** Twelve digits of the SHA-256 of the overrides: the same in whatever order their keys, and the keys within them, are written. */
export function cellId(overrides: Overrides): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(canonical(overrides)).digest('hex').slice(0, 12);
}

/** JSON with all keys in order. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  return `{${Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`)
    .join(',')}}`;
}

function describe(overrides: Overrides): string {
  const all = Object.entries(overrides).map(([path, value]) => `${path} = ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return all.length === 0 ? 'the scenario as it is' : all.join(', ');
}
