import type { Variable } from './variable.types.js';

/** A kind of income of the tax returns: how many have it, and how much it is. */
export interface IncomeKind {
  /** Variable of the amount, in euro; how many declare it is `${code}-taxpayers`. */
  code: string;
  /** The ministry's column without " - Frequenza" or " - Ammontare in euro"; its wording changes from year to year. */
  header: RegExp;
  name: { it: string; en: string };
  /** Class of total income, for the columns that divide it; '' elsewhere. */
  category?: string;
}

function kind(code: string, header: RegExp, it: string, en: string): IncomeKind {
  return { code, header, name: { it, en } };
}

function incomeClass(header: RegExp, category: string): IncomeKind {
  return { ...kind('total-income', header, 'Reddito complessivo', 'Total income'), category };
}

/** Kinds of income of the ministry's table by comune. */
export const incomeKinds: readonly IncomeKind[] = [
  kind('income-buildings', /^reddito da fabbricati/, 'Reddito da fabbricati', 'Income from buildings'),
  kind(
    'income-employment',
    /^reddito da lavoro dipendente/,
    'Reddito da lavoro dipendente e assimilati',
    'Income from employment',
  ),
  kind('income-pension', /^reddito da pensione/, 'Reddito da pensione', 'Income from pensions'),
  kind(
    'income-self-employment',
    /^reddito da lavoro autonomo/,
    'Reddito da lavoro autonomo',
    'Income from self-employment',
  ),
  kind(
    'income-business-ordinary',
    /^reddito di spettanza dell'imprenditore in contabilita'? ordinaria/,
    'Reddito d’impresa in contabilità ordinaria',
    'Income from business, ordinary accounts',
  ),
  kind(
    'income-business-simplified',
    /^reddito di spettanza dell'imprenditore in contabilita'? semplificata/,
    'Reddito d’impresa in contabilità semplificata',
    'Income from business, simplified accounts',
  ),
  kind(
    'income-participation',
    /^reddito da partecipazione/,
    'Reddito da partecipazione',
    'Income from partnerships',
  ),
  kind('taxable-income', /^reddito imponibile$/, 'Reddito imponibile', 'Taxable income'),
  kind('net-tax', /^imposta netta/, 'Imposta netta', 'Net tax'),
  kind(
    'income-supplement',
    /^(trattamento|bonus) spettante/,
    'Trattamento integrativo spettante',
    'Income supplement',
  ),
  kind(
    'surtax-base',
    /^reddito imponibile addizionale/,
    'Reddito imponibile addizionale',
    'Base of local surtaxes',
  ),
  kind('regional-surtax', /^addizionale regionale/, 'Addizionale regionale dovuta', 'Regional surtax'),
  kind('municipal-surtax', /^addizionale comunale/, 'Addizionale comunale dovuta', 'Municipal surtax'),
  incomeClass(/^reddito complessivo minore o uguale a zero/, 'fino a 0 €'),
  incomeClass(/^reddito complessivo da 0 a 10000/, 'da 0 a 10.000 €'),
  incomeClass(/^reddito complessivo da 10000 a 15000/, 'da 10.000 a 15.000 €'),
  incomeClass(/^reddito complessivo da 15000 a 26000/, 'da 15.000 a 26.000 €'),
  incomeClass(/^reddito complessivo da 26000 a 55000/, 'da 26.000 a 55.000 €'),
  incomeClass(/^reddito complessivo da 55000 a 75000/, 'da 55.000 a 75.000 €'),
  incomeClass(/^reddito complessivo da 75000 a 120000/, 'da 75.000 a 120.000 €'),
  incomeClass(/^reddito complessivo oltre 120000/, 'oltre 120.000 €'),
];

/** Variable of how many declare a kind of income. */
export function taxpayersOf(code: string): string {
  return `${code}-taxpayers`;
}

const distinct = [...new Map(incomeKinds.map((one) => [one.code, one])).values()];

/** Variables of incomes: flows of the year of income. Amounts of partnerships and businesses may be losses. */
export const incomeVariables: readonly Variable[] = [
  {
    code: 'taxpayers',
    name: { it: 'Contribuenti', en: 'Taxpayers' },
    unit: 'persone',
    nature: 'flow',
    mayBeNegative: false,
  },
  ...distinct.flatMap(({ code, name }): Variable[] => [
    { code, name, unit: 'euro', nature: 'flow', mayBeNegative: true },
    {
      code: taxpayersOf(code),
      name: { it: `${name.it}: contribuenti`, en: `${name.en}: taxpayers` },
      unit: 'persone',
      nature: 'flow',
      mayBeNegative: false,
    },
  ]),
];
