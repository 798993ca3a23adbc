/**
 * What kinds of file there are. Who hands over another than is wanted is told so in one sentence, and not that all of its keys are
 * unknown. Comes in: a document and the kind that is wanted. Goes out: its map of keys, or InvalidInput.
 */
import { InvalidInput } from '../base/problem.ts';
import type { YamlDocument } from './document.ts';
import { gateFileSchema } from './gate-schema.ts';
import { knownKeys } from './known-keys.ts';

type Keys = Readonly<Record<string, unknown>>;

interface FileKind {
  readonly name: string;
  readonly isSo: (keys: Keys) => boolean;
  /** What there is to do with it. */
  readonly use: string;
}

const KINDS = {
  scenario: {
    name: 'a scenario',
    isSo: (keys) => 'scenario' in keys && !('baselineVersion' in keys || 'schemaVersion' in keys),
    use: 'play it with "ttc run"',
  },
  sweep: { name: 'a sweep', isSo: (keys) => 'sweep' in keys, use: 'play it with "ttc sweep"' },
  gates: {
    name: 'a gate file',
    isSo: (keys) => 'expect' in keys && hasGateKeysOnly(keys),
    use: 'hold a scenario to it: "ttc check <scenario> --gates <file>"',
  },
  baseline: {
    name: 'a baseline',
    isSo: (keys) => 'baselineVersion' in keys,
    use: 'name its scenario: "ttc check <scenario>" reads the baseline beside it',
  },
  results: {
    name: 'a file of results',
    isSo: (keys) => 'schemaVersion' in keys,
    use: 'name the scenario; "ttc report <folder>" reads the folder that the results are in',
  },
} as const satisfies Readonly<Record<string, FileKind>>;

function hasGateKeysOnly(keys: Keys): boolean {
  const known = knownKeys(gateFileSchema(), []);
  return Object.keys(keys).every((key) => known.includes(key));
}

/** What a file of each kind that people write begins with. */
const BEGINNINGS = {
  scenario: 'begin with "scenario: <name>"; "ttc init" writes an example',
  sweep: 'begin with "sweep: <name>" and "base: <scenario file>"',
  gates: 'begin with "expect:" and a list of what is expected',
} as const;

/** The document's keys. Throws InvalidInput where it has none, or is a file of another kind. */
export function keysOf(document: YamlDocument, wanted: keyof typeof BEGINNINGS): Keys {
  const fail = (message: string, remedy: string): never => {
    throw new InvalidInput([{ path: [], message, remedy, place: document.place([], 'key') }]);
  };
  const { data } = document;
  const { name, isSo } = KINDS[wanted];
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return fail(`${name} is a map of keys`, BEGINNINGS[wanted]);
  const keys = data as Keys;
  const other = isSo(keys) ? undefined : Object.values<FileKind>(KINDS).find((kind) => kind.isSo(keys));
  return other === undefined ? keys : fail(`this is ${other.name}, not ${name}`, other.use);
}
