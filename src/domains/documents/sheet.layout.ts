import type { Field, List } from './documents.types.js';
import { toPlainText } from './format.js';

/** Letters on a line of a sheet's contents, a little fewer than fit. */
const lineLength = 64;
/** Two thirds of a page: what is taken for shorter than it is must still fit in one. */
const mostLines = 34;

const linesOf = (text: string) => Math.max(1, Math.ceil(text.length / lineLength));

const linesOfItems = (items: List['items']): number =>
  items.reduce((sum, item) => sum + linesOf(toPlainText(item.text)) + linesOfItems(item.children ?? []), 0);

/** Whether a field's row is so short that no page needs to cut it. Tables are rows of their own. */
export function fitsPage({ content }: Pick<Field, 'content'>): boolean {
  const lines = content.reduce((sum, part) => {
    if (part.kind === 'text') return sum + linesOf(toPlainText(part.text));
    if (part.kind === 'list') return sum + linesOfItems(part.items);
    if (part.kind === 'ticks')
      return sum + part.items.reduce((all, item) => all + linesOf(`${item.label} ${item.note ?? ''}`), 0);
    return sum;
  }, 0);
  return lines <= mostLines;
}
