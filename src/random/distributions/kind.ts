/**
 * What every kind of distribution shares: reading parameters by name, and the checks that follow from the types in its own
 * table. A kind's own `check` then speaks only of what is particular to it.
 */
import { didYouMean } from '../../base/nearest.ts';
import type { Distribution, DistributionKind, Law, Parameters, ParameterType, WeightedValue } from '../distribution.ts';

export interface Refusal {
  readonly message: string;
  readonly remedy: string;
}

/** A kind whose `check` covers names, types, forms and signs first, and whose `make` throws on what `check` refuses. */
export function defineKind(kind: DistributionKind): DistributionKind {
  const check = (parameters: Parameters): Refusal | undefined =>
    checkNames(kind, parameters) ?? checkTypes(kind, parameters) ?? kind.check(parameters);
  return {
    ...kind,
    check,
    make(parameters, makeLaw): Distribution {
      const refusal = check(parameters);
      if (refusal !== undefined) throw new Error(`${kind.name}: ${refusal.message} (${refusal.remedy})`);
      return kind.make(parameters, makeLaw);
    },
  };
}

/** Is the form with exactly these names among those that `parameters` match? */
export function hasForm(parameters: Parameters, form: readonly string[]): boolean {
  return form.length === Object.keys(parameters).length && form.every((name) => Object.hasOwn(parameters, name));
}

/** The number called `name`. Throws when there is none: `check` comes first. */
export function numberOf(parameters: Parameters, name: string): number {
  const value = parameters[name];
  if (typeof value !== 'number') throw new Error(`parameter "${name}" is not a number`);
  return value;
}

/** The observations called `name`. Throws when there are none. */
export function numbersOf(parameters: Parameters, name: string): readonly number[] {
  const value = parameters[name];
  if (!isNumbers(value)) throw new Error(`parameter "${name}" is not a list of numbers`);
  return value;
}

/** The weighted values called `name`. Throws when there are none. */
export function tableOf(parameters: Parameters, name: string): readonly WeightedValue[] {
  const value = parameters[name];
  if (!isTable(value)) throw new Error(`parameter "${name}" is not a list of weighted values`);
  return value;
}

/** The nested law called `name`. Throws when there is none. */
export function lawOf(parameters: Parameters, name: string): Law {
  const value = parameters[name];
  if (!isLaw(value)) throw new Error(`parameter "${name}" is not a law`);
  return value;
}

/** Refuses unless the named numbers rise in the order given; `ties` says whether neighbours may be equal. */
export function checkOrder(
  parameters: Parameters,
  names: readonly string[],
  ties: 'equal-allowed' | 'strictly-rising',
): Refusal | undefined {
  for (let i = 0; i + 1 < names.length; i++) {
    const [left, right] = [names[i]!, names[i + 1]!];
    const [a, b] = [numberOf(parameters, left), numberOf(parameters, right)];
    if (a > b) return { message: `${left} is greater than ${right}`, remedy: `put them in the order ${listed(names)}` };
    if (a === b && ties === 'strictly-rising') {
      return {
        message: `${left} equals ${right}`,
        remedy: `make ${right} greater than ${left}, or write the value alone if it has no spread`,
      };
    }
  }
  return undefined;
}

/** Refuses unless each of the named numbers is above zero. */
export function checkPositive(parameters: Parameters, names: readonly string[]): Refusal | undefined {
  const name = names.find((each) => numberOf(parameters, each) <= 0);
  return name === undefined ? undefined : { message: `${name} is not above zero`, remedy: `give a ${name} greater than zero` };
}

function checkNames(kind: DistributionKind, parameters: Parameters): Refusal | undefined {
  const known = Object.keys(kind.parameters);
  const names = Object.keys(parameters);
  const stranger = names.find((name) => !known.includes(name));
  const forms = `give ${kind.forms.map(listed).join('; or ')}`;
  if (stranger !== undefined) {
    return { message: `${kind.name} has no parameter "${stranger}"${didYouMean(stranger, known)}`, remedy: forms };
  }
  if (!kind.forms.some((form) => hasForm(parameters, form))) {
    const given = names.length === 0 ? 'nothing' : listed(names);
    return { message: `${kind.name} cannot be made from ${given}`, remedy: forms };
  }
  return undefined;
}

function checkTypes(kind: DistributionKind, parameters: Parameters): Refusal | undefined {
  for (const [name, value] of Object.entries(parameters)) {
    const refusal = checkType(name, kind.parameters[name]!.type, value);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function checkType(name: string, type: ParameterType, value: unknown): Refusal | undefined {
  switch (type) {
    case 'value':
    case 'number':
      return isFiniteNumber(value) ? undefined : { message: `${name} is not a finite number`, remedy: `give a finite ${name}` };
    case 'spread':
      if (isFiniteNumber(value) && value >= 0) return undefined;
      return { message: `${name} is negative or not a finite number`, remedy: `give a finite ${name} of zero or more` };
    case 'share':
      if (isFiniteNumber(value) && value >= 0 && value <= 1) return undefined;
      return { message: `${name} is not between 0 % and 100 %`, remedy: `give ${name} as a share, such as "20 %"` };
    case 'values':
      if (isNumbers(value) && value.length > 0 && value.every(isFiniteNumber)) return undefined;
      return { message: `${name} is empty or holds something that is not a finite number`, remedy: `list at least one value in ${name}` };
    case 'table':
      return checkTable(name, value);
    case 'law':
      return isLaw(value) ? undefined : { message: `${name} is not a distribution`, remedy: `give ${name} as {<kind>: {<parameters>}}` };
  }
}

function checkTable(name: string, value: unknown): Refusal | undefined {
  if (!isTable(value) || value.length === 0) {
    return { message: `${name} is empty or is not a list`, remedy: `list at least one {value, weight} in ${name}` };
  }
  if (!value.every((row) => isFiniteNumber(row.value))) {
    return { message: `${name} holds a value that is not a finite number`, remedy: 'give each row a finite value' };
  }
  if (!value.every((row) => isFiniteNumber(row.weight) && row.weight > 0)) {
    return {
      message: `${name} holds a weight that is not above zero`,
      remedy: 'give each row a weight greater than zero, or leave the row out',
    };
  }
  return undefined;
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'number');
}

function isTable(value: unknown): value is readonly WeightedValue[] {
  return Array.isArray(value) && value.every((row) => isRecord(row) && typeof row.value === 'number' && typeof row.weight === 'number');
}

function isLaw(value: unknown): value is Law {
  return isRecord(value) && typeof value.kind === 'string' && isRecord(value.parameters);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
