import { z } from 'zod';
import { baseOf } from '#platform/http/base-address.js';
import type { Ctx, PageCtx } from '#platform/http/context.js';
import { type FormState, optional, submit, text } from '#platform/http/form.js';
import { file, type Outcome, page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { savePublisher } from './catalogue.actions.js';
import { CataloguePage, PUBLISHER_FORM, PublisherFormPage } from './catalogue.page.js';
import { findEntryFaults, missingFacts } from './catalogue.rules.js';
import { findPublisher } from './catalogue.sql.js';
import './catalogue.messages.js';
import { entriesOf } from './catalogue.entries.js';
import { readOpenData, tagOf } from './open-data.reading.js';
import { TERRITORY_EDITORS } from './territory.roles.js';
import { openMemory } from './territory-memory.js';

const TYPES = {
  turtle: 'text/turtle; charset=utf-8',
  jsonld: 'application/ld+json; charset=utf-8',
} as const;
type Form = keyof typeof TYPES;

const ipaCode = optional(
  z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_-]{2,40}$/, { error: 'territory.catalogue.ipa-code-wrong' }),
);

const PublisherForm = z
  .object({
    name: text(200, 2),
    ipaCode,
    contactName: optional(text(200, 2)),
    contactEmail: optional(
      z
        .string()
        .trim()
        .max(200)
        .pipe(z.email({ error: 'territory.catalogue.contact-email-wrong' })),
    ),
    contactPhone: optional(
      z
        .string()
        .trim()
        .max(60)
        .regex(/^\+?[\d ./-]{5,}$/, { error: 'territory.catalogue.contact-phone-wrong' }),
    ),
    contactUrl: optional(
      z
        .string()
        .trim()
        .max(300)
        .pipe(z.url({ protocol: /^https?$/, error: 'territory.catalogue.contact-url-wrong' })),
    ),
    holderName: optional(text(200, 2)),
    holderIpaCode: ipaCode,
    /** Empty when the facts were not there yet. */
    version: z
      .string()
      .regex(/^\d{0,9}$/)
      .default('')
      .transform((value) => (value === '' ? null : Number(value))),
  })
  .refine((facts) => facts.holderIpaCode === null || facts.holderName !== null, {
    path: ['holderName'],
    error: 'territory.catalogue.holder-needed',
  });

/** The catalogue of open data after DCAT-AP_IT, and the facts that only the ambito can give. */
export function registerCatalogue(server: Server): void {
  ambitoPage(server, {
    face: 'public',
    audience: 'public',
    path: '/dati/catalogo',
    shared: true,
    handle: async (ctx, { request }) => {
      const form = formAsked(request.headers.accept);
      if (form) return catalogueFile(ctx, baseOf(request, ctx), form);
      const publisher = (await findPublisher(ctx.tx)) ?? null;
      const entries = entriesOf('', await readOpenData(ctx));
      return page(
        <CataloguePage
          ctx={ctx}
          publisher={publisher}
          missing={missingFacts(publisher, ctx.ambito.leadBody)}
          faults={findEntryFaults(entries)}
          isEmpty={entries.length === 0}
        />,
      );
    },
  });

  for (const [suffix, form] of [
    ['ttl', 'turtle'],
    ['jsonld', 'jsonld'],
  ] as const) {
    ambitoPage(server, {
      face: 'public',
      audience: 'public',
      path: `/dati/catalogo.${suffix}`,
      shared: true,
      handle: async (ctx, { request }) => catalogueFile(ctx, baseOf(request, ctx), form),
    });
  }

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    path: PUBLISHER_FORM,
    handle: async (ctx) => page(<PublisherFormPage ctx={ctx} form={await readForm(ctx)} />),
  });

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    method: 'POST',
    path: PUBLISHER_FORM,
    handle: async (ctx, { body }) =>
      submit(ctx, {
        schema: PublisherForm,
        body,
        act: async ({ version, ...facts }) => {
          await savePublisher(ctx, facts, version);
          return seeOther(at(ctx, '/dati/catalogo', 'public'), 'territory.catalogue.saved');
        },
        again: async (form) => <PublisherFormPage ctx={ctx} form={form} />,
        theirs: async () => (await readForm(ctx)).values,
      }),
  });
}

/** What is stored; the first time, the lead body's name is there to be confirmed. */
async function readForm(ctx: PageCtx): Promise<FormState> {
  const publisher = await findPublisher(ctx.tx);
  const values = publisher ? { ...publisher } : { name: ctx.ambito.leadBody ?? '', version: '' };
  return { values, errors: [] };
}

/** What a program asks for by name; browsers, and who takes anything, get the page. */
function formAsked(accept: string | undefined): Form | null {
  for (const part of (accept ?? '').split(',')) {
    const type = part.split(';')[0]?.trim();
    if (type === 'text/html' || type === 'application/xhtml+xml') return null;
    if (type === 'text/turtle') return 'turtle';
    if (type === 'application/ld+json' || type === 'application/json') return 'jsonld';
  }
  return null;
}

async function catalogueFile(ctx: Ctx, base: string, form: Form): Promise<Outcome> {
  const publisher = (await findPublisher(ctx.tx)) ?? null;
  const memory = await openMemory(ctx);
  // Loaded when somebody asks, a few times a day at most: it weighs more than all of these pages.
  const { buildCatalogueGraph } = await import('./catalogue.graph.js');
  const { listCataloguePlaces } = await import('./catalogue/places.js');
  const { toJsonLd, toTurtle } = await import('./catalogue.forms.js');
  const key = [
    base,
    form,
    ctx.ambito.name,
    ctx.ambito.leadBody ?? '',
    publisher?.id ?? '',
    String(publisher?.version ?? 0),
  ];
  const graph = buildCatalogueGraph({
    url: `${base}/dati/catalogo`,
    homepage: `${base}/dati`,
    ambito: ctx.ambito,
    publisher,
    comuni: await memory.remember('catalogue-places', () => listCataloguePlaces(ctx)),
    entries: entriesOf(base, await readOpenData(ctx, 'it', memory)),
  });
  const content = form === 'turtle' ? await toTurtle(graph) : toJsonLd(graph);
  return file(content, TYPES[form], null, tagOf(memory, ...key));
}
