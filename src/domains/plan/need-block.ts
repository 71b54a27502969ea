import { type Block, type BlockProvider, p, type Row, type Table } from '#domains/documents/index.js';
import type { Ctx } from '#platform/http/context.js';
import { formatNumber } from '#platform/i18n/format.js';
import { listNeeds } from './need.sql.js';
import type { NeedRow } from './need.types.js';

/** A plan has hundreds of needs, not thousands: they are printed all together. */
const ALL = { limit: 10_000, offset: 0 };

async function readNeeds(ctx: Ctx, planId: string, territory: string | undefined, answered?: 'no') {
  const { rows } = await listNeeds(ctx.tx, planId, { answered }, ALL);
  return rows.filter(
    (need) => territory === undefined || need.placeName === territory || need.placeCode === territory,
  );
}

export const needs: BlockProvider = async (ctx, subject, params): Promise<Block[]> => {
  const all = await readNeeds(ctx, subject.id, params.territory);
  if (all.length === 0) return [p('Per questo territorio il piano non elenca bisogni.')];
  const answered = all.filter((need) => need.objectives.length > 0).length;
  const shown = all.filter((need) => need.evidenceCount > 0).length;
  return [
    p(
      `I bisogni rilevati sono ${formatNumber(all.length)}: a ${formatNumber(answered)} risponde almeno un obiettivo, per ${formatNumber(shown)} c’è una cifra che li mostra.`,
    ),
    needTable(`Bisogni rilevati per tema${params.territory ? `, ${params.territory}` : ''}`, all),
  ];
};

function needTable(caption: string, all: readonly NeedRow[]): Table {
  return {
    kind: 'table',
    caption,
    columns: [
      { title: 'Codice', kind: 'text', width: 0.8 },
      { title: 'Bisogno', kind: 'text', width: 4 },
      { title: 'Chi l’ha indicato', kind: 'text', width: 2.2 },
      { title: 'Obiettivi che rispondono', kind: 'text', width: 1.3 },
    ],
    rows: byTheme(all, (need) => [
      need.code,
      need.description,
      need.raisedBy ?? 'n.d.',
      need.objectives.map((objective) => objective.code).join(', ') || 'nessuno',
    ]),
  };
}

function byTheme(all: readonly NeedRow[], cellsOf: (need: NeedRow) => string[]): Row[] {
  return [...Map.groupBy(all, (need) => need.theme)].flatMap(([theme, group]): Row[] => [
    { group: theme },
    ...group.map((need) => ({ cells: cellsOf(need) })),
  ]);
}

export const needsWithoutObjective: BlockProvider = async (ctx, subject, params): Promise<Block[]> => {
  const loose = await readNeeds(ctx, subject.id, params.territory, 'no');
  if (loose.length === 0) return [p('A ogni bisogno rilevato risponde almeno un obiettivo.')];
  return [
    p(
      loose.length === 1
        ? 'A un bisogno nessun obiettivo risponde con chiarezza.'
        : `A ${formatNumber(loose.length)} bisogni nessun obiettivo risponde con chiarezza.`,
    ),
    {
      kind: 'table',
      id: 'bisogni-senza-obiettivo',
      caption: 'Bisogni ai quali nessun obiettivo risponde',
      columns: [
        { title: 'Codice', kind: 'text', width: 0.8 },
        { title: 'Bisogno', kind: 'text', width: 4.4 },
        { title: 'Territorio', kind: 'text', width: 1.6 },
        { title: 'Chi l’ha indicato', kind: 'text', width: 1.7 },
      ],
      rows: byTheme(loose, (need) => [need.code, need.description, need.placeName, need.raisedBy ?? 'n.d.']),
    },
  ];
};
