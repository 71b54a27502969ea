import { writeAudit } from '#platform/audit/audit.sql.js';
import { Conflict } from '#platform/errors.js';
import { linkedOf } from '../link.actions.js';
import { deleteLinks, insertLinks, type LinkTarget, listLinkTargets, updateLinks } from '../link.sql.js';
import type { LinkBasis } from '../need.types.js';
import { touchObjective } from '../objective.sql.js';
import { type LinkKind, PARTNER_ROLES, type PartnerRole } from '../objective.types.js';
import { listObjectiveSheets } from '../objective-sheet.sql.js';
import { requireOpen } from '../plan.actions.js';
import { planText } from '../plan.messages.js';
import { checkObjectives, freshCodes } from './bring.checks.js';
import { objectiveColumn, removeColumn } from './bring.columns.js';
import { bringText } from './bring.messages.js';
import { type BringColumn, type ExaminedRow, refuse, type Value, writtenRows } from './bring.reading.js';
import type { OpenSheet } from './bring-sheet.types.js';

const t = planText('it');
const b = bringText('it');

/** To what objectives are tied, by the sheet's name in addresses, in the order of the sheets. */
export const TIE_SHEETS = {
  legami: 'need',
  servizi: 'service',
  reti: 'network',
  accordi: 'agreement',
  enti: 'organisation',
} as const satisfies Record<string, LinkKind>;

/** What each objective is tied to, of one kind: one row a tie, with its reason. */
export function openTies(name: keyof typeof TIE_SHEETS): OpenSheet {
  const kind = TIE_SHEETS[name];
  return async (ctx, scope) => {
    const { plan } = scope;
    const objectives = await scope.objectives();
    const needs = new Set(kind === 'need' ? (await scope.needs()).map((one) => one.code) : []);
    const target = targetColumn(kind, kind === 'need' ? [] : await listLinkTargets(ctx.tx, kind, plan.id));
    const keyOf = (values: Record<string, Value>) => `${values.objective}\u001f${values[kind]}`;
    return {
      name,
      title: b(`plan.bring.ties.${kind}`),
      columns: [
        objectiveColumn,
        target,
        ...saysOf(kind),
        { key: 'reason', heading: b('plan.bring.reason'), kind: 'text', most: 1_000 },
        removeColumn,
      ],
      present: objectives.flatMap((one) =>
        linkedOf(one, kind).map(({ code, basis, role, reason }) => {
          const values = {
            objective: one.code,
            [kind]: code,
            ...(kind === 'need' ? { basis } : {}),
            ...(role === undefined ? {} : { role }),
            reason,
          };
          return { key: keyOf(values), values };
        }),
      ),
      keyOf,
      labelOf: (values) => [values.objective, values[kind]].filter(Boolean).join(' · '),
      check: (rows, others) => {
        checkObjectives(rows, scope, others, objectiveColumn);
        if (kind !== 'need') return;
        // Who works on an objective ties it to any need of the plan.
        const fresh = freshCodes(others, 'bisogni');
        for (const row of rows) {
          const code = row.values.need;
          if (typeof code === 'string' && !needs.has(code) && !fresh.has(code))
            refuse(row, { heading: target.heading, code: 'plan.bring.fault.need', values: { cell: code } });
        }
      },
      load: async (rows) => {
        requireOpen(plan);
        const written = writtenRows(rows);
        if (written.length === 0) return;
        const known = new Map((await listObjectiveSheets(ctx.tx, plan.id)).map((one) => [one.code, one]));
        const idOf = new Map((await listLinkTargets(ctx.tx, kind, plan.id)).map((one) => [one.code, one.id]));
        const of = (state: ExaminedRow['state']) =>
          written
            .filter((row) => row.state === state)
            .flatMap((row) => {
              const values: Record<string, Value | undefined> = { ...row.former?.values, ...row.values };
              const objectiveId = known.get(String(values.objective))?.id;
              const targetId = idOf.get(String(values[kind]));
              if (objectiveId === undefined || targetId === undefined) return [];
              const basis = (values.basis ?? 'stated') as LinkBasis;
              const role = (values.role ?? 'partner') as PartnerRole;
              return [
                { objectiveId, targetId, basis, role, reason: (values.reason ?? null) as string | null },
              ];
            });
        await insertLinks(ctx.tx, kind, of('new'));
        await updateLinks(ctx.tx, kind, of('changed'));
        await deleteLinks(ctx.tx, kind, of('removed'));
        for (const [code, own] of Map.groupBy(written, (row) => String(row.values.objective))) {
          const objective = known.get(code);
          if (!objective) continue;
          // Who ticks ties on a page that was read before is told so, and does not untie what was brought meanwhile.
          if (!(await touchObjective(ctx.tx, objective.id, objective.version))) throw new Conflict();
          await writeAudit(ctx, `objective.link-${kind}`, 'objective', objective.id, {
            plan: plan.code,
            code,
            ...codesBy(own, kind),
          });
        }
      },
    };
  };
}

/** Needs may come in the same file, the rest must be in its catalogue. */
function targetColumn(kind: LinkKind, targets: readonly LinkTarget[]): BringColumn {
  const base = { key: kind, heading: b(`plan.bring.tied.${kind}`), required: true };
  if (kind === 'need') return { ...base, kind: 'text', most: 40 };
  return {
    ...base,
    kind: 'choice',
    unlisted: kind,
    choices: targets.map(({ code, title }) => ({
      value: code,
      label: `${code} · ${title.replace(/\s+/g, ' ').trim()}`,
      name: title,
    })),
  };
}

/** What a tie says besides its reason. */
function saysOf(kind: LinkKind): BringColumn[] {
  if (kind === 'need')
    return [
      {
        key: 'basis',
        heading: b('plan.bring.basis'),
        kind: 'choice',
        choices: [
          { value: 'stated', label: t('plan.link.stated') },
          { value: 'theme', label: t('plan.link.by-theme') },
        ],
      },
    ];
  if (kind !== 'organisation') return [];
  const choices = PARTNER_ROLES.map((value) => ({ value, label: t(`plan.partner.${value}`) }));
  return [{ key: 'role', heading: t('plan.link.role'), kind: 'choice', required: true, choices }];
}

function codesBy(rows: readonly ExaminedRow[], kind: LinkKind): Record<string, string> {
  const codes = (state: ExaminedRow['state']) =>
    rows
      .filter((row) => row.state === state)
      .map((row) => String(row.values[kind]))
      .join(' ');
  const changed = codes('changed');
  return { added: codes('new'), ...(changed === '' ? {} : { changed }), removed: codes('removed') };
}
