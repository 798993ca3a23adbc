/** The one doorway to `yaml`: text to plain data, and from a path in the data back to file:line:column. */
import { type Document, isCollection, isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument, stringify } from 'yaml';
import type { Path, Place, Problem } from '../base/problem.ts';

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
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const textLines = text.split(/\r\n|\n|\r/);
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { file, line: Math.max(1, line), column: Math.max(1, col), excerpt: textLines[Math.max(0, line - 1)] ?? '' };
  };
  const problems: Problem[] = document.errors.map((error) => ({
    path: [],
    message: yamlMessage(error.code, error.message),
    remedy: YAML_REMEDIES[error.code] ?? 'mend the YAML here: check indentation, quotes and brackets',
    place: placeAt(error.pos[0]),
  }));
  let data: unknown = null;
  if (problems.length === 0) {
    try {
      data = document.toJS({ maxAliasCount: MOST_ALIASES });
    } catch (error) {
      problems.push({
        path: [],
        message: `the YAML cannot be expanded: ${(error as Error).message}`,
        remedy: 'use fewer aliases',
        place: placeAt(0),
      });
    }
  }
  if (problems.length === 0 && data === null)
    problems.push({ path: [], message: 'the file is empty', remedy: 'write a scenario; "ttc init" makes an example', place: placeAt(0) });
  return { file, data, problems, place: (path, part) => placeAt(offsetOf(document, path, part)) };
}

const YAML_REMEDIES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'give one of the two another name, or remove it',
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'indent the entries of one map or list alike',
  MULTIPLE_DOCS: 'keep one document in a file',
  BLOCK_AS_IMPLICIT_KEY: 'put a line break before the nested map, or quote the text',
};

function yamlMessage(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'this key is there twice in one map';
  return `this is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

/** Offset in the text of the deepest node that the path reaches. */
function offsetOf(document: Document, path: Path, part: 'key' | 'value'): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, key] of path.entries()) {
    const isLast = depth === path.length - 1;
    if (!isCollection(node)) break;
    if (isMap(node)) {
      const pair: unknown = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key));
      if (!isPair(pair)) break;
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
