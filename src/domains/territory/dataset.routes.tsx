import { z } from 'zod';
import { listFormerStates } from '#platform/audit/history.sql.js';
import { Absent, Refused } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { type FormState, submit, text, version } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { xlsxFile } from '#platform/http/xlsx.js';
import { formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { eventsOf } from './dataset.history.js';
import { DatasetPage } from './dataset.page.js';
import { findDataset, listEditions, listFilterChoices, searchDatasets } from './dataset.sql.js';
import { DATASET_STATES, type Dataset } from './dataset.types.js';
import { agesOf, ComparisonPage, DatasetFiguresPage } from './dataset-figure.page.js';
import { countFigures, type FigureRow, listDatasetContents, listFigures } from './dataset-figure.sql.js';
import { DatasetsPage } from './dataset-list.page.js';
import { compareFigures } from './figure-change.sql.js';
import { CHANGE_KINDS } from './figure-change.types.js';
import { restoreDataset, withdrawDataset } from './import.actions.js';
import { profileText } from './profile.messages.js';
import { territoryText } from './territory.messages.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

const Id = z.object({ id: z.uuid() });
const Two = Id.extend({ other: z.uuid() });
const PAGE = 50;
/** More would not open in a spreadsheet, nor be written without a lot of memory. */
const MOST_EXPORTED = 200_000;

const words = z
  .string()
  .max(100)
  .transform((value) => value.trim() || undefined)
  .optional();
const pageNumber = z.coerce.number().int().min(1).max(1_000_000).catch(1);

const ListQuery = z.object({
  q: words,
  fonte: z
    .string()
    .max(300)
    .transform((value) => value || undefined)
    .optional(),
  grandezza: words,
  stato: z.enum(DATASET_STATES).optional().catch(undefined),
  pagina: pageNumber.default(1),
});

const FigureQuery = z.object({
  grandezza: words,
  territorio: words,
  anno: z.coerce.number().int().min(1000).max(2999).optional().catch(undefined),
  pagina: pageNumber.default(1),
});

/** What was brought in, where each came from, what it holds, and undoing an import. */
export function registerDatasets(server: Server): void {
  registerReading(server);
  registerFigures(server);
  registerUndoing(server);
}

function registerReading(server: Server): void {
  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: '/territorio/dati',
    query: ListQuery,
    handle: async (ctx, { query }) => {
      const { datasets, total } = await searchDatasets(
        ctx.tx,
        { search: query.q, source: query.fonte, variable: query.grandezza, state: query.stato },
        { limit: PAGE, offset: (query.pagina - 1) * PAGE },
      );
      const choices = await listFilterChoices(ctx.tx);
      return page(
        <DatasetsPage
          ctx={ctx}
          datasets={datasets}
          total={total}
          pageSize={PAGE}
          query={query}
          choices={choices}
        />,
      );
    },
  });

  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: '/territorio/dati/:id',
    params: Id,
    handle: async (ctx, { params }) => page(await datasetPage(ctx, params.id)),
  });

  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: '/territorio/dati/:id/confronta/:other',
    params: Two,
    query: z.object({
      tipo: z.enum(CHANGE_KINDS).catch('changed').default('changed'),
      pagina: pageNumber.default(1),
    }),
    handle: async (ctx, { params, query }) => {
      const one = await getDataset(ctx, params.id);
      const two = await getDataset(ctx, params.other);
      // Other publications have other figures: nothing to be learnt.
      if (one.code !== two.code) throw new Absent('comparison');
      const [before, after] = one.importedAt <= two.importedAt ? [one, two] : [two, one];
      const changes = await compareFigures(
        ctx.tx,
        after.id,
        { edition: before.id },
        { limit: PAGE, offset: (query.pagina - 1) * PAGE, kind: query.tipo },
      );
      return page(
        <ComparisonPage
          ctx={ctx}
          before={before}
          after={after}
          changes={changes}
          kind={query.tipo}
          page={query.pagina}
          pageSize={PAGE}
        />,
      );
    },
  });
}

function registerFigures(server: Server): void {
  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: '/territorio/dati/:id/cifre',
    params: Id,
    query: FigureQuery,
    handle: async (ctx, { params, query }) => {
      const dataset = await getDataset(ctx, params.id);
      const filter = filterOf(query);
      const { single, byAge } = await countFigures(ctx.tx, params.id, filter);
      return page(
        <DatasetFiguresPage
          ctx={ctx}
          dataset={dataset}
          contents={await listDatasetContents(ctx.tx, params.id)}
          rows={
            await listFigures(ctx.tx, params.id, filter, {
              limit: PAGE,
              offset: (query.pagina - 1) * PAGE,
              single,
            })
          }
          total={single + byAge}
          pageSize={PAGE}
          query={query}
        />,
      );
    },
  });

  for (const format of ['csv', 'xlsx'] as const)
    ambitoPage(server, {
      face: 'office',
      audience: 'staff',
      path: `/territorio/dati/:id/cifre.${format}`,
      params: Id,
      query: FigureQuery,
      handle: async (ctx, { params, query }) => {
        const dataset = await getDataset(ctx, params.id);
        const filter = filterOf(query);
        const { single, byAge } = await countFigures(ctx.tx, params.id, filter);
        if (single + byAge > MOST_EXPORTED)
          throw new Refused('territory.data.too-many', {
            count: formatNumber(single + byAge, { lang: ctx.lang }),
            limit: formatNumber(MOST_EXPORTED, { lang: ctx.lang }),
          });
        const rows = await listFigures(ctx.tx, params.id, filter);
        const header = headerOf(ctx);
        const cells = rows.map((row) => cellsOf(row, dataset));
        const name = `${dataset.code || 'dati'}.${format}`;
        return format === 'csv'
          ? csvFile(name, header, cells)
          : xlsxFile(name, [
              { name: dataset.title, columns: header.map((label) => ({ label })), rows: cells },
            ]);
      },
    });
}

function registerUndoing(server: Server): void {
  const acts = [
    ['ritira', withdrawDataset, 'territory.data.withdrawn-done'],
    ['ripristina', restoreDataset, 'territory.data.restored-done'],
  ] as const;
  for (const [verb, act, done] of acts)
    ambitoPage(server, {
      face: 'office',
      audience: TERRITORY_EDITORS,
      method: 'POST',
      path: `/territorio/dati/:id/${verb}`,
      params: Id,
      handle: async (ctx, { params, body }) =>
        submit(ctx, {
          schema: z.object({ reason: text(500, 3), version }),
          body,
          act: async (input) => {
            await act(ctx, params.id, input);
            return seeOther(at(ctx, `/territorio/dati/${params.id}`), done);
          },
          again: (form) => datasetPage(ctx, params.id, form),
          theirs: async () => ({ version: (await getDataset(ctx, params.id)).version }),
        }),
    });
}

function filterOf(query: z.output<typeof FigureQuery>) {
  return { variable: query.grandezza, place: query.territorio, year: query.anno };
}

function headerOf(ctx: PageCtx): string[] {
  const t = territoryText(ctx.lang);
  return [
    t('territory.csv.code'),
    t('territory.csv.place'),
    t('territory.observatory.level'),
    t('territory.csv.variable-code'),
    t('territory.data.variable'),
    profileText(ctx.lang)('territory.profile.period'),
    t('territory.csv.sex'),
    t('territory.csv.age-from'),
    t('territory.csv.age-to'),
    t('territory.csv.category'),
    t('territory.csv.value'),
    t('territory.csv.unit'),
    t('territory.import.source'),
    t('territory.quality.where'),
    t('territory.csv.note'),
  ];
}

function cellsOf(row: FigureRow, dataset: Dataset): (string | number | null)[] {
  const { ageFrom, ageTo } = agesOf(row);
  return [
    row.placeCode,
    row.placeName,
    row.placeKind,
    row.variable,
    row.variableName,
    row.period,
    row.sex,
    ageFrom,
    ageTo,
    row.category,
    row.value,
    row.unit,
    row.source ?? dataset.source,
    row.location,
    row.note,
  ];
}

async function getDataset(ctx: PageCtx, id: string): Promise<Dataset> {
  const dataset = await findDataset(ctx.tx, id);
  if (!dataset) throw new Absent('dataset');
  return dataset;
}

async function datasetPage(ctx: PageCtx, id: string, form?: FormState) {
  const dataset = await getDataset(ctx, id);
  const contents = await listDatasetContents(ctx.tx, id);
  const editions = await listEditions(ctx.tx, dataset.code);
  const states = await listFormerStates(ctx, 'territory.dataset', id);
  const fresh = { values: { version: dataset.version }, errors: [] };
  return (
    <DatasetPage
      ctx={ctx}
      dataset={dataset}
      contents={contents}
      editions={editions}
      events={eventsOf(dataset, states)}
      form={form ?? fresh}
    />
  );
}
