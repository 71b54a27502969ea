import type { Ctx } from '#platform/http/context.js';
import {
  ACTION_STATES,
  type ActionFields,
  INDICATOR_KINDS,
  type IndicatorFields,
} from '../objective.types.js';
import { addAction, addIndicator, rewriteAction, rewriteIndicator } from '../objective-parts.actions.js';
import { listObjectiveSheets } from '../objective-sheet.sql.js';
import { fold } from '../objective-tree.rules.js';
import { planText } from '../plan.messages.js';
import type { Plan } from '../plan.types.js';
import { checkObjectives } from './bring.checks.js';
import { objectiveColumn, refColumn, refOf } from './bring.columns.js';
import { type BringColumn, type ExaminedRow, refuse, type Value } from './bring.reading.js';
import type { OpenSheet } from './bring-sheet.types.js';

const t = planText('it');
const title = (heading: string): BringColumn => ({
  key: 'title',
  heading,
  kind: 'text',
  required: true,
  most: 1_000,
  least: 3,
});
const text = (key: string, heading: string, most: number): BringColumn => ({
  key,
  heading,
  kind: 'text',
  most,
});
const number = (key: string, heading: string): BringColumn => ({ key, heading, kind: 'number' });
const labelOf = (values: Record<string, Value>) =>
  [values.objective, values.title].filter(Boolean).join(' · ');

/** Indicators: one row each, under their objective. */
export const openIndicators: OpenSheet = async (ctx, scope) => {
  const objectives = await scope.objectives();
  const keyOf = (values: Record<string, Value>) =>
    [values.objective, values.kind, fold(String(values.title ?? ''))].join('\u001f');
  return {
    name: 'indicatori',
    title: t('plan.indicators'),
    columns: [
      objectiveColumn,
      {
        key: 'kind',
        heading: t('plan.indicator.kind'),
        kind: 'choice',
        required: true,
        choices: INDICATOR_KINDS.map((value) => ({ value, label: t(`plan.indicator.kind.${value}`) })),
      },
      title(t('plan.indicator.what')),
      text('unit', t('plan.indicator.unit'), 100),
      number('baseline', t('plan.indicator.baseline')),
      number('target', t('plan.indicator.target')),
      text('targetAsStated', t('plan.indicator.stated'), 400),
      text('frequency', t('plan.indicator.frequency'), 200),
      text('measuredBy', t('plan.indicator.measured-by'), 400),
      refColumn,
    ],
    present: objectives.flatMap((one) =>
      one.indicators.map(({ id, version: _, ...fields }) => {
        const values = { ...fields, objective: one.code, ref: refOf(id) };
        return { key: keyOf(values), values };
      }),
    ),
    keyOf,
    labelOf,
    check: (rows, others) => checkObjectives(rows, scope, others, objectiveColumn),
    load: async (rows) => {
      const blank: IndicatorFields = {
        kind: 'output',
        title: '',
        unit: null,
        baseline: null,
        target: null,
        targetAsStated: null,
        frequency: null,
        measuredBy: null,
      };
      await eachOf(ctx, scope.plan, rows, async (objective, row) => {
        const { objective: _, ref, ...values } = row.values;
        const known = objective.indicators.find((one) => refOf(one.id) === row.former?.values.ref);
        if (!known) {
          const fields = { ...blank, ...(values as Partial<IndicatorFields>) };
          await addIndicator(ctx, scope.plan, objective, fields);
          return;
        }
        const { id, version, ...present } = known;
        const fields = { ...present, ...(values as Partial<IndicatorFields>) };
        await rewriteIndicator(ctx, scope.plan, objective, id, fields, version);
      });
    },
  };
};

/** Actions: one row each, under their objective. */
export const openActions: OpenSheet = async (ctx, scope) => {
  const { plan } = scope;
  const objectives = await scope.objectives();
  const keyOf = (values: Record<string, Value>) =>
    [values.objective, fold(String(values.title ?? ''))].join('\u001f');
  const within = [plan.startsOn, plan.endsOn] as const;
  const ends: BringColumn = { key: 'endsOn', heading: t('plan.action.ends-on'), kind: 'day', within };
  const reason = text('stateReason', t('plan.action.reason'), 1_000);
  return {
    name: 'azioni',
    title: t('plan.actions'),
    columns: [
      objectiveColumn,
      title(t('plan.action.what')),
      { key: 'startsOn', heading: t('plan.action.starts-on'), kind: 'day', within },
      ends,
      text('owner', t('plan.action.owner'), 200),
      {
        key: 'state',
        heading: t('plan.state'),
        kind: 'choice',
        choices: ACTION_STATES.map((value) => ({ value, label: t(`plan.action.state.${value}`) })),
      },
      reason,
      refColumn,
    ],
    present: objectives.flatMap((one) =>
      one.actions.map(({ id, title: own, startsOn, endsOn, owner, state, stateReason }) => {
        const fields = { title: own, startsOn, endsOn, owner, state, stateReason };
        const values = { ...fields, objective: one.code, ref: refOf(id) };
        return { key: keyOf(values), values };
      }),
    ),
    keyOf,
    labelOf,
    check: (rows, others) => {
      checkObjectives(rows, scope, others, objectiveColumn);
      for (const row of rows) {
        if (row.state === 'equal' || row.state === 'refused') continue;
        const { startsOn, endsOn, state, stateReason }: Record<string, Value | undefined> = {
          ...row.former?.values,
          ...row.values,
        };
        if (startsOn && endsOn && endsOn < startsOn)
          refuse(row, { heading: ends.heading, code: 'plan.bring.fault.ends-before', values: {} });
        if ((state === 'suspended' || state === 'notDone') && !stateReason)
          refuse(row, { heading: reason.heading, code: 'plan.bring.fault.reason', values: {} });
      }
    },
    load: (rows) =>
      eachOf(ctx, plan, rows, async (objective, row) => {
        const { objective: _, ref, ...values } = row.values;
        const known = objective.actions.find((one) => refOf(one.id) === row.former?.values.ref);
        const blank: ActionFields = {
          title: '',
          startsOn: null,
          endsOn: null,
          owner: null,
          state: 'planned',
          stateReason: null,
        };
        // An empty cell of a state says nothing; an action always has one.
        const given = values.state === null ? { ...values, state: known?.state ?? 'planned' } : values;
        if (!known) {
          await addAction(ctx, plan, objective, { ...blank, ...(given as Partial<ActionFields>) });
          return;
        }
        const { id, version, ...present } = known;
        const fields = { ...present, ...(given as Partial<ActionFields>) };
        await rewriteAction(ctx, plan, objective, id, fields, version);
      }),
  };
};

type Sheet = Awaited<ReturnType<typeof listObjectiveSheets>>[number];

/** Writes the rows that say something new, each on its objective as it is by now. */
async function eachOf(
  ctx: Ctx,
  plan: Plan,
  rows: readonly ExaminedRow[],
  write: (objective: Sheet, row: ExaminedRow) => Promise<void>,
): Promise<void> {
  const written = rows.filter((row) => row.state === 'new' || row.state === 'changed');
  if (written.length === 0) return;
  const known = new Map((await listObjectiveSheets(ctx.tx, plan.id)).map((one) => [one.code, one]));
  for (const row of written) {
    const objective = known.get(String(row.values.objective ?? row.former?.values.objective));
    if (objective) await write(objective, row);
  }
}
