import type { VNode } from 'preact';
import { z } from 'zod';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { findLatestYear } from './metric.periods.js';
import { computeMetrics } from './metric.sql.js';
import { listPlaces } from './place.sql.js';
import { ProfilePage } from './profile.page.js';
import { readProfile } from './profile.reading.js';
import type { ProfilePart } from './profile.types.js';
import { ProfilesPage } from './profile-list.page.js';

/** The page of each comune, area and of the ambito. */
export function registerProfiles(server: Server, parts: readonly ProfilePart[]): void {
  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/profilo',
    handle: async (ctx) => {
      const values = await computeMetrics(ctx.tx, {
        codes: ['densita'],
        levels: ['comune', 'area', 'ambito'],
      });
      const year = findLatestYear(values);
      const population = new Map(
        values
          .filter((value) => value.year === year)
          .map(({ place, numerator, value }) => [
            place.code,
            { year: year ?? 0, value: numerator, density: value },
          ]),
      );
      return page(<ProfilesPage ctx={ctx} places={await listPlaces(ctx.tx)} population={population} />);
    },
  });

  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/profilo/:code',
    params: z.object({ code: z.string().max(100) }),
    handle: async (ctx, { params }) => {
      const profile = await readProfile(ctx, params.code);
      const shown: VNode[] = [];
      for (const part of parts) {
        const node = await part(ctx, profile.place);
        if (node) shown.push(node);
      }
      return page(<ProfilePage ctx={ctx} profile={profile} parts={shown} />);
    },
  });
}
