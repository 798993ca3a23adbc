/** Words of a scenario within a page of Markdown. Comes in: any text. Goes out: Markdown that shows that text and does nothing else. */

/** Text that cannot be taken for Markdown: no link, no emphasis, no HTML, no cell or line of its own. */
export function plain(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').replace(/[\\`*_{}[\]<>|#&~]/g, (character) => `\\${character}`);
}

/** Text as code. Its fence is longer than any row of backticks in it (CommonMark 0.31, section 6.1). */
export function code(text: string): string {
  const line = text.replace(/[\r\n]+/g, ' ');
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  // One space on either side is taken off again; it parts backticks at the ends from the fence.
  const room = /^`|`$/.test(line) ? ' ' : '';
  return `${fence}${room}${line}${room}${fence}`;
}
