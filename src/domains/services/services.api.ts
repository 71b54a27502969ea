import { z } from 'zod';
import { listPlaceRefs } from '#domains/governance/index.js';
import { api } from '#platform/http/api-route.js';
import { asked, recordCode } from '#platform/http/form-rows.js';
import type { Server } from '#platform/http/server.js';
import { getService } from './service.actions.js';
import { filterServices } from './service.rules.js';
import { listServices } from './service.sql.js';
import { SERVICE_STATES } from './service.types.js';

const text = z.string().nullable();
const service = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  place: text,
  placeName: text,
  description: text,
  target: z.array(z.string()),
  opening: text,
  state: z.enum(SERVICE_STATES),
  providers: z.array(z.object({ code: z.string(), name: z.string(), role: text })),
  figures: z.array(z.object({ measure: z.string(), value: z.number().nullable(), unit: text, period: text })),
  source: text,
  note: text,
});

/** The catalogue for programs, open to anyone. */
export function registerServicesApi(server: Server): void {
  api(server, {
    path: '/services',
    audience: 'public',
    tag: 'services',
    summary: 'Services of the catalogue, searched in plain words',
    query: z.object({ q: asked, place: asked, kind: asked, state: asked }),
    response: z.object({ services: z.array(service) }),
    handle: async (ctx, { query: { q, place, kind, state } }) => {
      const places = place ? await listPlaceRefs(ctx.tx) : [];
      const covering = places.find((one) => one.code === place)?.within;
      const services = await listServices(ctx.tx);
      return {
        services: filterServices(services, { q, luogo: place, tipo: kind, stato: state }, covering),
      };
    },
  });
  api(server, {
    path: '/services/:code',
    audience: 'public',
    tag: 'services',
    summary: 'One service',
    params: z.object({ code: recordCode }),
    response: service,
    handle: (ctx, { params: { code } }) => getService(ctx, code),
  });
}
