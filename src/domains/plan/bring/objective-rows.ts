import type { Guideline, SheetField } from '../guideline.types.js';
import { createObjectives, rewriteObjective } from '../objective.actions.js';
import { emptyObjective } from '../objective.form.js';
import { listObjectiveCodes } from '../objective.sql.js';
import { type ObjectiveFields, RANKS } from '../objective.types.js';
import { planText } from '../plan.messages.js';
import { isCircular } from '../plan.rules.js';
import { answerOf, fieldsOf, isAnsweredElsewhere, withAnswer } from '../sheet-field.rules.js';
import { checkPlaces, checkTaken } from './bring.checks.js';
import { codeColumn, placeColumn } from './bring.columns.js';
import { bringText } from './bring.messages.js';
import { type BringColumn, type ExaminedRow, refuse, type Value, writeRows } from './bring.reading.js';
import type { OpenSheet } from './bring-sheet.types.js';

const t = planText('it');
const b = bringText('it');

const BLANK: ObjectiveFields = {
  ...emptyObjective,
  title: '',
  level: 'ambito',
  place: '',
  rank: 'specific',
};

/** Objective sheets: one row each, with the guideline's fields in its order. */
export const openObjectives: OpenSheet = async (ctx, scope) => {
  const { plan } = scope;
  const guideline = await scope.guideline();
  const objectives = await scope.objectives();
  const taken = new Set((await listObjectiveCodes(ctx.tx, plan.id)).map((one) => one.code));
  const fields = guideline.objectiveSheet.fields.filter(
    (field) => !isAnsweredElsewhere(field) && field.kind !== 'keyPoints',
  );
  const place = placeColumn(await scope.places());
  return {
    name: 'obiettivi',
    title: t('plan.objectives.title'),
    columns: [
      codeColumn,
      {
        key: 'rank',
        heading: t('plan.rank'),
        kind: 'choice',
        required: true,
        choices: RANKS.map((value) => ({ value, label: t(`plan.rank.${value}`) })),
      },
      place,
      { key: 'parent', heading: b('plan.bring.parent'), kind: 'text', most: 40 },
      ...fields.map((field) => fieldColumn(guideline, field)),
      { key: 'source', heading: b('plan.bring.source'), kind: 'text', most: 200 },
      { key: 'note', heading: b('plan.bring.note'), kind: 'text', most: 4_000 },
    ],
    present: objectives.map((one) => ({
      key: one.code,
      values: {
        code: one.code,
        rank: one.rank,
        place: one.placeCode,
        parent: one.parent?.code ?? null,
        source: one.source,
        note: one.note,
        ...Object.fromEntries(fields.map((field) => [field.key, (answerOf(one, field) ?? null) as Value])),
      },
    })),
    keyOf: (values) => String(values.code ?? ''),
    labelOf: (values) => String(values.code ?? ''),
    check: (rows) => {
      checkTaken(rows, taken, codeColumn);
      checkPlaces(rows, scope, place);
      checkParents(
        rows,
        objectives.map((one) => [one.code, one.parent?.code ?? null]),
      );
    },
    load: (rows) =>
      writeRows(rows, objectives, {
        create: (fresh) =>
          createObjectives(
            ctx,
            plan,
            fresh.map((row) => ({
              ...merge(BLANK, fields, row),
              code: row.code,
              indicators: [],
              actions: [],
            })),
          ),
        rewrite: (objective, row) =>
          rewriteObjective(ctx, plan, objective, merge(fieldsOf(objective), fields, row), objective.version),
      }),
  };
};

function checkParents(rows: ExaminedRow[], present: readonly (readonly [string, string | null])[]): void {
  const parents = new Map(present);
  for (const row of rows)
    if (row.code !== '' && 'parent' in row.values) parents.set(row.code, row.values.parent as string | null);
    else if (row.code !== '' && !parents.has(row.code)) parents.set(row.code, null);
  const tree = [...parents].map(([id, parentId]) => ({ id, parentId }));
  for (const row of rows) {
    const parent = parents.get(row.code) ?? null;
    if (parent === null) continue;
    const code = !parents.has(parent)
      ? 'plan.bring.fault.parent'
      : isCircular(tree, row.code, parent)
        ? 'plan.bring.fault.circular'
        : null;
    if (code !== null) refuse(row, { heading: b('plan.bring.parent'), code, values: { cell: parent } });
  }
}

function fieldColumn(guideline: Guideline, field: SheetField): BringColumn {
  const heading = field.label.it;
  const base = { key: field.key, heading };
  switch (field.kind) {
    case 'list':
    case 'measurementTools':
      return { ...base, kind: 'list', most: 1_000 };
    case 'boolean':
      return { ...base, kind: 'boolean' };
    case 'percent':
      return { ...base, kind: 'number' };
    case 'euro':
      return { ...base, kind: 'number', isMoney: true };
    case 'policyAreas':
      return {
        ...base,
        kind: 'letters',
        choices: guideline.policyAreas.map((area) => ({ value: area.code, label: area.name.it })),
      };
    case 'choice':
      return {
        ...base,
        kind: 'choice',
        required: true,
        choices: (field.options ?? []).map((one) => ({ value: one.value, label: one.label.it })),
      };
    default:
      return {
        ...base,
        kind: 'text',
        most: field.key === 'title' ? 400 : field.kind === 'longText' ? 10_000 : 1_000,
        ...(field.key === 'title' ? { required: true, least: 3 } : {}),
      };
  }
}

function merge(base: ObjectiveFields, fields: readonly SheetField[], row: ExaminedRow): ObjectiveFields {
  let merged = base;
  for (const field of fields)
    if (field.key in row.values) merged = withAnswer(merged, field, row.values[field.key]);
  for (const key of ['rank', 'place', 'parent', 'source', 'note'] as const)
    if (key in row.values) merged = { ...merged, [key]: row.values[key] };
  return merged;
}
