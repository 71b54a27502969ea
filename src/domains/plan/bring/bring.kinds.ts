import { createHash } from 'node:crypto';
import type { Ctx } from '#platform/http/context.js';
import { getGuideline } from '../guideline.sql.js';
import type { Guideline, SheetField } from '../guideline.types.js';
import { createNeeds, rewriteNeed } from '../need.actions.js';
import { listNeedCodes, listNeedSheets } from '../need.sql.js';
import { type NeedFields, PRIORITIES } from '../need.types.js';
import { createObjectives, rewriteObjective } from '../objective.actions.js';
import { emptyObjective } from '../objective.form.js';
import { listObjectiveCodes, listObjectiveSheets } from '../objective.sql.js';
import { type Objective, type ObjectiveFields, RANKS } from '../objective.types.js';
import { readPlaces } from '../plan.actions.js';
import { planText } from '../plan.messages.js';
import { isCircular, isOwnPlace } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { priorityName } from '../plan-words.js';
import { answerOf, isAnsweredElsewhere, withAnswer } from '../sheet-field.rules.js';
import { bringText } from './bring.messages.js';
import type { BringColumn, ExaminedRow, Value } from './bring.reading.js';

/** What is there now, and what may be done with a table of it. */
export interface BringKind {
  columns: BringColumn[];
  /** Values by code, in the plan's order. */
  present: Map<string, Record<string, Value>>;
  /** Codes that were ever used in the plan. */
  taken: Set<string>;
  /** Changes with everything that a row could overwrite. */
  stamp: string;
  /** What only the rows together tell: a parent that is nowhere, a circle. */
  checkTogether: (rows: ExaminedRow[]) => void;
  load: (rows: readonly ExaminedRow[]) => Promise<void>;
}

export type BringName = 'bisogni' | 'obiettivi';

export async function openKind(ctx: Ctx, plan: Plan, name: BringName): Promise<BringKind> {
  return name === 'bisogni' ? openNeeds(ctx, plan) : openObjectives(ctx, plan);
}

/** Headings are the region's, which are Italian. */
const t = planText('it');
const b = bringText('it');

async function placeColumn(ctx: Ctx): Promise<BringColumn> {
  const places = [...(await readPlaces(ctx)).values()].filter(isOwnPlace);
  return {
    key: 'place',
    heading: t('plan.place'),
    kind: 'choice',
    required: true,
    choices: places.map(({ code, name }) => ({ value: code, label: name })),
  };
}

function stampOf(versions: readonly (readonly [string, number])[]): string {
  const hash = createHash('sha256');
  for (const [code, version] of versions) hash.update(`${code} ${version}\n`);
  return hash.digest('base64url').slice(0, 22);
}

async function openNeeds(ctx: Ctx, plan: Plan): Promise<BringKind> {
  const needs = await listNeedSheets(ctx.tx, plan.id);
  const texts = (key: keyof NeedFields, heading: string, most: number): BringColumn => ({
    key,
    heading,
    kind: 'text',
    most,
  });
  return {
    columns: [
      { key: 'code', heading: t('plan.code'), kind: 'text', required: true, most: 40 },
      { ...texts('theme', t('plan.theme'), 120), required: true },
      { ...texts('description', b('plan.bring.need'), 2_000), required: true },
      await placeColumn(ctx),
      texts('target', b('plan.bring.target'), 500),
      {
        key: 'priority',
        heading: b('plan.bring.priority'),
        kind: 'choice',
        choices: PRIORITIES.map((value) => ({ value, label: priorityName('it', value) })),
      },
      texts('raisedBy', b('plan.bring.raised-by'), 200),
      texts('source', b('plan.bring.source'), 200),
      texts('note', b('plan.bring.note'), 4_000),
    ],
    present: new Map(needs.map((need) => [need.code, { ...needFields(need), code: need.code }])),
    taken: await listNeedCodes(ctx.tx, plan.id),
    stamp: stampOf(needs.map((need) => [need.code, need.version])),
    checkTogether: () => {},
    load: async (rows) => {
      const known = new Map(needs.map((need) => [need.code, need]));
      const blank: NeedFields = {
        theme: '',
        description: '',
        place: '',
        target: null,
        priority: null,
        raisedBy: null,
        source: null,
        note: null,
      };
      const fresh = rows.filter((row) => row.state === 'new');
      if (fresh.length > 0)
        await createNeeds(
          ctx,
          plan,
          fresh.map((row) => ({
            ...blank,
            ...(row.values as Partial<NeedFields>),
            code: row.code,
            evidence: [],
          })),
        );
      for (const row of rows.filter((one) => one.state === 'changed')) {
        const need = known.get(row.code);
        if (!need) continue;
        const { code: _, ...values } = row.values;
        await rewriteNeed(
          ctx,
          plan,
          need,
          { ...needFields(need), ...(values as Partial<NeedFields>) },
          need.version,
        );
      }
    },
  };
}

function needFields(
  need: (NeedFields & { placeCode?: string }) | (Omit<NeedFields, 'place'> & { placeCode: string }),
) {
  const { theme, description, target, priority, raisedBy, source, note } = need;
  return {
    theme,
    description,
    place: ('placeCode' in need ? need.placeCode : undefined) ?? '',
    target,
    priority,
    raisedBy,
    source,
    note,
  };
}

async function openObjectives(ctx: Ctx, plan: Plan): Promise<BringKind> {
  const guideline = await getGuideline(ctx.tx, plan.guidelineCode);
  const objectives = await listObjectiveSheets(ctx.tx, plan.id);
  const codes = await listObjectiveCodes(ctx.tx, plan.id);
  const fields = guideline.objectiveSheet.fields.filter(
    (field) => !isAnsweredElsewhere(field) && field.kind !== 'keyPoints',
  );
  return {
    columns: [
      { key: 'code', heading: t('plan.code'), kind: 'text', required: true, most: 40 },
      {
        key: 'rank',
        heading: t('plan.rank'),
        kind: 'choice',
        required: true,
        choices: RANKS.map((value) => ({ value, label: t(`plan.rank.${value}`) })),
      },
      await placeColumn(ctx),
      { key: 'parent', heading: b('plan.bring.parent'), kind: 'text', most: 40 },
      ...fields.map((field) => fieldColumn(guideline, field)),
      { key: 'source', heading: b('plan.bring.source'), kind: 'text', most: 200 },
      { key: 'note', heading: b('plan.bring.note'), kind: 'text', most: 4_000 },
    ],
    present: new Map(
      objectives.map((one) => [
        one.code,
        {
          code: one.code,
          rank: one.rank,
          place: one.placeCode,
          parent: one.parent?.code ?? null,
          source: one.source,
          note: one.note,
          ...Object.fromEntries(fields.map((field) => [field.key, (answerOf(one, field) ?? null) as Value])),
        },
      ]),
    ),
    taken: new Set(codes.map((one) => one.code)),
    stamp: stampOf(objectives.map((one) => [one.code, one.version])),
    checkTogether: (rows) => {
      const parents = new Map(objectives.map((one) => [one.code, one.parent?.code ?? null]));
      for (const row of rows)
        if (row.code !== '' && 'parent' in row.values)
          parents.set(row.code, row.values.parent as string | null);
      const tree = [...parents].map(([id, parentId]) => ({ id, parentId }));
      for (const row of rows) {
        const parent = parents.get(row.code) ?? null;
        if (parent === null) continue;
        const code = !parents.has(parent)
          ? 'plan.bring.fault.parent'
          : isCircular(tree, row.code, parent)
            ? 'plan.bring.fault.circular'
            : null;
        if (code === null) continue;
        row.state = 'refused';
        row.faults.push({ heading: b('plan.bring.parent'), code, values: { cell: parent } });
      }
    },
    load: async (rows) => {
      const known = new Map(objectives.map((one) => [one.code, one]));
      const blank: ObjectiveFields = {
        ...emptyObjective,
        title: '',
        level: 'ambito',
        place: '',
        rank: 'specific',
      };
      const fresh = rows.filter((row) => row.state === 'new');
      if (fresh.length > 0)
        await createObjectives(
          ctx,
          plan,
          fresh.map((row) => ({ ...merge(blank, fields, row), code: row.code, indicators: [], actions: [] })),
        );
      for (const row of rows.filter((one) => one.state === 'changed')) {
        const objective = known.get(row.code);
        if (objective)
          await rewriteObjective(
            ctx,
            plan,
            objective,
            merge(toFields(objective), fields, row),
            objective.version,
          );
      }
    },
  };
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
        ...(field.key === 'title' ? { required: true } : {}),
      };
  }
}

function toFields(objective: Objective): ObjectiveFields {
  return { ...objective, place: objective.placeCode, parent: objective.parent?.code ?? null };
}

function merge(base: ObjectiveFields, fields: readonly SheetField[], row: ExaminedRow): ObjectiveFields {
  let merged = base;
  for (const field of fields)
    if (field.key in row.values) merged = withAnswer(merged, field, row.values[field.key]);
  for (const key of ['rank', 'place', 'parent', 'source', 'note'] as const)
    if (key in row.values) merged = { ...merged, [key]: row.values[key] };
  return merged;
}
