import { formatEuroCents, formatNumber } from '#platform/i18n/format.js';
import { hasMessage, translate } from '#platform/i18n/messages.js';
import type { ImportKind } from '#platform/imports/import.types.js';
import { STATEMENT_EDITORS } from './statement.actions.js';
import { statementText } from './statement.messages.js';
import { listStatementPlaces, listStatementRows } from './statement.sql.js';
import { AREAS, INTERVENTIONS } from './statement.types.js';

/** Tables of the social-spending statement, with what is needed to see and to undo one. */
export const statementImport: ImportKind = {
  kind: 'spending.statement',
  title: (lang) => statementText(lang)('spending.statement.title'),
  editors: STATEMENT_EDITORS,
  tables: [{ name: 'spending.statement_cell', key: ['id'] }],
  readRows: async (ctx) => ({ 'spending.statement_cell': await listStatementRows(ctx.tx) }),
  // The statement tells what was spent: it is never frozen with a plan.
  requireOpen: async () => {},
  nameChanges: async (ctx, _subject, changes) => {
    const places = new Map((await listStatementPlaces(ctx.tx)).map((one) => [one.id, one]));
    const word = (all: readonly { code: string; it: string }[], code: unknown) =>
      all.find((one) => one.code === code)?.it ?? String(code);
    return new Map(
      changes.map(({ position, before, after }) => {
        const row = after ?? before ?? {};
        const place = places.get(String(row.place_id));
        const label = [
          place?.name,
          row.year,
          word(AREAS, row.area),
          word(INTERVENTIONS, row.intervention),
        ].join(' · ');
        return [position, { label, href: '/risorse/rendiconto', history: null }];
      }),
    );
  },
  fieldWords: async (ctx) => ({
    name: (_tableName, column) => {
      const key = `spending.statement.column.${column}`;
      return hasMessage(key) ? translate(ctx.lang, key) : column;
    },
    value: (column, value) => {
      if (value === null || value === undefined) return '';
      if (column.endsWith('_cents')) return formatEuroCents(Number(value), { lang: ctx.lang });
      return typeof value === 'number' ? formatNumber(value, { lang: ctx.lang }) : String(value);
    },
  }),
};
