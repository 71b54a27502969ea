import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import { csvFile } from '#platform/http/csv.js';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { findLiveDataset, listFigures, listLiveDatasets } from './dataset.sql.js';
import { computeMetrics, listMetrics } from './metric.sql.js';
import { noteOf, sayMetric } from './metric.words.js';
import { OpenDataPage } from './open-data.page.js';
import { territoryText } from './territory.messages.js';

/** Open data: what can be taken away, with source and licence, at addresses that stay. */
export function registerOpenData(server: Server): void {
  ambitoPage(server, {
    face: 'public',
    audience: 'public',
    path: '/dati',
    handle: async (ctx) => {
      const datasets = await listLiveDatasets(ctx.tx);
      const metrics = (await listMetrics(ctx.tx)).map((metric) => sayMetric(metric, ctx.lang));
      return page(<OpenDataPage ctx={ctx} datasets={datasets} metrics={metrics} />);
    },
  });

  ambitoPage(server, {
    face: 'public',
    audience: 'public',
    path: '/dati/metriche.csv',
    handle: async (ctx) => {
      const t = territoryText(ctx.lang);
      const metrics = new Map(
        (await listMetrics(ctx.tx)).map((metric) => [metric.code, sayMetric(metric, ctx.lang)]),
      );
      const values = await computeMetrics(ctx.tx, { levels: ['comune', 'area', 'ambito'] });
      return csvFile(
        `${ctx.ambito.slug}-metriche.csv`,
        [
          t('territory.csv.metric-code'),
          t('territory.csv.metric'),
          t('territory.csv.unit'),
          t('territory.csv.code'),
          t('territory.csv.place'),
          t('territory.observatory.level'),
          t('territory.csv.year'),
          t('territory.csv.value'),
          t('territory.table.numerator'),
          t('territory.table.denominator'),
          t('territory.csv.note'),
        ],
        values.map((row) => {
          const metric = metrics.get(row.metric);
          return [
            row.metric,
            metric?.name,
            metric?.unit,
            row.place.code,
            row.place.name,
            row.place.kind,
            row.year,
            row.value === null ? null : Number(row.value.toFixed((metric?.decimals ?? 1) + 2)),
            row.numerator,
            row.denominator,
            noteOf(row, ctx.lang),
          ];
        }),
      );
    },
  });

  ambitoPage(server, {
    face: 'public',
    audience: 'public',
    path: '/dati/:file',
    params: z.object({ file: z.string().regex(/^[a-z0-9-]{1,100}\.csv$/) }),
    handle: async (ctx, { params }) => {
      const t = territoryText(ctx.lang);
      const dataset = await findLiveDataset(ctx.tx, params.file.slice(0, -4));
      if (!dataset) throw new Absent('dataset');
      return csvFile(
        `${ctx.ambito.slug}-${params.file}`,
        [
          t('territory.csv.code'),
          t('territory.csv.place'),
          t('territory.observatory.level'),
          t('territory.csv.variable-code'),
          t('territory.data.variable'),
          t('territory.profile.period'),
          t('territory.csv.sex'),
          t('territory.csv.age-from'),
          t('territory.csv.age-to'),
          t('territory.csv.category'),
          t('territory.csv.value'),
          t('territory.csv.unit'),
          t('territory.import.source'),
          t('territory.quality.where'),
          t('territory.csv.note'),
        ],
        (await listFigures(ctx.tx, dataset.id)).map((row) => [
          row.placeCode,
          row.placeName,
          row.placeKind,
          row.variable,
          row.variableName,
          row.period,
          row.sex,
          row.ageFrom < 0 ? null : row.ageFrom,
          row.ageTo < 0 || row.ageTo === 999 ? null : row.ageTo,
          row.category,
          row.value,
          row.unit,
          row.source ?? dataset.source,
          row.location,
          row.note,
        ]),
      );
    },
  });
}
