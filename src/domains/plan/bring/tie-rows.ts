import { writeAudit } from '#platform/audit/audit.sql.js';
import { listLinkTargets } from '../link.sql.js';
import type { LinkBasis } from '../need.types.js';
import { requireOpen } from '../plan.actions.js';
import { planText } from '../plan.messages.js';
import { checkObjectives, freshCodes } from './bring.checks.js';
import { objectiveColumn } from './bring.columns.js';
import { bringText } from './bring.messages.js';
import { type BringColumn, refuse, type Value } from './bring.reading.js';
import { listObjectivePlaces, writeTies } from './bring.sql.js';
import type { OpenSheet } from './bring-sheet.types.js';

const t = planText('it');
const b = bringText('it');

/** Which needs each objective answers: one row a tie. */
export const openTies: OpenSheet = async (ctx, scope) => {
  const { plan } = scope;
  const needs = await scope.needs();
  const codes = new Set(needs.map((one) => one.code));
  const need: BringColumn = {
    key: 'need',
    heading: b('plan.bring.need'),
    kind: 'text',
    required: true,
    most: 40,
  };
  const keyOf = (values: Record<string, Value>) => `${values.objective}\u001f${values.need}`;
  return {
    name: 'legami',
    title: b('plan.bring.ties'),
    columns: [
      objectiveColumn,
      need,
      {
        key: 'basis',
        heading: b('plan.bring.basis'),
        kind: 'choice',
        choices: [
          { value: 'stated', label: t('plan.link.stated') },
          { value: 'theme', label: t('plan.link.by-theme') },
        ],
      },
      { key: 'reason', heading: b('plan.bring.reason'), kind: 'text', most: 1_000 },
    ],
    present: needs.flatMap((one) =>
      one.objectives.map((tie) => {
        const values = { objective: tie.code, need: one.code, basis: tie.basis, reason: tie.reason };
        return { key: keyOf(values), values };
      }),
    ),
    keyOf,
    labelOf: (values) => [values.objective, values.need].filter(Boolean).join(' · '),
    check: (rows, others) => {
      checkObjectives(rows, scope, others, objectiveColumn);
      const fresh = freshCodes(others, 'bisogni');
      for (const row of rows) {
        const code = row.values.need;
        if (typeof code === 'string' && !codes.has(code) && !fresh.has(code))
          refuse(row, { heading: need.heading, code: 'plan.bring.fault.need', values: { cell: code } });
      }
    },
    load: async (rows) => {
      requireOpen(plan);
      const written = rows.filter((row) => row.state === 'new' || row.state === 'changed');
      if (written.length === 0) return;
      const idOf = async (list: Promise<readonly { code: string; id: string }[]>) =>
        new Map((await list).map((one) => [one.code, one.id]));
      const objectiveIds = await idOf(listObjectivePlaces(ctx.tx, plan.id));
      const needIds = await idOf(listLinkTargets(ctx.tx, 'need', plan.id));
      await writeTies(
        ctx.tx,
        written.flatMap((row) => {
          const values: Record<string, Value | undefined> = { ...row.former?.values, ...row.values };
          const objectiveId = objectiveIds.get(String(values.objective));
          const needId = needIds.get(String(values.need));
          if (objectiveId === undefined || needId === undefined) return [];
          const basis = (values.basis ?? 'stated') as LinkBasis;
          return [{ objectiveId, needId, basis, reason: (values.reason ?? null) as string | null }];
        }),
      );
      for (const [code, own] of Map.groupBy(written, (row) => String(row.values.objective)))
        await writeAudit(ctx, 'objective.link-need', 'objective', objectiveIds.get(code) ?? '', {
          plan: plan.code,
          code,
          added: own.map((row) => String(row.values.need)).join(' '),
        });
    },
  };
};
