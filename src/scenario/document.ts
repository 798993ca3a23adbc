/** The one doorway to `yaml`: text to plain data, and from a path in the data back to file:line:column. */
import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
} from 'yaml';
import { byPlace, type Path, type Place, type Problem } from '../base/problem.ts';
import { duplicateFindings, type Finding, structureFindings, syntaxFindings, tooDeep } from './document-findings.ts';

export interface YamlDocument {
  readonly file: string;
  readonly data: unknown;
  readonly problems: readonly Problem[];
  /** Where a path stands; of a key that is missing, where its parent stands. */
  readonly place: (path: Path, part: 'key' | 'value') => Place;
}

/** Aliases may be resolved this often in all: enough for anchors used as they should be, far too few for a bomb. */
const MOST_ALIASES = 1000;

export function parseYaml(text: string, file: string): YamlDocument {
  const lines = new LineCounter();
  const textLines = text.split(/\r\n|\n/);
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { file, line: Math.max(1, line), column: Math.max(1, col), excerpt: textLines[Math.max(0, line - 1)] ?? '' };
  };
  const { document, data, findings } = read(text, lines);
  const findPair = createFindPair();
  const problems = findings
    .map(({ offset, message, remedy }): Problem => ({ path: [], message, remedy, place: placeAt(offset) }))
    // What comes second in a line is mostly a consequence of what was found there first.
    .filter(({ place }, i, all) => all.findIndex((other) => other.place?.line === place?.line) === i)
    .sort(byPlace);
  return { file, data, problems, place: (path, part) => placeAt(document === null ? 0 : offsetOf(document, findPair, path, part)) };
}

interface Read {
  readonly document: Document | null;
  readonly data: unknown;
  readonly findings: readonly Finding[];
}

function read(text: string, lineCounter: LineCounter): Read {
  const nothing = { document: null, data: null };
  const control = controlCharacter(text);
  if (control >= 0) {
    lineCounter.addNewLine(0);
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) lineCounter.addNewLine(i + 1);
    const code = `U+${text.charCodeAt(control).toString(16).toUpperCase().padStart(4, '0')}`;
    return {
      ...nothing,
      findings: [{ offset: control, message: `the character ${code} has no place in a text file`, remedy: 'remove it' }],
    };
  }
  try {
    const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false });
    const syntax = [...syntaxFindings(document, text), ...duplicateFindings(document)];
    if (syntax.length > 0) return { document, data: null, findings: syntax };
    const structure = structureFindings(document);
    if (structure.length > 0) return { document, data: null, findings: structure };
    const data: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    const empty = { offset: 0, message: 'the file is empty', remedy: 'write a scenario; "ttc init" makes an example' };
    return { document, data, findings: data === null ? [empty] : [] };
  } catch (error) {
    // The only error that is left to expanding a document without findings, and the only way to run out of stack.
    if (error instanceof ReferenceError)
      return {
        ...nothing,
        findings: [
          { offset: 0, message: 'the aliases of this file stand for too many copies', remedy: 'use fewer aliases of what holds aliases' },
        ],
      };
    if (error instanceof RangeError) return { ...nothing, findings: [tooDeep(text, 0)] };
    throw error;
  }
}

/** Offset of the first character that text may not hold: tab and line ends are the only control characters it may. */
function controlCharacter(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127) return i;
  }
  return -1;
}

/** Finds the entries of maps by key; remembers those of each map that it has been through. */
type FindPair = (map: YAMLMap, key: string) => Pair | undefined;

function createFindPair(): FindPair {
  const known = new WeakMap<YAMLMap, Map<string, Pair>>();
  return (map, key) => {
    const pairs = known.get(map) ?? new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])));
    known.set(map, pairs);
    return pairs.get(key);
  };
}

/** Offset in the text of the deepest node that the path reaches. */
function offsetOf(document: Document, findPair: FindPair, path: Path, part: 'key' | 'value'): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, key] of path.entries()) {
    const isLast = depth === path.length - 1;
    if (!isCollection(node)) break;
    if (isMap(node)) {
      const pair = findPair(node, String(key));
      if (pair === undefined) break;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = isNode(pair.value) ? pair.value : null;
      if ((!isLast || part === 'value') && node?.range != null) offset = node.range[0];
      continue;
    }
    const item: unknown = node.items[Number(key)];
    if (!isNode(item)) break;
    node = item;
    offset = item.range?.[0] ?? offset;
  }
  return offset;
}

/** Plain data as YAML. */
export function writeYaml(data: unknown): string {
  return stringify(data, { lineWidth: 120, aliasDuplicateObjects: false });
}
