/** What a schema allows at a path: keys, for guesses at what a misspelt one was meant to be, and what a field is for. */
import { z } from 'zod';
import type { Path } from '../base/problem.ts';

/** Keys that are allowed in the map at a path. */
export function knownKeys(schema: z.ZodType, path: Path): string[] {
  let candidates: z.core.$ZodType[] = [schema];
  for (const key of path) candidates = [...new Set(candidates.flatMap((candidate) => step(candidate, key)))];
  return [...new Set(candidates.flatMap(keysOf))];
}

/** What the schema says of the field at a path. */
export function descriptionAt(schema: z.ZodType, path: Path): string | undefined {
  let candidates: z.core.$ZodType[] = [schema];
  for (const key of path) candidates = [...new Set(candidates.flatMap((candidate) => step(candidate, key)))];
  return candidates.map((candidate) => z.globalRegistry.get(candidate)?.description).find((description) => description !== undefined);
}

type Definition = {
  type: string;
  shape?: Record<string, z.core.$ZodType>;
  innerType?: z.core.$ZodType;
  options?: z.core.$ZodType[];
  keyType?: z.core.$ZodType;
  valueType?: z.core.$ZodType;
  element?: z.core.$ZodType;
  entries?: Record<string, string>;
  getter?: () => z.core.$ZodType;
};

function open(schema: z.core.$ZodType): Definition[] {
  const definition = schema._zod.def as unknown as Definition;
  if (definition.innerType !== undefined) return open(definition.innerType);
  if (definition.getter !== undefined) return open(definition.getter());
  if (definition.options !== undefined) return definition.options.flatMap(open);
  return [definition];
}

function step(schema: z.core.$ZodType, key: string | number): z.core.$ZodType[] {
  return open(schema).flatMap(({ shape, valueType, element }) => {
    const field = shape !== undefined && Object.hasOwn(shape, key) ? shape[key] : undefined;
    const next = field ?? valueType ?? element;
    return next === undefined ? [] : [next];
  });
}

function keysOf(schema: z.core.$ZodType): string[] {
  return open(schema).flatMap(({ shape, keyType }) => [
    ...Object.keys(shape ?? {}),
    ...(keyType === undefined ? [] : open(keyType).flatMap(({ entries }) => Object.keys(entries ?? {}))),
  ]);
}
