/** `ttc kinds`: every registered kind, with a summary and an example. */
import type { CommandDefinition } from '../command.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { print } from '../terminal.ts';

export interface KindEntry {
  readonly kind: string;
  readonly name: string;
  readonly summary: string;
  readonly example?: unknown;
}

export const kinds: CommandDefinition = {
  name: 'kinds',
  summary: 'list every kind of distribution, dispatch rule, cause, chart and library entry',
  examples: ['ttc kinds', 'ttc kinds --json'],
  declare: (command) => command.option('--json', 'print one JSON document'),
  async act(_args, options) {
    const entries = await allKinds();
    if (options['json'] === true) {
      await print(`${JSON.stringify({ schemaVersion: 1, kinds: entries })}\n`);
      return EXIT.done;
    }
    const groups = new Map<string, KindEntry[]>();
    for (const entry of entries) groups.set(entry.kind, [...(groups.get(entry.kind) ?? []), entry]);
    for (const [kind, members] of groups) {
      const rows = members.map(({ name, summary, example }) => [
        `  ${name}`,
        example === undefined ? summary : `${summary}  e.g. ${JSON.stringify(example)}`,
      ]);
      await print(`${kind}\n${table(rows, ['left', 'left'])}\n\n`);
    }
    return EXIT.done;
  },
};

export async function allKinds(): Promise<KindEntry[]> {
  const { DISTRIBUTIONS } = await import('../../random/distributions/registry.ts');
  const { CAUSE_GROUPS, DISPATCH_RULES } = await import('../../plan/plan.ts');
  const { figureKinds } = await import('../../figures/registry.ts');
  const { libraryFolders, libraryEntries } = await import('../../scenario/library.ts');
  const folder = libraryFolders('scenario.yaml').at(-1);
  return [
    // A fixed value is written as it is: the language has no key for it.
    ...DISTRIBUTIONS.all.map(({ name, summary, example }) => ({
      kind: 'distribution',
      name,
      summary,
      example: name === 'fixed' ? '6 wk' : example,
    })),
    ...DISPATCH_RULES.map((name) => ({ kind: 'dispatch rule', name, summary: RULE_SUMMARIES[name] })),
    ...CAUSE_GROUPS.map((name) => ({ kind: 'cause', name, summary: 'a band of the binding-constraint ribbon' })),
    ...figureKinds.all.map(({ name, summary }) => ({ kind: 'chart', name, summary })),
    ...(folder === undefined ? [] : libraryEntries(folder)).map(({ kind, name, title }) => ({
      kind: `library: ${kind}`,
      name,
      summary: title,
    })),
  ];
}

const RULE_SUMMARIES = {
  fifo: 'first ready, first served',
  priority: 'smallest "priority" first',
  'latest-finish': 'smallest latest finish of the plan first',
  'latest-start': 'smallest latest start of the plan first',
  'most-successors': 'most activities that come after it, directly or not, first',
  'rank-positional-weight': 'greatest sum of own duration and those of the direct successors first',
} as const;
