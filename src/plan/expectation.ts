/**
 * What a plan is expected to do, as people write it: `childress/horizon-4/online.p80 <= 2026-12-31`, `P(<milestone> <= <date>) >= 80 %`,
 * `lost_mw_days.labor < 5000`, `no worse than baseline by more than 7 d`. Comes in: one line of text. Goes out: its parts, or what is
 * wrong with it. Whether the names are those of a plan is for others to say.
 */
import { didYouMean } from '../base/nearest.ts';
import { parseQuantity } from '../base/units.ts';

export const RELATIONS = ['<=', '>=', '<', '>'] as const;
export type Relation = (typeof RELATIONS)[number];

/** Amounts of every future that can be asked about, in total or of a cause: MW-days, or days. */
export const AMOUNT_METRICS = ['lost_mw_days', 'driving_days', 'wait_days'] as const;
export type AmountMetric = (typeof AMOUNT_METRICS)[number];

export type Expectation =
  /** A percentile of a milestone, of an amount of compute or of the makespan. `share` from 0 to 1. */
  | { readonly kind: 'percentile'; readonly subject: string; readonly share: number; readonly relation: Relation; readonly limit: string }
  /** The chance that it is reached by a day. */
  | {
      readonly kind: 'chance';
      readonly subject: string;
      readonly by: string;
      readonly relation: Relation;
      readonly share: number;
    }
  /** The mean of an amount. `of`: a cause or a group of causes; null: all. */
  | {
      readonly kind: 'amount';
      readonly metric: AmountMetric;
      readonly of: string | null;
      readonly relation: Relation;
      readonly limit: number;
    }
  /** `what`: null for everything that the baseline holds. `by`: as written, such as `7 d`; null: nothing at all. */
  | { readonly kind: 'baseline'; readonly what: BaselineSubject | null; readonly by: string | null };

export type BaselineSubject =
  | { readonly kind: 'percentile'; readonly subject: string; readonly share: number }
  | { readonly kind: 'amount'; readonly metric: AmountMetric; readonly of: string | null };

export type ParsedExpectation =
  | { readonly ok: true; readonly expectation: Expectation }
  | { readonly ok: false; readonly message: string; readonly remedy: string };

const BASELINE = /^(?:(.+?)\s+)?no\s+worse\s+than\s+(?:the\s+)?(\S+)(?:\s+by\s+(?:more\s+than\s+)?(.+))?$/i;
const CHANCE = /^P\s*\((.*)\)\s*(<=|>=|<|>)\s*(.+)$/;
const RELATION = /^(.*?)\s*(<=|>=|==|=|<|>)\s*(.*)$/;
const EXAMPLES =
  '"hall/online.p80 <= 2026-12-31", "P(hall/online <= 2026-12-31) >= 80 %", "lost_mw_days < 5000" or "no worse than baseline by more than 7 d"';

/** Parse one expectation. */
export function parseExpectation(written: string): ParsedExpectation {
  const text = written.trim();
  if (text === '') return refuse('an expectation is empty', `write one such as ${EXAMPLES}`);
  if (/\bno\s+worse\b/i.test(text)) return parseBaseline(text);
  if (/^P\s*\(/.test(text)) return parseChance(text);
  const [, left, relation, right] = RELATION.exec(text) ?? [];
  if (left === undefined || relation === undefined || right === undefined)
    return refuse(`"${text}" expects nothing: it has no "<=", "<", ">=" or ">"`, `write it like ${EXAMPLES}`);
  if (!isRelation(relation)) return refuse(`"${relation}" cannot be expected of something random`, 'write "<=", "<", ">=" or ">"');
  if (right === '') return refuse(`"${text}" names no limit`, `write one after "${relation}"`);
  const subject = parseSubject(left.trim());
  if (!subject.ok) return subject;
  const { what } = subject;
  if (what.kind === 'percentile') return { ok: true, expectation: { ...what, relation, limit: right } };
  const limit = bareNumber(right);
  if (limit === null)
    return refuse(`"${right}" is not a number`, `write a bare number of ${unitOf(what.metric)}, such as "${left.trim()} ${relation} 5000"`);
  return { ok: true, expectation: { ...what, relation, limit } };
}

/** A number without a unit, such as `5_000`; null for what is none, or has no digits. */
export function bareNumber(text: string): number | null {
  const value = /\d/.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** What the numbers of a metric count. */
export function unitOf(metric: AmountMetric): 'MW-days' | 'days' {
  return metric === 'lost_mw_days' ? 'MW-days' : 'days';
}

function refuse(message: string, remedy: string): { readonly ok: false; readonly message: string; readonly remedy: string } {
  return { ok: false, message, remedy };
}

function isRelation(text: string): text is Relation {
  return (RELATIONS as readonly string[]).includes(text);
}

export type ParsedSubject = { readonly ok: true; readonly what: BaselineSubject } | ReturnType<typeof refuse>;

/** `<milestone>.p80`, `lost_mw_days` or `lost_mw_days.<cause>`. */
export function parseSubject(text: string): ParsedSubject {
  if (text === '') return refuse('nothing is named that is expected', `write it like ${EXAMPLES}`);
  const [, subject, percent] = /^(.*)\.p(\d+(?:\.\d+)?)$/i.exec(text) ?? [];
  if (subject !== undefined && percent !== undefined) {
    const share = Number(percent) / 100;
    if (!(share > 0 && share < 1))
      return refuse(`"p${percent}" is no percentile`, 'write one from p1 to p99: nothing is sure, so there is no p0 and no p100');
    if (subject.trim() === '') return refuse(`"${text}" names no milestone`, 'write a milestone before ".p80"');
    return { ok: true, what: { kind: 'percentile', subject: subject.trim(), share } };
  }
  const dot = text.indexOf('.');
  const name = dot < 0 ? text : text.slice(0, dot);
  const metric = AMOUNT_METRICS.find((known) => known === name);
  if (metric !== undefined) {
    const of = dot < 0 ? null : text.slice(dot + 1).trim();
    if (of === '') return refuse(`"${text}" ends in a point`, `name a cause after it, or write "${name}" for all of it`);
    return { ok: true, what: { kind: 'amount', metric, of } };
  }
  if (text.includes('/') || /^online\b/.test(text) || text === 'makespan')
    return refuse(
      `"${text}" is many dates, one in each future`,
      `say which percentile, such as "${text}.p80", or write "P(${text} <= <date>) >= 80 %"`,
    );
  return refuse(
    `no metric "${text}"${didYouMean(name, AMOUNT_METRICS)}`,
    `use one of ${AMOUNT_METRICS.join(', ')}, or a percentile of a milestone, such as "hall/online.p80"`,
  );
}

function parseChance(text: string): ParsedExpectation {
  const example = '"P(hall/online <= 2026-12-31) >= 80 %"';
  const [, within, relation, asked] = CHANCE.exec(text) ?? [];
  if (within === undefined || relation === undefined || asked === undefined || !isRelation(relation))
    return refuse(`"${text}" is not a chance and what is expected of it`, `write it like ${example}`);
  const parts = within.split('<=').map((part) => part.trim());
  const [subject, by] = parts;
  if (parts.length !== 2 || !subject || !by)
    return refuse(`"${within.trim()}" is nothing that could come true`, `write a milestone, "<=" and a limit, as in ${example}`);
  const share = parseQuantity(asked.trim(), 'share');
  if (Number.isFinite(Number(asked))) return refuse(`"${asked.trim()}" has no unit`, `write a share such as "80 %", as in ${example}`);
  if (!share.ok) return refuse(share.message, `write a share such as "80 %", as in ${example}`);
  if (!(share.value > 0 && share.value < 1))
    return refuse(
      `"${asked.trim()}" can never be shown: no number of futures proves it`,
      'write a share between 0 % and 100 %, such as "99 %"',
    );
  return { ok: true, expectation: { kind: 'chance', subject, by, relation, share: share.value } };
}

function parseBaseline(text: string): ParsedExpectation {
  const example = '"no worse than baseline by more than 7 d" or "hall/online.p80 no worse than baseline by more than 7 d"';
  const [, subject, than, by] = BASELINE.exec(text) ?? [];
  if (than === undefined) return refuse(`"${text}" does not say no worse than what`, `write it like ${example}`);
  if (than.toLowerCase() !== 'baseline')
    return refuse(`"${than}" is nothing to compare with${didYouMean(than, ['baseline'])}`, `write it like ${example}`);
  const what = subject === undefined ? null : parseSubject(subject.trim());
  if (what !== null && !what.ok) return what;
  return { ok: true, expectation: { kind: 'baseline', what: what?.what ?? null, by: by?.trim() ?? null } };
}
