import { planText } from '../plan.messages.js';
import { isOwnPlace } from '../plan.rules.js';
import type { Place } from '../plan.types.js';
import { bringText } from './bring.messages.js';
import { type BringColumn, REF, REMOVE } from './bring.reading.js';

/** Headings are the region's, which are Italian. */
const t = planText('it');
const b = bringText('it');

/** Where a need or an objective stands: a place of the ambito's own. */
export function placeColumn(places: readonly Place[]): BringColumn {
  return {
    key: 'place',
    heading: t('plan.place'),
    kind: 'choice',
    required: true,
    choices: placeChoices(places.filter(isOwnPlace)),
  };
}

/** Places by their names; those that share one, as a comune and its province do, by name and code. */
export function placeChoices(
  places: readonly { code: string; name: string }[],
): { value: string; label: string }[] {
  const named = Map.groupBy(places, (one) => one.name);
  return places.map(({ code, name }) => ({
    value: code,
    label: (named.get(name)?.length ?? 0) > 1 ? `${name} (${code})` : name,
  }));
}

/** Needs and objectives are known by their codes. */
export const codeColumn: BringColumn = {
  key: 'code',
  heading: t('plan.code'),
  kind: 'text',
  required: true,
  most: 40,
};

/** The objective to which a row belongs, by its code. */
export const objectiveColumn: BringColumn = {
  key: 'objective',
  heading: t('plan.objective'),
  kind: 'text',
  required: true,
  most: 40,
};

/** Where rows have no code of their own: by this they are known again when every word of them has changed. */
export const refColumn: BringColumn = { key: REF, heading: b('plan.bring.ref'), kind: 'text', most: 20 };

/** Where rows may be taken out of the plan by the file. */
export const removeColumn: BringColumn = { key: REMOVE, heading: b('plan.bring.remove'), kind: 'boolean' };

/** The random end of an identifier: short enough for a cell, a word to every spreadsheet. */
export function refOf(id: string): string {
  return `r-${id.slice(-12)}`;
}
