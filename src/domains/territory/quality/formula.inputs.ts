import type { Condition, Formula } from './formula.types.js';

/** Variables and published totals that formulas read: what must be loaded before computing them. */
export type FormulaInputs = { readonly variables: readonly string[]; readonly published: readonly string[] };

/** Walks the formulas once; each name comes once, in order of appearance. */
export function listInputs(formulas: Iterable<Formula>): FormulaInputs {
  const variables = new Set<string>();
  const published = new Set<string>();
  const visit = (formula: Formula): void => {
    switch (formula.kind) {
      case 'number':
        return;
      case 'value':
      case 'sum':
        variables.add(formula.selection.variable);
        return;
      case 'published':
        published.add(formula.code);
        return;
      case 'negative':
      case 'partial':
        visit(formula.of);
        return;
      case 'operation':
        visit(formula.left);
        visit(formula.right);
        return;
      case 'count':
        visitCondition(formula.where ?? []);
        return;
      case 'ranked':
        visit(formula.by);
        return;
      case 'agree':
        for (const road of formula.roads) visit(road);
        return;
    }
  };
  const visitCondition = (condition: Condition): void => {
    for (const { left, right } of condition.flat()) {
      visit(left);
      visit(right);
    }
  };
  for (const formula of formulas) visit(formula);
  return { variables: [...variables], published: [...published] };
}
