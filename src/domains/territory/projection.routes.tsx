import { z } from 'zod';
import { takePicture } from '#domains/documents/index.js';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { file, page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { xlsxFile } from '#platform/http/xlsx.js';
import type { AddAddress } from './looks/look.page.js';
import { MEASURES } from './projection/age-vector.js';
import type { PlaceCourse } from './projection/band.js';
import { registerProjectionApi } from './projection.api.js';
import { paramsOfProjection } from './projection.block.js';
import { drawProjection } from './projection.drawn.js';
import { groupRows, projectionFileName, projectionSheets } from './projection.files.js';
import { PROJECTION_PATH, ProjectionLackPage, ProjectionPage } from './projection.page.js';
import { type ProjectionQuery, readProjection } from './projection.reading.js';
import type { Projection } from './projection.types.js';
import { registerProjectionScenarios } from './projection-scenario.routes.js';
import { Year } from './territory.api.js';

const Query = z.object({
  luogo: z.string().max(100).optional(),
  scenario: z.string().max(100).optional(),
  anno: Year.optional(),
  gruppo: z.enum(MEASURES as [(typeof MEASURES)[number], ...(typeof MEASURES)[number][]]).optional(),
});

export interface ProjectionOptions {
  /** Where a block with these parameters is put into a plan; null when the reader may not. */
  addProjectionAddress?: AddAddress | undefined;
}

/** The projection: one address a view, with its figures and its drawing to take away. */
export function registerProjections(server: Server, { addProjectionAddress }: ProjectionOptions = {}): void {
  const common = { face: 'both', audience: 'public', query: Query } as const;

  ambitoPage(server, {
    ...common,
    path: PROJECTION_PATH,
    handle: async (ctx, { query }) => {
      const reading = await readHere(ctx, query);
      return page(
        reading.kind === 'lack' ? (
          <ProjectionLackPage ctx={ctx} lack={reading.lack} />
        ) : (
          <ProjectionPage
            ctx={ctx}
            projection={reading.projection}
            adding={
              // A plan is for everybody: a scenario of the office only cannot stand in it.
              reading.projection.scenario.isPublic
                ? (addProjectionAddress?.(ctx, paramsOfProjection(reading.projection)) ?? null)
                : null
            }
          />
        ),
      );
    },
  });

  ambitoPage(server, {
    ...common,
    path: `${PROJECTION_PATH}/dati.csv`,
    handle: async (ctx, { query }) => {
      const { projection, course } = await readWhole(ctx, query);
      const { header, rows } = groupRows(projection, course, ctx.lang);
      return csvFile(projectionFileName(ctx, projection, 'csv'), header, rows);
    },
  });

  ambitoPage(server, {
    ...common,
    path: `${PROJECTION_PATH}/dati.xlsx`,
    handle: async (ctx, { query }) => {
      const { projection, course } = await readWhole(ctx, query);
      return xlsxFile(
        projectionFileName(ctx, projection, 'xlsx'),
        projectionSheets(projection, course, ctx.lang),
      );
    },
  });

  ambitoPage(server, {
    ...common,
    path: `${PROJECTION_PATH}/figura.svg`,
    handle: async (ctx, { query }) => {
      const { projection } = await readWhole(ctx, query);
      return file(
        drawProjection(projection, ctx.lang),
        'image/svg+xml; charset=utf-8',
        projectionFileName(ctx, projection, 'svg'),
      );
    },
  });

  ambitoPage(server, {
    ...common,
    path: `${PROJECTION_PATH}/figura.png`,
    // A process draws each: a second of one processor.
    rateLimit: { max: 20, timeWindow: '1 minute' },
    handle: async (ctx, { query }) => {
      const { projection } = await readWhole(ctx, query);
      return file(
        await takePicture(drawProjection(projection, ctx.lang)),
        'image/png',
        projectionFileName(ctx, projection, 'png'),
      );
    },
  });

  registerProjectionScenarios(server);
  registerProjectionApi(server);
}

/** On the public site only scenarios that are for everybody. */
function readHere(ctx: PageCtx, query: ProjectionQuery) {
  return readProjection(ctx, query, ctx.view.face === 'public');
}

/** @throws Absent when there is nothing to take away */
async function readWhole(
  ctx: PageCtx,
  query: ProjectionQuery,
): Promise<{ projection: Projection; course: PlaceCourse }> {
  const reading = await readHere(ctx, query);
  if (reading.kind === 'lack' || !reading.projection.course) throw new Absent('projection');
  return { projection: reading.projection, course: reading.projection.course };
}
