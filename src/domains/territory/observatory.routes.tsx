import { z } from 'zod';
import { svgDocument } from '#platform/charts/chart-svg.js';
import type { Ctx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { file, page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { xlsxFile } from '#platform/http/xlsx.js';
import type { Lang } from '#platform/i18n/format.js';
import { noteOf } from './metric.words.js';
import { ObservatoryFigure } from './observatory.figure.js';
import { ObservatoryPage } from './observatory.page.js';
import { readObservatory } from './observatory.reading.js';
import { rankValues } from './observatory.rules.js';
import { type Observatory, VIEWS } from './observatory.types.js';
import { OWN_LEVELS } from './place.types.js';
import { Year } from './territory.api.js';
import { territoryText } from './territory.messages.js';

const Query = z.object({
  metrica: z.string().max(100).optional(),
  anno: Year.optional(),
  livello: z.enum(OWN_LEVELS).optional(),
  vista: z.enum(VIEWS).optional(),
});

/** The observatory: one address a picture, with its table, its figures and its drawing to take away. */
export function registerObservatory(server: Server): void {
  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/osservatorio',
    query: Query,
    handle: async (ctx, { query }) =>
      page(<ObservatoryPage ctx={ctx} observatory={await readObservatory(ctx, query)} />),
  });

  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/osservatorio/dati.csv',
    query: Query,
    handle: async (ctx, { query }) => {
      const observatory = await readObservatory(ctx, query);
      const { header, rows } = figuresOf(observatory, ctx.lang);
      return csvFile(fileName(ctx, observatory, 'csv'), header, rows);
    },
  });

  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/osservatorio/dati.xlsx',
    query: Query,
    handle: async (ctx, { query }) => {
      const observatory = await readObservatory(ctx, query);
      const { header, rows } = figuresOf(observatory, ctx.lang);
      return xlsxFile(fileName(ctx, observatory, 'xlsx'), [
        { name: observatory.metric.name, columns: header.map((label) => ({ label })), rows },
      ]);
    },
  });

  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/osservatorio/figura.svg',
    query: Query,
    handle: async (ctx, { query }) => {
      const observatory = await readObservatory(ctx, query);
      const { metric, choice } = observatory;
      return file(
        svgDocument(<ObservatoryFigure observatory={observatory} lang={ctx.lang} id="figura" />),
        'image/svg+xml; charset=utf-8',
        `${ctx.ambito.slug}-${metric.code}-${choice.year}-${choice.level}.svg`,
      );
    },
  });
}

function fileName({ ambito }: Ctx, { metric, choice }: Observatory, ending: string): string {
  return `${ambito.slug}-${metric.code}-${choice.year}-${choice.level}.${ending}`;
}

function figuresOf({ metric, values }: Observatory, lang: Lang) {
  const t = territoryText(lang);
  const { present, missing } = rankValues(values);
  return {
    header: [
      t('territory.csv.code'),
      t('territory.csv.place'),
      t('territory.csv.metric'),
      t('territory.csv.unit'),
      t('territory.csv.year'),
      t('territory.csv.value'),
      t('territory.table.numerator'),
      t('territory.table.denominator'),
      t('territory.csv.note'),
    ],
    rows: [...present, ...missing].map((row) => [
      row.place.code,
      row.place.name,
      metric.name,
      metric.unit,
      row.year,
      row.value === null ? null : Number(row.value.toFixed(metric.decimals + 2)),
      row.numerator,
      row.denominator,
      noteOf(row, lang),
    ]),
  };
}
