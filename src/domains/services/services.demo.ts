import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readPartyNames, readPlaceCodes } from '#domains/governance/index.js';
import type { Ctx } from '#platform/http/context.js';
import { addServices } from './service.actions.js';
import { SERVICE_STATES } from './service.types.js';

const facts = z.object({
  services: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      type: z.string(),
      provider: z.array(z.string()),
      territory: z.string(),
      target: z.array(z.string()),
      description: z.string().nullable(),
      numbers: z.array(
        z.object({
          measure: z.string(),
          value: z.number().nullable(),
          unit: z.string().nullable(),
          period: z.string().nullable(),
        }),
      ),
      opening: z.string().nullable(),
      status: z.enum(SERVICE_STATES),
      sourceChapter: z.string(),
      note: z.string().nullable(),
    }),
  ),
});

/** Loads the demonstration's services, with their providers and figures. Organisations and places come before. */
export async function loadServicesDemo(ctx: Ctx, folder: string): Promise<void> {
  const { services } = facts.parse(JSON.parse(readFileSync(`${folder}services.json`, 'utf8')));
  const party = readPartyNames(folder);
  const place = await readPlaceCodes(ctx);
  await addServices(
    ctx,
    services.map((service) => ({
      ...service,
      kind: service.type,
      place: place(service.territory),
      state: service.status,
      providers: service.provider.map(party),
      figures: service.numbers,
      source: `Piano di Zona 2021-2023, cap. ${service.sourceChapter}`,
    })),
  );
}
