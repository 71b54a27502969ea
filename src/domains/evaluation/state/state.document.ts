import {
  type Block,
  callout,
  type Document,
  type DocumentSources,
  documentHash,
  h,
  p,
  type Row,
  small,
  type Table,
  ul,
} from '#domains/documents/index.js';
import { findPlanRef, type PlanRef } from '#domains/spending/index.js';
import { Absent } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { civilDay, formatDate } from '#platform/i18n/format.js';
import { stateText } from './state.messages.js';
import { type PlanReading, readState } from './state.reading.js';
import { groupStates, worstFirst } from './state.rules.js';
import {
  countChanges,
  type IndicatorRow,
  type LateAction,
  listIndicatorRows,
  listLateActions,
} from './state.sql.js';
import { GAUGE_STATES, type ObjectiveState } from './state.types.js';
import { nameArea, reportYears, sayMethod, sayTotals, sayWhy } from './state.words.js';

/** Official papers of Italian bodies: in Italian, whoever asks. */
const LANG = 'it';
const t = stateText(LANG);

/** The day of a paper: today while the year lasts, its last day afterwards, so that an old report stays as it was dated. */
function dayOf(ctx: Ctx, year: number | null): string {
  const today = civilDay(ctx.now);
  return year === null || today <= `${year}-12-31` ? today : `${year}-12-31`;
}

interface Paper {
  ctx: Ctx;
  plan: PlanRef;
  reading: PlanReading;
  day: string;
}

function frame(
  { ctx, plan, day }: Paper,
  subtitle: string,
  blocks: Block[],
  form: 'book' | 'report',
): Document {
  return {
    title: plan.title,
    subtitle,
    ambito: ctx.ambito.name,
    period: plan.code,
    version: t('evaluation.state.doc.version', { day: formatDate(day) }),
    date: day,
    lang: LANG,
    coverLines: ctx.ambito.leadBody === null ? [] : [ctx.ambito.leadBody],
    form,
    blocks,
  };
}

/** The state of a plan for the assembly: three sentences, a table of states by area, every objective with why. */
export async function composeState(ctx: Ctx, plan: PlanRef): Promise<Document> {
  const reading = await readState(ctx, plan);
  const paper = { ctx, plan, reading, day: reading.today };
  return frame(
    paper,
    t('evaluation.state.doc.subtitle', { day: formatDate(paper.day) }),
    [
      ...opening(reading),
      ...byArea(reading).flatMap(({ name, anchor, states }) => [
        h(1, name, { numbering: 'none' }),
        objectiveTable(name, anchor, states),
      ]),
      ...method(),
    ],
    'report',
  );
}

/** The report of one year: a chapter a policy area, with progress, money, indicators, what is late and why, changes. */
export async function composeAnnual(ctx: Ctx, plan: PlanRef, year: number): Promise<Document> {
  const day = dayOf(ctx, year);
  const reading = await readState(ctx, plan, day);
  const paper = { ctx, plan, reading, day };
  const rows = Map.groupBy(await listIndicatorRows(ctx.tx, plan.id, day), (row) => row.objectiveId);
  const late = Map.groupBy(await listLateActions(ctx.tx, plan.id, day), (row) => row.objectiveId);
  const changes = await countChanges(ctx.tx, plan.id, `${year}-01-01`, day);
  return frame(
    paper,
    t('evaluation.state.doc.annual-subtitle', { year: String(year) }),
    [
      ...opening(reading),
      small(t('evaluation.state.doc.as-of', { day: formatDate(civilDay(ctx.now)) })),
      ...byArea(reading).flatMap(({ name, anchor, states }): Block[] => [
        h(1, name),
        objectiveTable(name, anchor, states),
        ...moneyTable(name, anchor, states),
        ...indicatorTable(name, anchor, states, rows),
        h(2, t('evaluation.state.doc.late')),
        ...lateList(states, late),
        h(2, t('evaluation.state.doc.changes')),
        ...changeList(states, changes),
      ]),
      ...method(),
    ],
    'book',
  );
}

function byArea({ states, areas }: PlanReading) {
  return groupStates(worstFirst(states), 'area').map(({ key, states: members }) => ({
    name: nameArea(key, areas, LANG),
    anchor: `area-${key === '' ? 'nessuna' : key.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
    states: members,
  }));
}

function opening(reading: PlanReading): Block[] {
  return [
    h(1, t('evaluation.state.doc.summary'), { numbering: 'none' }),
    ...sayTotals(reading.totals, LANG).map((sentence) => p(sentence)),
    stateTable(reading),
  ];
}

function stateTable(reading: PlanReading): Table {
  const count = (states: readonly ObjectiveState[]) =>
    GAUGE_STATES.map((state) => states.filter((one) => one.state === state).length);
  return {
    kind: 'table',
    id: 'stati-per-area',
    caption: t('evaluation.state.doc.by-area'),
    columns: [
      { title: t('evaluation.state.doc.area'), kind: 'text', width: 3 },
      ...GAUGE_STATES.map((state) => ({
        title: t(`evaluation.state.${state}`),
        kind: 'number' as const,
        decimals: 0,
        width: 1,
      })),
      { title: t('evaluation.state.doc.count'), kind: 'number', decimals: 0, width: 1 },
    ],
    rows: byArea(reading).map(({ name, states }) => ({ cells: [name, ...count(states), states.length] })),
    footer: [
      {
        cells: [t('evaluation.state.doc.total'), ...count(reading.states), reading.states.length],
        style: 'total',
      },
    ],
  };
}

function objectiveTable(name: string, anchor: string, states: readonly ObjectiveState[]): Table {
  const part = (one: number, whole: number) => t('evaluation.state.doc.of', { part: one, whole });
  return {
    kind: 'table',
    id: `stato-${anchor}`,
    caption: t('evaluation.state.doc.objectives-of', { area: name }),
    columns: [
      { title: t('evaluation.state.objective'), kind: 'text', width: 3 },
      { title: t('evaluation.state.state'), kind: 'text', width: 1.1 },
      { title: t('evaluation.state.doc.why'), kind: 'text', width: 2.4 },
      { title: t('evaluation.state.doc.done'), kind: 'text', width: 1 },
      { title: t('evaluation.state.gauge.indicators'), kind: 'percent', decimals: 0, width: 1 },
    ],
    rows: states.map((one) => ({
      cells: [
        `${one.objective.code} ${one.objective.title}`,
        t(`evaluation.state.${one.state}`),
        sayWhy(one, LANG),
        one.objective.actions === 0 ? null : part(one.objective.done, one.objective.actions),
        one.gauges.indicators.percent,
      ],
    })),
  };
}

function moneyTable(name: string, anchor: string, states: readonly ObjectiveState[]): Block[] {
  const funded = states.filter(({ objective }) => objective.lines > 0);
  if (funded.length === 0) return [];
  const sum = (key: 'committed' | 'paid') =>
    funded.reduce((total, { objective }) => total + objective[key], 0);
  return [
    {
      kind: 'table',
      id: `risorse-${anchor}`,
      caption: t('evaluation.state.doc.money-of', { area: name }),
      columns: [
        { title: t('evaluation.state.objective'), kind: 'text', width: 3 },
        { title: t('evaluation.state.doc.allocated'), kind: 'euro', width: 1.4 },
        { title: t('evaluation.state.doc.committed'), kind: 'euro', width: 1.4 },
        { title: t('evaluation.state.doc.paid'), kind: 'euro', width: 1.4 },
      ],
      rows: funded.map(({ objective }) => ({
        cells: [
          `${objective.code} ${objective.title}`,
          objective.allocated,
          objective.committed,
          objective.paid,
        ],
      })),
      footer: [
        {
          cells: [
            t('evaluation.state.doc.total'),
            funded.reduce((total, { objective }) => total + (objective.allocated ?? 0), 0),
            sum('committed'),
            sum('paid'),
          ],
          style: 'total',
        },
      ],
    },
  ];
}

function indicatorTable(
  name: string,
  anchor: string,
  states: readonly ObjectiveState[],
  rows: ReadonlyMap<string, readonly IndicatorRow[]>,
): Block[] {
  const body = states.flatMap(({ objective }): Row[] => {
    const own = rows.get(objective.id) ?? [];
    if (own.length === 0) return [];
    return [
      { group: `${objective.code} ${objective.title}` },
      ...own.map((row) => ({
        cells: [
          row.unit === null ? row.title : `${row.title} (${row.unit})`,
          row.baseline === null ? null : plain(row.baseline),
          row.target === null ? row.targetAsStated : plain(row.target),
          row.value === null ? null : plain(row.value),
          row.measuredOn === null ? null : formatDate(row.measuredOn),
        ],
      })),
    ];
  });
  if (body.length === 0) return [];
  return [
    {
      kind: 'table',
      id: `indicatori-${anchor}`,
      caption: t('evaluation.state.doc.indicators-of', { area: name }),
      columns: [
        { title: t('evaluation.state.doc.indicator'), kind: 'text', width: 3.4 },
        { title: t('evaluation.state.doc.baseline'), kind: 'text', align: 'end', width: 0.9 },
        { title: t('evaluation.state.doc.target'), kind: 'text', align: 'end', width: 1.1 },
        { title: t('evaluation.state.doc.value'), kind: 'text', align: 'end', width: 0.9 },
        { title: t('evaluation.state.doc.day'), kind: 'text', width: 1.3 },
      ],
      rows: body,
    },
  ];
}

/** Values of indicators have decimals of their own: one column cannot give them all the same. */
function plain(value: number): string {
  return new Intl.NumberFormat('it-IT', { useGrouping: 'always', maximumFractionDigits: 4 }).format(value);
}

function lateList(
  states: readonly ObjectiveState[],
  late: ReadonlyMap<string, readonly LateAction[]>,
): Block[] {
  const items = states.flatMap(({ objective }) =>
    (late.get(objective.id) ?? []).map((action) =>
      t('evaluation.state.doc.late-action', {
        code: objective.code,
        action: action.title,
        day: formatDate(action.endsOn),
        reason: action.stateReason ?? t('evaluation.state.doc.no-reason'),
      }),
    ),
  );
  const others = states
    .filter((one) => one.state === 'late' && !late.has(one.objective.id))
    .map((one) => `${one.objective.code}: ${sayWhy(one, LANG)}`);
  const all = [...items, ...others];
  return all.length === 0 ? [p(t('evaluation.state.doc.no-late'))] : [ul(all)];
}

function changeList(
  states: readonly ObjectiveState[],
  changes: Awaited<ReturnType<typeof countChanges>>,
): Block[] {
  const items = states.flatMap(({ objective }) => {
    const counts = changes.get(objective.id);
    if (!counts) return [];
    return [
      t('evaluation.state.doc.changes-line', {
        code: objective.code,
        title: objective.title,
        ...counts,
      }).replace(/; $/, '.'),
    ];
  });
  return items.length === 0 ? [p(t('evaluation.state.doc.no-changes'))] : [ul(items)];
}

function method(): Block[] {
  const [first = '', ...others] = sayMethod(LANG);
  return [
    h(1, t('evaluation.state.doc.method'), { numbering: 'none' }),
    callout('note', p(first), ...others.map((one) => p(one))),
  ];
}

/** `2021-2023` for the state, `2021-2023.2022` for a year's report. */
export function stateKey(planCode: string, year: number | null): string {
  return year === null ? planCode : `${planCode}.${year}`;
}

/** @param isDraftSeen whether plans that the public does not see yet may be composed @throws Absent */
export async function readPaper(
  ctx: Ctx,
  key: string,
  isDraftSeen: boolean,
): Promise<{ document: Document; hash: string; isPublic: boolean }> {
  const [code = '', year] = key.split('.');
  const seen = await findPlanRef(ctx.tx, code, false);
  const plan = seen ?? (isDraftSeen ? await findPlanRef(ctx.tx, code, true) : undefined);
  if (!plan) throw new Absent('plan');
  // A year that is not of the plan, or has not begun, has no report.
  if (year !== undefined && !reportYears(plan, civilDay(ctx.now)).includes(Number(year)))
    throw new Absent('report');
  const document =
    year === undefined ? await composeState(ctx, plan) : await composeAnnual(ctx, plan, Number(year));
  return { document, hash: documentHash(document), isPublic: seen !== undefined };
}

/** Papers of the state of plans, for the job that makes files. */
export const stateSources: DocumentSources = {
  state: (ctx, key) => readPaper(ctx, key, true),
};
