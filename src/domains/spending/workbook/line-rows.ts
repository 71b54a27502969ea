import { type BringColumn, type OpenSheet, type SheetValue, sheetParts } from '#domains/plan/index.js';
import { foldWords } from '#platform/i18n/word-search.js';
import { addBudgetLines, editBudgetLine } from '../spending.actions.js';
import { listBudgetLines, listFunds, listLineTargets } from '../spending.sql.js';
import type { BudgetLine, BudgetLineFields } from '../spending.types.js';
import { workbookText } from './workbook.messages.js';

const { checkObjectives, objectiveColumn, refColumn, refOf, refuse } = sheetParts;
const t = workbookText('it');

type Values = Record<string, SheetValue>;

/** Budget lines of the plan's workbook: one row each, under their objective; sums in euro. */
export const openLineSheet: OpenSheet = async (ctx, scope) => {
  const { plan } = scope;
  const lines = await listBudgetLines(ctx.tx, plan.id);
  const funds = await listFunds(ctx.tx);
  const targets = await listLineTargets(ctx.tx);
  const [from, to] = [plan.startsOn, plan.endsOn].map((day) => Number(day.slice(0, 4)));
  const amount: BringColumn = {
    key: 'amount',
    heading: t('spending.workbook.amount'),
    kind: 'number',
    isMoney: true,
  };
  const keyOf = (values: Values) =>
    [
      values.objective,
      values.fund,
      values.year ?? '',
      foldWords(String(values.description ?? '')).join(' '),
    ].join('\u001f');
  return {
    name: 'righe',
    title: t('spending.workbook.title'),
    columns: [
      objectiveColumn,
      {
        key: 'fund',
        heading: t('spending.workbook.fund'),
        kind: 'choice',
        required: true,
        choices: choicesOf(funds),
      },
      {
        key: 'year',
        heading: t('spending.workbook.year'),
        kind: 'number',
        isWhole: true,
        within: [from ?? 0, to ?? 0],
      },
      { key: 'description', heading: t('spending.workbook.what'), kind: 'text', most: 1_000 },
      amount,
      { key: 'stated', heading: t('spending.workbook.stated'), kind: 'boolean' },
      {
        key: 'service',
        heading: t('spending.workbook.service'),
        kind: 'choice',
        choices: choicesOf(targets.filter((one) => one.kind === 'service')),
      },
      {
        key: 'comune',
        heading: t('spending.workbook.comune'),
        kind: 'choice',
        choices: choicesOf(targets.filter((one) => one.kind === 'comune')),
      },
      { key: 'note', heading: t('spending.workbook.note'), kind: 'text', most: 2_000 },
      refColumn,
    ],
    present: lines.map((line) => {
      const values = valuesOf(line);
      return { key: keyOf(values), values };
    }),
    keyOf,
    labelOf: (values) => [values.objective, values.fund, values.year].filter(Boolean).join(' · '),
    check: (rows, others) => {
      checkObjectives(rows, scope, others, objectiveColumn);
      const byRef = new Map(lines.map((line) => [refOf(line.id), line]));
      for (const row of rows) {
        const line = row.state === 'changed' ? byRef.get(String(row.former?.values.ref)) : undefined;
        const sum = row.values.amount;
        if (!line || !('amount' in row.values) || cents(sum) === line.allocatedCents) continue;
        // Making the line smaller than what was committed of it would hide that.
        if (line.committedCents > (cents(sum) ?? 0) && (cents(sum) ?? 0) < (line.allocatedCents ?? 0))
          refuse(row, {
            heading: amount.heading,
            code: 'plan.bring.fault.committed',
            values: { cell: String(sum ?? ''), committed: line.committedCents / 100 },
          });
      }
    },
    load: async (rows) => {
      const fresh = rows.filter((row) => row.state === 'new');
      if (fresh.length > 0)
        await addBudgetLines(
          ctx,
          plan.code,
          fresh.map((row) => ({ ...fieldsOf({}, row.values), objective: String(row.values.objective) })),
        );
      const byRef = new Map(lines.map((line) => [refOf(line.id), line]));
      for (const row of rows.filter((one) => one.state === 'changed')) {
        const line = byRef.get(String(row.former?.values.ref));
        if (!line) continue;
        const fields = fieldsOf(valuesOf(line), row.values);
        await editBudgetLine(ctx, plan.code, line.id, line.version, fields);
      }
    },
  };
};

/** Names to choose from; two of the same name are told apart by their codes. */
function choicesOf(all: readonly { code: string; name: string }[]) {
  const key = (name: string) => foldWords(name).join(' ');
  const times = Map.groupBy(all, ({ name }) => key(name));
  return all.map(({ code, name }) => ({
    value: code,
    label: (times.get(key(name))?.length ?? 0) > 1 ? `${name} (${code})` : name,
  }));
}

function cents(euro: SheetValue | undefined): number | null {
  return typeof euro === 'number' ? Math.round(euro * 100) : null;
}

function valuesOf(line: BudgetLine): Values {
  return {
    objective: line.objectiveCode,
    fund: line.fund,
    year: line.year,
    description: line.description,
    amount: line.allocatedCents === null ? null : line.allocatedCents / 100,
    stated: line.stated,
    service: line.service,
    comune: line.comune,
    note: line.note,
    ref: refOf(line.id),
  };
}

function fieldsOf(present: Values, brought: Values): BudgetLineFields {
  const values = { ...present, ...brought };
  const words = (key: string) => (typeof values[key] === 'string' ? (values[key] as string) : null);
  return {
    fund: words('fund') ?? '',
    year: typeof values.year === 'number' ? values.year : null,
    description: words('description'),
    allocatedCents: cents(values.amount),
    stated: values.stated !== false,
    note: words('note'),
    service: words('service'),
    comune: words('comune'),
  };
}
