/** One answer of the first screen: a question and few words. */
import { html, type Markup } from './markup.ts';

export function card(question: string, content: Markup): Markup {
  return html`<section class="answer"><h2>${question}</h2>${content}</section>`;
}
