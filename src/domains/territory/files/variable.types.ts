export type VariableNature = 'stock' | 'flow' | 'amount';

export interface Variable {
  code: string;
  name: { it: string; en: string };
  unit: string;
  /** A stock is read on 1 January of its period; a flow happens during it. */
  nature: VariableNature;
  /** Balances and changes may be below zero; counts may not. */
  mayBeNegative: boolean;
  /** Series of plans that count the very same thing, in their own words: read where the variable itself is not given. */
  alsoCalled?: readonly { variable: string; category: string }[];
}
