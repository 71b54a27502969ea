import { createNeeds, rewriteNeed } from '../need.actions.js';
import { listNeedCodes } from '../need.sql.js';
import { type Need, type NeedFields, PRIORITIES } from '../need.types.js';
import { planText } from '../plan.messages.js';
import { priorityName } from '../plan-words.js';
import { checkPlaces, checkTaken } from './bring.checks.js';
import { codeColumn, placeColumn } from './bring.columns.js';
import { bringText } from './bring.messages.js';
import { type BringColumn, writeRows } from './bring.reading.js';
import type { OpenSheet } from './bring-sheet.types.js';

const t = planText('it');
const b = bringText('it');

const BLANK: NeedFields = {
  theme: '',
  description: '',
  place: '',
  target: null,
  priority: null,
  raisedBy: null,
  source: null,
  note: null,
};

/** Needs: one row each, known by its code. */
export const openNeeds: OpenSheet = async (ctx, scope) => {
  const { plan } = scope;
  const needs = await scope.needs();
  const taken = await listNeedCodes(ctx.tx, plan.id);
  const texts = (key: keyof NeedFields, heading: string, most: number): BringColumn => ({
    key,
    heading,
    kind: 'text',
    most,
  });
  const place = placeColumn(await scope.places());
  return {
    name: 'bisogni',
    title: t('plan.needs.title'),
    columns: [
      codeColumn,
      { ...texts('theme', t('plan.theme'), 120), required: true },
      { ...texts('description', b('plan.bring.need'), 2_000), required: true, least: 3 },
      place,
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
    present: needs.map((need) => ({ key: need.code, values: { ...fieldsOf(need), code: need.code } })),
    keyOf: (values) => String(values.code ?? ''),
    labelOf: (values) => String(values.code ?? ''),
    check: (rows) => {
      checkTaken(rows, taken, codeColumn);
      checkPlaces(rows, scope, place);
    },
    load: (rows) =>
      writeRows(rows, needs, {
        create: (fresh) =>
          createNeeds(
            ctx,
            plan,
            fresh.map((row) => ({
              ...BLANK,
              ...(row.values as Partial<NeedFields>),
              code: row.code,
              evidence: [],
            })),
          ),
        rewrite: (need, row) => {
          const { code: _, ...values } = row.values;
          const fields = { ...fieldsOf(need), ...(values as Partial<NeedFields>) };
          return rewriteNeed(ctx, plan, need, fields, need.version);
        },
      }),
  };
};

function fieldsOf(need: Need): NeedFields {
  const { theme, description, placeCode, target, priority, raisedBy, source, note } = need;
  return { theme, description, place: placeCode, target, priority, raisedBy, source, note };
}
