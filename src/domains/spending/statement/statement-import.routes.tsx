import { z } from 'zod';
import { Refused } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import type { Server } from '#platform/http/server.js';
import { keepImport } from '#platform/imports/import.actions.js';
import { at } from '#platform/ui/address.js';
import { byCodeOrName } from '../table/known-names.js';
import { type NamedRow, readCents, readCount, readYear, type TableColumn } from '../table/named-table.js';
import { RowReader } from '../table/row-reader.js';
import type { ExaminedRow } from '../table/table-import.page.js';
import { LoadedLink } from '../table/table-import.page.js';
import { tableImport } from '../table/table-import.routes.js';
import {
  type CellInput,
  isEmptyCell,
  isSameCell,
  listOwnPlaces,
  STATEMENT_EDITORS,
  writeStatement,
} from './statement.actions.js';
import { statementImport } from './statement.import-kind.js';
import { statementText } from './statement.messages.js';
import { listStatement } from './statement.sql.js';
import { AREAS, INTERVENTIONS } from './statement.types.js';

const COLUMNS: readonly TableColumn[] = [
  { key: 'code', heading: 'Codice Istat', aliases: ['Codice comune'] },
  { key: 'place', heading: 'Comune', aliases: ['Ente', 'Luogo'], required: true },
  { key: 'year', heading: 'Anno', required: true },
  { key: 'area', heading: 'Area di utenza', aliases: ['Area'], required: true },
  { key: 'intervention', heading: 'Intervento', aliases: ['Servizio', 'Voce'], required: true },
  { key: 'users', heading: 'Utenti', aliases: ['Numero utenti'] },
  { key: 'spending', heading: 'Spesa', aliases: ['Spesa totale', 'Importo'] },
  { key: 'coPayment', heading: 'Compartecipazione degli utenti', aliases: ['Compartecipazione'] },
  { key: 'health', heading: 'Quota SSN', aliases: ['Compartecipazione SSN'] },
  { key: 'note', heading: 'Nota' },
];

interface Read {
  row: ExaminedRow;
  entry: { place: string; year: number; input: CellInput } | null;
}

/** The statement from a table in the survey's layout: new figures are added, those that differ are changed. */
export function registerStatementImport(server: Server): void {
  tableImport(server, {
    path: '/risorse/rendiconto/importa',
    params: z.object({}),
    audience: STATEMENT_EDITORS,
    columns: COLUMNS,
    below: async (ctx) => <LoadedLink ctx={ctx} />,
    words: (ctx) => {
      const t = statementText(ctx.lang);
      return {
        title: t('spending.statement.import'),
        crumbs: [
          { label: t('spending.statement.title'), href: at(ctx, '/risorse/rendiconto') },
          { label: t('spending.statement.import') },
        ],
      };
    },
    examine: async (ctx, _, rows) => (await readRows(ctx, rows)).map(({ row }) => row),
    load: async (ctx, _, rows, fileName) => {
      const read = await readRows(ctx, rows);
      if (read.some(({ row }) => row.state === 'refused'))
        throw new Refused('spending.table.changed-meanwhile');
      const entries = read.flatMap(({ entry }) => entry ?? []);
      const newCount = entries.filter(({ input }) => input.version === null).length;
      const given = { subject: '', fileName, newCount, changedCount: entries.length - newCount };
      const id = await keepImport(ctx, statementImport, given, async () => {
        for (const [, own] of Map.groupBy(entries, ({ place, year }) => `${place} ${year}`)) {
          const [first] = own;
          if (first)
            await writeStatement(
              ctx,
              first.place,
              first.year,
              own.map(({ input }) => input),
            );
        }
      });
      return `/importazioni/${id}`;
    },
  });
}

async function readRows(ctx: PageCtx, rows: readonly NamedRow[]): Promise<Read[]> {
  const t = statementText(ctx.lang);
  const places = await listOwnPlaces(ctx);
  const placeOf = new Map(places.map((one) => [one.code, one]));
  const findPlace = byCodeOrName(
    places,
    (one) => one.code,
    (one) => one.name,
  );
  const present = new Map(
    (await listStatement(ctx.tx)).map((cell) => [
      [cell.place, cell.year, cell.area, cell.intervention].join(' '),
      cell,
    ]),
  );
  const seen = new Map<string, number>();
  return rows.map((row): Read => {
    const read = new RowReader(ctx.lang, row, COLUMNS);
    const code = row.cells.code ?? '';
    const name = read.needed('place', 200);
    const year = read.neededValue('year', readYear, 'spending.table.bad-year', 0);
    const areaWords = read.needed('area', 200);
    const words = read.needed('intervention', 200);
    const figures = {
      users: read.read('users', readCount, 'spending.table.bad-count'),
      spendingCents: read.read('spending', readCents, 'spending.table.bad-amount'),
      coPaymentCents: read.read('coPayment', readCents, 'spending.table.bad-amount'),
      healthCents: read.read('health', readCents, 'spending.table.bad-amount'),
    };
    const note = read.text('note', 1_000);
    if (Object.values(figures).some((value) => (value ?? 0) < 0)) read.refuse('spending.table.negative');
    const place = code === '' ? findPlace(name) : placeOf.get(code);
    const area = findArea(areaWords);
    const intervention = findIntervention(words);
    const key = [place?.code, year, area?.code, intervention?.code].join(' ');
    const twin = seen.get(key);
    if (place && area && intervention && twin !== undefined)
      read.refuse('spending.table.twice', { line: String(twin) });
    seen.set(key, row.line);
    const refusal =
      read.words ??
      (place ? undefined : t('spending.statement.not-yours', { place: name })) ??
      (area ? undefined : t('spending.statement.area-unknown', { text: areaWords })) ??
      (intervention ? undefined : t('spending.statement.intervention-unknown', { text: words })) ??
      (isEmptyCell(figures) ? t('spending.statement.row-empty') : undefined);
    if (refusal !== undefined || !place || !area || !intervention)
      return { row: { ...row, state: 'refused', words: refusal ?? '' }, entry: null };
    const cell = present.get(key);
    if (cell && isSameCell(cell, figures)) return { row: { ...row, state: 'equal' }, entry: null };
    const input = {
      ...figures,
      area: area.code,
      intervention: intervention.code,
      version: cell?.version ?? null,
      note,
    };
    return {
      row: { ...row, state: cell ? 'changed' : 'fresh' },
      entry: { place: place.code, year, input },
    };
  });
}

const findArea = byCodeOrName(
  AREAS,
  (one) => one.code,
  (one) => one.it,
);
const findIntervention = byCodeOrName(
  INTERVENTIONS,
  (one) => one.code,
  (one) => one.it,
);
