import { z } from 'zod';
import type { Ctx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { findLatestYear } from './metric.periods.js';
import { computeMetrics } from './metric.sql.js';
import { metricColumns } from './open-data.columns.js';
import { listPlaces } from './place.sql.js';
import { readSections } from './profile.files.js';
import { ProfilePage } from './profile.page.js';
import { readProfile } from './profile.reading.js';
import type { ProfilePart } from './profile.types.js';
import { ComparePage } from './profile-compare.page.js';
import { ProfilesPage } from './profile-list.page.js';
import { openMemory } from './territory-memory.js';

const Code = z.object({ code: z.string().max(100) });

/** One box left alone is an empty text. */
const chosen = z
  .string()
  .max(100)
  .optional()
  .transform((value) => (value ? value : null));

/** The page of each comune, area and of the ambito. */
export function registerProfiles(server: Server, parts: readonly ProfilePart[]): void {
  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/profilo',
    query: z.object({ cerca: z.string().trim().max(100).optional() }),
    handle: async (ctx, { query }) => {
      const population = await readPopulation(ctx);
      return page(
        <ProfilesPage
          ctx={ctx}
          places={await listPlaces(ctx.tx)}
          population={population}
          search={query.cerca ?? ''}
        />,
      );
    },
  });

  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/profilo/confronta',
    query: z.object({ a: chosen, b: chosen }),
    handle: async (ctx, { query }) =>
      page(
        <ComparePage
          ctx={ctx}
          places={await listPlaces(ctx.tx)}
          first={query.a === null ? null : await readProfile(ctx, query.a)}
          second={query.b === null ? null : await readProfile(ctx, query.b)}
        />,
      ),
  });

  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/profilo/:code',
    params: Code,
    handle: async (ctx, { params }) => {
      const profile = await readProfile(ctx, params.code);
      const sections = await readSections(ctx, profile.place, ctx.view.face, parts);
      return page(<ProfilePage ctx={ctx} profile={profile} sections={sections} />);
    },
  });

  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/profilo/:code/misure.csv',
    params: Code,
    handle: async (ctx, { params }) => {
      const { place, metrics } = await readProfile({ ...ctx, lang: 'it' }, params.code);
      return csvFile(
        `${ctx.ambito.slug}-${place.code}.csv`,
        metricColumns.map((column) => column.titles.it),
        metrics.flatMap(({ metric, series }) =>
          series.map((value) => metricColumns.map((column) => column.value({ metric, value }))),
        ),
      );
    },
  });
}

/** Residents and density of every place in the latest year that is known. */
async function readPopulation(
  ctx: Ctx,
): Promise<ReadonlyMap<string, { year: number; value: number | null; density: number | null }>> {
  const memory = await openMemory(ctx);
  return memory.remember('population-of-profiles', async () => {
    const values = await computeMetrics(ctx.tx, {
      codes: ['densita'],
      levels: ['comune', 'area', 'ambito'],
    });
    const year = findLatestYear(values);
    return new Map(
      values
        .filter((value) => value.year === year)
        .map(({ place, numerator, value }) => [
          place.code,
          { year: year ?? 0, value: numerator, density: value },
        ]),
    );
  });
}
