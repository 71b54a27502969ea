import { checkObjectives } from './bring.checks.js';
import { objectiveColumn, refColumn, refOf } from './bring.columns.js';
import { type BringColumn, refuse, type Value as SheetValue } from './bring.reading.js';

/** What sheets of other domains are made of as well: columns, and checks that every sheet under an objective has. */
export const sheetParts = { checkObjectives, objectiveColumn, refColumn, refOf, refuse };

export type { BringColumn, SheetValue };
