/**
 * What is wrong with a YAML document before its meaning is looked at: syntax, and structure that this language does not use.
 * Comes in: a parsed document. Goes out: findings with their offset in the text, in words of our own.
 */
import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, Scalar, visit, type YAMLError } from 'yaml';
import { didYouMean } from '../base/nearest.ts';

export interface Finding {
  /** In the text, from 0. */
  readonly offset: number;
  readonly message: string;
  readonly remedy: string;
}

/** A scenario nests some fifteen levels deep. */
const MOST_LEVELS = 100;

/** Nobody reads more errors of syntax than this at a time. */
const MOST_ERRORS = 50;

interface Wording {
  readonly message?: string;
  readonly remedy: string;
}

const WORDINGS: Readonly<Record<string, Wording>> = {
  TAB_AS_INDENT: { message: 'a tab stands where the line is indented', remedy: 'indent with spaces' },
  BAD_INDENT: {
    message: 'this line is indented like none of those it could belong to',
    remedy: 'indent the entries of one map or list alike',
  },
  MULTIPLE_DOCS: {
    message: 'a second document begins here',
    remedy: 'keep one document in a file: remove the line "---" and what follows',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'there is a second ": " in this line, or the line is indented too far',
    remedy: 'quote text that holds ": ", or indent this line like the one before',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'this line is neither "key: value" nor an entry of a list',
    remedy: 'put a blank after the colon of a key, and quotes around text of several lines',
  },
  BAD_SCALAR_START: { remedy: 'put the text in quotes' },
  BAD_ALIAS: { remedy: 'write an alias as *name, or put the text in quotes' },
  BAD_DQ_ESCAPE: { remedy: 'use single quotes, in which a backslash stands for itself' },
};

/** What the parser refuses, and tags it does not know. */
export function syntaxFindings(document: Document.Parsed, text: string): Finding[] {
  const errors = [...document.errors, ...document.warnings];
  const exhausted = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (exhausted !== undefined) return [tooDeep(text, exhausted.pos[0])];
  return errors.slice(0, MOST_ERRORS).map((error) => {
    const offset = error.pos[0];
    if (error.code === 'TAG_RESOLVE_FAILED')
      return { offset, message: `the tag "${tagAt(text, offset)}" means nothing here`, remedy: 'remove it' };
    return unclosed(document, error) ?? { offset, ...worded(error) };
  });
}

/** Keys that are there twice in one map. The parser would compare each with all before it, which takes minutes in a large file. */
export function duplicateFindings(document: Document.Parsed): Finding[] {
  const findings: Finding[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        // A key that is nothing is told of for itself.
        if (!isScalar(key) || key.value === null) continue;
        if (seen.has(key.value) && findings.length < MOST_ERRORS)
          findings.push({
            offset: key.range?.[0] ?? 0,
            message: `"${key.value}" is there twice in one map`,
            remedy: 'give one of the two another name, or remove it',
          });
        seen.add(key.value);
      }
    },
  });
  return findings;
}

function worded({ code, message }: YAMLError): { readonly message: string; readonly remedy: string } {
  const wording = WORDINGS[code] ?? { remedy: 'check indentation, quotes and brackets here' };
  return { message: `this is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`, ...wording };
}

/** A quote or bracket without its partner is told where it opens, not where the parser gave up. */
function unclosed(document: Document.Parsed, { code, message, pos }: YAMLError): Finding | undefined {
  const bracket = /^Flow (map|sequence) in block collection/.exec(message)?.[1];
  if (bracket !== undefined) {
    const [open, close] = bracket === 'map' ? ['{', '}'] : ['[', ']'];
    return {
      offset: lastBefore(
        document,
        pos[0],
        (node) => (bracket === 'map' ? isMap(node) : isSeq(node)) && (node as { flow?: boolean }).flow === true,
      ),
      message: `this "${open}" is not closed`,
      remedy: `close it with "${close}"; what is within is indented deeper than its key`,
    };
  }
  if (code === 'MISSING_CHAR' && message.startsWith('Missing closing')) {
    const isQuoted = (node: unknown): boolean => isScalar(node) && (node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE);
    return { offset: lastBefore(document, pos[0], isQuoted), message: 'this quote is not closed', remedy: 'close it on the same line' };
  }
  return undefined;
}

/** Offset of the last node of a kind that begins before an offset; the offset itself if there is none. */
function lastBefore(document: Document.Parsed, offset: number, isWanted: (node: unknown) => boolean): number {
  let found = -1;
  visit(document, {
    Node(_key, node) {
      const from = node.range?.[0] ?? 0;
      if (isWanted(node) && from < offset && from > found) found = from;
    },
  });
  return found < 0 ? offset : found;
}

function tagAt(text: string, offset: number): string {
  return /^!\S*/.exec(text.slice(offset))?.[0] ?? '!';
}

/** Keys that are no names, aliases that lead nowhere or to themselves, and nesting beyond reason. */
export function structureFindings(document: Document.Parsed): Finding[] {
  const findings: Finding[] = [];
  const anchors = new Map<string, Node>();
  // In the order of the text, since an alias means the last anchor of its name before it.
  const left: { readonly node: unknown; readonly depth: number }[] = [{ node: document.contents, depth: 0 }];
  for (let entry = left.pop(); entry !== undefined; entry = left.pop()) {
    const { node, depth } = entry;
    if (isAlias(node)) {
      findings.push(...aliasFindings(node, anchors));
      continue;
    }
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) continue;
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isScalar(node)) {
      findings.push(...controlFindings(node));
      continue;
    }
    if (depth >= MOST_LEVELS) {
      findings.push(deep(node.range?.[0] ?? 0));
      break;
    }
    if (isSeq(node)) left.push(...node.items.map((item) => ({ node: item, depth: depth + 1 })).reverse());
    else {
      findings.push(...node.items.flatMap(keyFindings));
      left.push(...node.items.map((pair) => ({ node: pair.value, depth: depth + 1 })).reverse());
    }
  }
  return findings;
}

/** Written as an escape such as "\x1b" it is no mistake of YAML, but it would take hold of the terminal that shows the text. */
function controlFindings({ value, range }: Scalar): Finding[] {
  if (typeof value !== 'string') return [];
  const control = [...value].find((character) => /\p{Cc}/u.test(character) && !'\t\n\r'.includes(character));
  if (control === undefined) return [];
  const code = `U+${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return [{ offset: range?.[0] ?? 0, message: `this text holds the control character ${code}`, remedy: 'remove it' }];
}

function keyFindings({ key, value }: Pair): Finding[] {
  if (!isScalar(key)) {
    const offset = (key as Node | null)?.range?.[0] ?? (value as Node | null)?.range?.[0] ?? 0;
    return [{ offset, message: 'a key must be a name, not a map, a list or an alias', remedy: 'write a name before the colon' }];
  }
  const offset = key.range?.[0] ?? 0;
  const control = controlFindings(key);
  if (control.length > 0) return control;
  if (key.value === '__proto__') return [{ offset, message: 'nothing may be called "__proto__"', remedy: 'choose another name' }];
  if (key.value === '<<')
    return [{ offset, message: 'maps cannot be merged with "<<"', remedy: 'write the keys out, or use an alias for a whole value' }];
  return [];
}

function aliasFindings(alias: Alias, anchors: ReadonlyMap<string, Node>): Finding[] {
  const [from, , to] = alias.range ?? [0, 0, 0];
  const target = anchors.get(alias.source);
  if (target === undefined)
    return [
      {
        offset: from,
        message: `there is no anchor "&${alias.source}" before this alias${didYouMean(alias.source, anchors.keys())}`,
        remedy: 'put an anchor before the value that is meant, or write the value out',
      },
    ];
  const [begins, , ends] = target.range ?? [0, 0, 0];
  if (begins > from || to > ends) return [];
  return [{ offset: from, message: `"*${alias.source}" stands within what it stands for`, remedy: 'write out what is meant here' }];
}

function deep(offset: number): Finding {
  return { offset, message: `more than ${MOST_LEVELS} levels lie within one another here`, remedy: 'nest less deeply' };
}

/** Where brackets first nest too deeply, in a text too deep to be parsed at all; where the parser gave up, if they do not. */
export function tooDeep(text: string, gaveUpAt: number): Finding {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '[' || text[i] === '{') depth++;
    else if (text[i] === ']' || text[i] === '}') depth--;
    if (depth > MOST_LEVELS) return deep(i);
  }
  return deep(gaveUpAt);
}
