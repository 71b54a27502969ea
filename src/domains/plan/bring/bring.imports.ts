import { Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { formatDate, formatEuroCents, formatNumber } from '#platform/i18n/format.js';
import { hasMessage, type Lang, translate } from '#platform/i18n/messages.js';
import { keepImport } from '#platform/imports/import.actions.js';
import type { ChangeName, ImportChange, ImportKind } from '#platform/imports/import.types.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { inWords } from '../history.page.js';
import { readTextRows, TEXT_TABLES } from '../life/stored-rows.sql.js';
import { listVersions } from '../life/version.sql.js';
import { getPlan, requireOpen } from '../plan.actions.js';
import { editors } from '../plan.rules.js';
import { bringText } from './bring.messages.js';
import { listCommitted, listNames } from './bring.sql.js';

/** What of a plan's content may be brought at once; each kind writes rows of the same tables. */
const NAMES = ['workbook', 'table', 'lines'] as const;
/** Kinds of imports whose subject is a plan's code. */
export const PLAN_IMPORTS: readonly string[] = NAMES.map((name) => `plan.${name}`);
export type PlanImportName = (typeof NAMES)[number];

/** Loads a table of a plan's content and keeps what it wrote. @returns the path of the page that tells it */
export async function keepPlanImport(
  ctx: Ctx,
  name: PlanImportName,
  given: { plan: string; fileName: string; newCount: number; changedCount: number; removedCount?: number },
  load: () => Promise<void>,
): Promise<string> {
  const { plan: subject, ...rest } = given;
  return `/importazioni/${await keepImport(ctx, kindOf(name), { ...rest, subject }, load)}`;
}

/** The kinds of tables of a plan's content, with what is needed to see and to undo one. */
export const planImportKinds: readonly ImportKind[] = NAMES.map((name) => kindOf(name));

function kindOf(name: PlanImportName): ImportKind {
  return {
    kind: `plan.${name}`,
    title: (lang) => bringText(lang)(`plan.bring.kind.${name}`),
    editors,
    tables: TEXT_TABLES,
    readRows: async (ctx, subject) => readTextRows(ctx.tx, (await getPlan(ctx, subject)).id),
    requireOpen: async (ctx, subject, loadedAt) => {
      const plan = await getPlan(ctx, subject);
      requireOpen(plan);
      const [last] = await listVersions(ctx.tx, plan.id);
      // What a version holds stays readable as it was decided: its rows are changed, not taken away.
      if (last && last.frozenAt > loadedAt) throw new Refused('plan.bring.frozen-since', { plan: plan.code });
    },
    check: async (ctx, changes) => {
      const lines = changes.filter(({ tableName }) => tableName === 'spending.budget_line');
      const committed = await listCommitted(
        ctx.tx,
        lines.map(({ rowKey }) => String(rowKey.id)),
      );
      const isBelow = ({ rowKey, before, after }: ImportChange) => {
        const [was, is] = [Number(before?.allocated_cents ?? 0), Number(after?.allocated_cents ?? 0)];
        return before !== null && after !== null && was < is && (committed.get(String(rowKey.id)) ?? 0) > was;
      };
      return new Map(lines.filter(isBelow).map(({ position }) => [position, 'plan.bring.held-committed']));
    },
    nameChanges: async (ctx, subject, changes) => {
      const plan = await getPlan(ctx, subject);
      const names = await listNames(ctx.tx, plan.id);
      // What was taken away again is called as it was.
      for (const { after } of changes)
        if (typeof after?.code === 'string') names.set(String(after.id), after.code);
      return new Map(changes.map((change) => [change.position, nameOf(subject, names, change)]));
    },
    fieldWords: async (ctx) => {
      const names = await listNames(ctx.tx, '00000000-0000-0000-0000-000000000000');
      return {
        name: (tableName, column) => columnName(ctx.lang, tableName, column),
        value: (column, value) => valueWords(ctx.lang, column, value) ?? plainWords(ctx, value, names),
      };
    },
  };
}

/** Of each table of ties, what is tied and where the sheet shows it. */
const TIED = {
  'plan.objective_need': { column: 'need_id', part: 'bisogni' },
  'plan.objective_service': { column: 'service_id', part: 'servizi' },
  'plan.objective_network': { column: 'network_id', part: 'reti' },
  'plan.objective_agreement': { column: 'agreement_id', part: 'accordi' },
  'plan.objective_organisation': { column: 'organisation_id', part: 'enti' },
} as const;

function nameOf(plan: string, names: ReadonlyMap<string, string>, change: ImportChange): ChangeName {
  const { tableName, rowKey } = change;
  const row = change.after ?? change.before ?? {};
  const called = (id: unknown) => names.get(String(id)) ?? '';
  const base = `/piano/${plan}`;
  if (tableName === 'plan.need') {
    const href = `${base}/bisogni/${encodeURIComponent(called(rowKey.id))}`;
    return { label: `${called(rowKey.id)} · ${row.description}`, href, history: `${href}/storia` };
  }
  if (tableName === 'plan.need_evidence') {
    const href = `${base}/bisogni/${encodeURIComponent(called(row.need_id))}`;
    const label = [called(row.need_id), row.reference || row.text].join(' · ');
    return { label, href, history: `${href}/storia` };
  }
  const owner = called(row.objective_id ?? rowKey.id);
  const href = `${base}/obiettivi/${encodeURIComponent(owner)}`;
  const history = `${href}/storia`;
  switch (tableName) {
    case 'plan.objective_need':
    case 'plan.objective_service':
    case 'plan.objective_network':
    case 'plan.objective_agreement':
    case 'plan.objective_organisation': {
      const { column, part } = TIED[tableName];
      return { label: `${owner} → ${called(row[column])}`, href: `${href}#${part}`, history };
    }
    case 'spending.budget_line': {
      const parts = [owner, called(row.fund_id), row.year, row.description];
      return { label: parts.filter(Boolean).join(' · '), href: `${href}#risorse`, history: null };
    }
    default:
      return { label: [owner, row.title].filter(Boolean).join(' · '), href, history };
  }
}

function columnName(lang: Lang, tableName: string, column: string): string {
  const keys = [
    `plan.bring.column.${tableName}.${column}`,
    `plan.bring.column.${column}`,
    `plan.column.${column}`,
  ];
  const key = keys.find((one) => hasMessage(one));
  return key === undefined ? column : translate(lang, key);
}

/** States, kinds and sums in words; undefined for what says itself what it means. */
function valueWords(lang: Lang, column: string, value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (column === 'allocated_cents') return formatEuroCents(Number(value), { lang });
  if (/^(starts|ends)_on$/.test(column)) return formatDate(String(value), { lang });
  if (typeof value === 'number' && column !== 'year') return formatNumber(value, { lang });
  const prefixes: Record<string, string> = {
    state: 'plan.action.state',
    kind: 'plan.indicator.kind',
    rank: 'plan.rank',
    level: 'plan.level',
    priority: 'plan.priority',
  };
  if (column === 'basis')
    return translate(lang, value === 'theme' ? 'plan.link.by-theme' : 'plan.link.stated');
  const key = `${prefixes[column]}.${value}`;
  return hasMessage(key) ? translate(lang, key) : undefined;
}

function plainWords(
  ctx: Parameters<ImportKind['fieldWords']>[0],
  value: unknown,
  names: ReadonlyMap<string, string>,
): string {
  const words = inWords(ctx, value, names);
  return words === uiText(ctx.lang)('ui.not-said') ? '' : words;
}
