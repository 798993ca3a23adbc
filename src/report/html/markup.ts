/** HTML as text, with everything that is put into it escaped unless it is HTML already. Comes in: parts. Goes out: markup. */

/** Text that is HTML. Only `html` and `raw` make it. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | null | undefined | readonly Part[];

/** A template whose parts are escaped; lists are joined, null and undefined are nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, i) => (i === 0 ? text : show(parts[i - 1]) + text)).join(''));
}

/** Text that the caller vouches for: the page's own script and style. */
export function raw(text: string): Markup {
  return new Markup(text);
}

/** Data for the page's script, which a browser cannot take for markup. */
export function jsonData(value: unknown): Markup {
  const codes = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026', '\u2028': '\\u2028', '\u2029': '\\u2029' } as const;
  return new Markup(JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => codes[character as keyof typeof codes]));
}

function show(part: Part): string {
  if (part === null || part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(show).join('');
  return escaped(String(part));
}

const ESCAPED = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' } as const;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPED[character as keyof typeof ESCAPED]);
}
