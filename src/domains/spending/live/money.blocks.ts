import { type Block, callout, type LiveBlock, type LiveBlocks, p, ul } from '#domains/documents/index.js';
import { Invalid } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { formatEuroCents, formatNumber } from '#platform/i18n/format.js';
import { gatherFundYears, sumFundYears } from '../funding/fund-year.rules.js';
import { listAssignments, listCarryOvers, listLineSums } from '../funding/fund-year.sql.js';
import { listResidents } from '../funding/residents.js';
import { matrixText } from '../matrix/matrix.messages.js';
import {
  buildMatrix,
  checkMatrix,
  GROUPINGS,
  type Grouping,
  MEASURES,
  type Measure,
  shownTotal,
} from '../matrix/matrix.rules.js';
import { yearsOf } from '../spending.rules.js';
import { listBudgetLines, listFunds } from '../spending.sql.js';
import type { BudgetLine, PlanRef } from '../spending.types.js';
import { describeMissing } from '../statement/missing.words.js';
import { statementText } from '../statement/statement.messages.js';
import { gatherStatement } from '../statement/statement.rules.js';
import { listStatement, listStatementPlaces } from '../statement/statement.sql.js';
import { STATEMENT_MEASURES, STATEMENT_ROWS } from '../statement/statement.types.js';

/** One of the words that a parameter may have; the first where nothing is said. */
function oneOf<T extends string>(words: readonly T[], given: string | undefined, field: string): T {
  const [first] = words;
  if ((given === undefined || given === '') && first !== undefined) return first;
  const found = words.find((word) => word === given);
  if (found === undefined) throw new Invalid([{ field, code: 'platform.bad-parameter' }]);
  return found;
}

const euro = (title: string) => ({ title, kind: 'euro' as const, width: 1.2 });

/** The budget in rows and years as a table, with what its totals do not hold. In Italian, as every paper. */
export function writeMatrix(
  plan: Pick<PlanRef, 'startsOn' | 'endsOn'>,
  lines: readonly BudgetLine[],
  grouping: Grouping,
  measure: Measure,
): Block[] {
  const t = matrixText('it');
  if (lines.length === 0) return [];
  const table = buildMatrix(lines, grouping, measure, yearsOf(plan, lines));
  const notes = checkMatrix(table, lines, measure).flatMap((finding) => {
    // What a document says of its own arithmetic is said by its page; here, what its sums do not hold.
    if (finding.kind === 'unstated')
      return [
        `${formatNumber(finding.count)} righe nominano la fonte e non la somma, e non stanno nei totali: ${finding.names.join(', ')}.`,
      ];
    if (finding.kind === 'derived')
      return [
        `${formatEuroCents(finding.cents)} sono ricavati dalle parole del piano: ${finding.names.join(', ')}.`,
      ];
    return [];
  });
  return [
    {
      kind: 'table',
      caption: `${t(`spending.matrix.measure.${measure}`)} per anno: ${t(`spending.matrix.by.${grouping}`).toLocaleLowerCase('it')}`,
      columns: [
        { title: t(`spending.matrix.by.${grouping}`), kind: 'text', width: 3 },
        ...table.columns.map((column) => euro(column === null ? 'Senza anno' : String(column))),
        euro('Totale'),
      ],
      rows: table.rows.map((row) => ({
        cells: [
          row.name || t(`spending.matrix.none.${grouping}`),
          // A year for which nothing is given is a dash; "n.d." is kept for a total that nobody states.
          ...row.cells.map((cents) => cents ?? '–'),
          shownTotal(row),
        ],
      })),
      footer: [{ cells: ['Totale', ...table.totals, table.total], style: 'total' }],
    },
    ...(notes.length > 0 ? [callout('note', ul(notes))] : []),
  ];
}

/** The budget in rows and years, as its page shows it, with what the totals do not hold. */
const matrix: LiveBlock = {
  title: { it: 'Quadro delle risorse', en: 'Table of the money' },
  params: [
    {
      name: 'righe',
      label: { it: 'Righe', en: 'Rows' },
      choices: async (ctx) =>
        GROUPINGS.map((value) => ({ value, label: matrixText(ctx.lang)(`spending.matrix.by.${value}`) })),
    },
    {
      name: 'misura',
      label: { it: 'Somme', en: 'Sums' },
      choices: async (ctx) =>
        MEASURES.map((value) => ({ value, label: matrixText(ctx.lang)(`spending.matrix.measure.${value}`) })),
    },
  ],
  build: async (ctx, subject, params): Promise<Block[]> => {
    const grouping = oneOf(GROUPINGS, params.righe, 'righe');
    const measure = oneOf(MEASURES, params.misura, 'misura');
    const lines = await listBudgetLines(ctx.tx, subject.id);
    return writeMatrix(subject.period, lines, grouping, measure);
  },
};

/** Funds with what was assigned, given, committed, paid and is left, over all years. */
const residuals: LiveBlock = {
  title: { it: 'Fonti e residui', en: 'Funds and what is left' },
  params: [],
  build: async (ctx): Promise<Block[]> => {
    const funds = await listFunds(ctx.tx);
    const [assignments, carryOvers] = [
      await listAssignments(ctx.tx, null),
      await listCarryOvers(ctx.tx, null),
    ];
    const sums = await listLineSums(ctx.tx, null, false);
    const rows = funds.flatMap((fund) => {
      const own = <R extends { fundId: string }>(all: readonly R[]) =>
        all.filter((one) => one.fundId === fund.id);
      const whole = sumFundYears(gatherFundYears(own(assignments), own(carryOvers), own(sums)));
      return whole.assigned === null && whole.allocated === 0 && whole.committed === 0
        ? []
        : [{ fund, whole }];
    });
    if (rows.length === 0) return [];
    const KEYS = ['assigned', 'allocated', 'committed', 'paid', 'residual'] as const;
    const total = (key: (typeof KEYS)[number]) =>
      rows.some(({ whole }) => whole[key] !== null)
        ? rows.reduce((sum, { whole }) => sum + (whole[key] ?? 0), 0)
        : null;
    return [
      {
        kind: 'table',
        caption: 'Fonti di finanziamento: assegnato, stanziato, impegnato, pagato, residuo',
        columns: [
          { title: 'Fonte', kind: 'text', width: 3 },
          euro('Assegnato'),
          euro('Agli obiettivi'),
          euro('Impegnato'),
          euro('Pagato'),
          euro('Residuo'),
        ],
        rows: rows.map(({ fund, whole }) => ({ cells: [fund.name, ...KEYS.map((key) => whole[key])] })),
        footer: [{ cells: ['Totale', ...KEYS.map(total)], style: 'total' }],
      },
      p(
        'Residuo: ciò che la fonte ha assegnato e non è ancora impegnato; manca dove nessun atto dice la somma assegnata.',
      ),
    ];
  },
};

/** The statement of social spending, in rows and years. */
const statement: LiveBlock = {
  title: { it: 'Rendiconto della spesa sociale', en: 'Statement of social spending' },
  params: [
    {
      name: 'righe',
      label: { it: 'Righe', en: 'Rows' },
      choices: async (ctx) =>
        STATEMENT_ROWS.map((value) => ({
          value,
          label: statementText(ctx.lang)(`spending.statement.by.${value}`),
        })),
    },
    {
      name: 'misura',
      label: { it: 'Che cosa', en: 'What' },
      choices: async (ctx) =>
        STATEMENT_MEASURES.map((value) => ({
          value,
          label: statementText(ctx.lang)(`spending.statement.measure.${value}`),
        })),
    },
    {
      name: 'luogo',
      label: { it: 'Luogo', en: 'Place' },
      choices: async (ctx) => {
        const cells = await listStatement(ctx.tx);
        return [...new Map(cells.map((cell) => [cell.place, cell.placeName]))].map(([value, label]) => ({
          value,
          label,
        }));
      },
    },
  ],
  build: async (ctx: Ctx, _, params): Promise<Block[]> => {
    const t = statementText('it');
    const by = oneOf(STATEMENT_ROWS, params.righe, 'righe');
    const measure = oneOf(STATEMENT_MEASURES, params.misura, 'misura');
    const places = (await listStatementPlaces(ctx.tx)).filter(
      ({ code }) => !params.luogo || code === params.luogo,
    );
    const all = await listStatement(ctx.tx, { place: params.luogo || undefined });
    const comuni = new Set(places.filter(({ kind }) => kind === 'comune').map(({ code }) => code));
    // A comune and the area that holds it are not added.
    const cells = all.some((cell) => comuni.has(cell.place))
      ? all.filter((cell) => comuni.has(cell.place))
      : all;
    if (cells.length === 0) return [];
    const residents =
      measure === 'perHead'
        ? await listResidents(ctx.tx, [...new Set(places.flatMap((place) => place.comuni))])
        : new Map();
    const table = gatherStatement(cells, places, by, measure, residents);
    const kind = measure === 'users' ? ('number' as const) : ('euro' as const);
    const isRatio = measure === 'perHead' || measure === 'perUser';
    return [
      {
        kind: 'table',
        caption: `${t(`spending.statement.measure.${measure}`)} per anno: ${t(`spending.statement.by.${by}`).toLocaleLowerCase('it')}`,
        columns: [
          { title: t(`spending.statement.by.${by}`), kind: 'text', width: 3 },
          ...table.years.map((year) => ({ title: String(year), kind, width: 1.2 })),
        ],
        rows: table.rows.map((row) => ({ cells: [row.name, ...row.values] })),
        footer: [{ cells: [isRatio ? 'Insieme' : 'Totale', ...table.totals], style: 'total' }],
      },
      ...(table.missing.length > 0 ? [callout('note', ul(describeMissing(table.missing, 'it')))] : []),
    ];
  },
};

/** What money prints beside the plan's own budget, chosen by who writes the document. */
export const moneyBlocks: LiveBlocks = {
  'spending.matrix': matrix,
  'spending.residuals': residuals,
  'spending.statement': statement,
};
