import { territoryActs } from '#domains/territory/index.js';
import { codeOfMetric } from '../evidence-metric.rules.js';
import { addEvidence, removeEvidence, rewriteEvidence } from '../need.actions.js';
import { listNeedSheets } from '../need.sql.js';
import { EVIDENCE_KINDS, type EvidenceFields, type Need } from '../need.types.js';
import { fold } from '../objective-tree.rules.js';
import { planText } from '../plan.messages.js';
import { checkNeeds } from './bring.checks.js';
import { placeChoices, refColumn, refOf, removeColumn } from './bring.columns.js';
import { bringText } from './bring.messages.js';
import { type BringColumn, refuse, type Value, writtenRows } from './bring.reading.js';
import type { OpenSheet } from './bring-sheet.types.js';

const t = planText('it');
const b = bringText('it');

/** What shows each need: one row for each figure, series or testimony. */
export const openEvidence: OpenSheet = async (ctx, scope) => {
  const { plan } = scope;
  const needs = await scope.needs();
  const metrics = await territoryActs.listMetrics(ctx.tx);
  const need: BringColumn = {
    key: 'need',
    heading: b('plan.bring.tied.need'),
    kind: 'text',
    required: true,
    most: 40,
  };
  const reference: BringColumn = {
    key: 'reference',
    heading: t('plan.evidence.reference'),
    kind: 'text',
    most: 200,
  };
  const keyOf = (values: Record<string, Value>) =>
    [values.need, values.kind, fold(String(values.reference ?? '')), fold(String(values.text ?? ''))].join(
      '\u001f',
    );
  return {
    name: 'prove',
    title: b('plan.bring.evidence'),
    columns: [
      need,
      {
        key: 'kind',
        heading: t('plan.evidence.kind'),
        kind: 'choice',
        required: true,
        choices: EVIDENCE_KINDS.map((value) => ({ value, label: t(`plan.evidence.kind.${value}`) })),
      },
      reference,
      { key: 'category', heading: t('plan.evidence.category'), kind: 'text', most: 200 },
      {
        key: 'place',
        heading: b('plan.bring.evidence-place'),
        kind: 'choice',
        choices: placeChoices(await scope.places()),
      },
      {
        key: 'text',
        heading: t('plan.evidence.text'),
        kind: 'text',
        required: true,
        most: 1_000,
        least: 3,
      },
      refColumn,
      removeColumn,
    ],
    present: needs.flatMap((one) =>
      one.evidence.map(({ id, kind, reference: named, category, placeCode, text }) => {
        const values = {
          need: one.code,
          kind,
          reference: named === '' ? null : named,
          category,
          place: placeCode,
          text,
          ref: refOf(id),
        };
        return { key: keyOf(values), values };
      }),
    ),
    keyOf,
    labelOf: (values) => [values.need, values.reference ?? values.text].filter(Boolean).join(' · '),
    check: (rows, others) => {
      checkNeeds(rows, scope, others, need, needs);
      for (const row of rows) {
        if (row.state !== 'new' && row.state !== 'changed') continue;
        const values: Record<string, Value | undefined> = { ...row.former?.values, ...row.values };
        const { heading } = reference;
        if (values.kind !== 'text' && !values.reference)
          refuse(row, { heading, code: 'plan.bring.fault.required', values: {} });
        const stays =
          row.former?.values.kind === 'metric' && row.former.values.reference === values.reference;
        if (values.kind !== 'metric' || !values.reference || stays) continue;
        const cell = String(values.reference);
        if (codeOfMetric(metrics, cell) === undefined)
          refuse(row, { heading, code: 'plan.bring.fault.metric', values: { cell } });
      }
    },
    load: async (rows) => {
      const written = writtenRows(rows);
      if (written.length === 0) return;
      const known = new Map((await listNeedSheets(ctx.tx, plan.id)).map((one) => [one.code, one]));
      for (const row of written) {
        const owner = known.get(String(row.values.need));
        if (!owner) continue;
        const present = owner.evidence.find((one) => refOf(one.id) === row.former?.values.ref);
        if (row.state === 'removed') {
          if (present) await removeEvidence(ctx, plan, owner, present.id);
          continue;
        }
        const fields = fieldsOf(present, row.values);
        if (present) await rewriteEvidence(ctx, plan, owner, present.id, fields, present.version);
        else await addEvidence(ctx, plan, owner, fields);
      }
    },
  };
};

/** What the file tells, over what is there. */
function fieldsOf(
  present: Need['evidence'][number] | undefined,
  { reference, need: _, ref, remove, ...values }: Record<string, Value>,
): EvidenceFields {
  const blank: EvidenceFields = { kind: 'text', reference: '', category: null, place: null, text: '' };
  const base: EvidenceFields = present
    ? {
        kind: present.kind,
        reference: present.reference,
        category: present.category,
        place: present.placeCode,
        text: present.text,
      }
    : blank;
  return {
    ...base,
    ...(values as Partial<EvidenceFields>),
    ...(reference === undefined ? {} : { reference: String(reference ?? '') }),
  };
}
