import type { Variable } from './variable.types.js';

function count(
  code: string,
  it: string,
  en: string,
  unit: string,
  nature: Variable['nature'],
  alsoCalled: Variable['alsoCalled'] = [],
): Variable {
  return { code, name: { it, en }, unit, nature, mayBeNegative: false, alsoCalled };
}

/** What services give and cost: figures of the bodies themselves, brought by their own tables. */
export const serviceVariables: readonly Variable[] = [
  count(
    'household-population',
    'Residenti in famiglia al 1° gennaio',
    'Residents in households on 1 January',
    'persone',
    'stock',
  ),
  count('social-spending', 'Spesa sociale dei comuni', 'Social spending of comuni', 'euro', 'amount'),
  count(
    'home-care-users-65',
    'Utenti del SAD di 65 anni e oltre',
    'Home-care users aged 65 and over',
    'persone',
    'flow',
    [{ variable: 'utenti SAD over 65', category: 'totale' }],
  ),
  count('nursery-places', 'Posti nei servizi per la prima infanzia', 'Nursery places', 'posti', 'stock'),
  count(
    'social-workers-fte',
    'Assistenti sociali (equivalenti a tempo pieno)',
    'Social workers (full-time equivalents)',
    'unità',
    'stock',
  ),
  count('funds-allocated', 'Fondi stanziati', 'Allocated funds', 'euro', 'amount'),
  count('funds-committed', 'Fondi impegnati', 'Committed funds', 'euro', 'amount'),
  count('funds-paid', 'Fondi liquidati', 'Paid funds', 'euro', 'amount'),
];
