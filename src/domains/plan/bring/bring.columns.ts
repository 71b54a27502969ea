import type { Ctx } from '#platform/http/context.js';
import { readPlaces } from '../plan.actions.js';
import { planText } from '../plan.messages.js';
import { isOwnPlace } from '../plan.rules.js';
import { bringText } from './bring.messages.js';
import { type BringColumn, REF } from './bring.reading.js';

/** Headings are the region's, which are Italian. */
const t = planText('it');
const b = bringText('it');

export async function placeColumn(ctx: Ctx): Promise<BringColumn> {
  const places = [...(await readPlaces(ctx)).values()].filter(isOwnPlace);
  return {
    key: 'place',
    heading: t('plan.place'),
    kind: 'choice',
    required: true,
    choices: places.map(({ code, name }) => ({ value: code, label: name })),
  };
}

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

/** The random end of an identifier: short enough for a cell, a word to every spreadsheet. */
export function refOf(id: string): string {
  return `r-${id.slice(-12)}`;
}
