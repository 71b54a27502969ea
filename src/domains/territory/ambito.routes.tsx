import { z } from 'zod';
import { Invalid } from '#platform/errors.js';
import type { SitePageCtx } from '#platform/http/context.js';
import { type FormState, optional, submit, text } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { sitePage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { createAmbito } from './ambito.actions.js';
import { NewAmbitoPage } from './ambito.page.js';
import { suggestSlug } from './ambito.rules.js';
import { type ChoiceTyped, type ComuneChoice, readChoice } from './comune-choice.js';

/** More comuni than any ambito has, and than fit in an address. */
const MOST_COMUNI = 500;

const several = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]))
  .pipe(z.array(z.string().max(20)).max(MOST_COMUNI));

/** What a page on which comuni are chosen carries, in its address or in its body. */
export const ChoiceQuery = z.object({
  comuni: several,
  codes: z.string().max(20_000).default(''),
  cerca: z.string().max(100).default(''),
  provincia: z.string().max(4).default(''),
  tutti: z.string().max(4).default(''),
});

export function typedOf(query: z.output<typeof ChoiceQuery>): ChoiceTyped {
  const { comuni, codes, cerca, provincia, tutti } = query;
  return { comuni, codes, search: cerca, province: provincia, whole: tutti };
}

/** The same from a form's body. @throws Invalid for what no form of ours sends */
export function readTyped(body: Record<string, unknown>): ChoiceTyped {
  const read = ChoiceQuery.safeParse(body);
  if (!read.success) throw new Invalid([{ field: 'comuni', code: 'platform.bad-parameter' }]);
  return typedOf(read.data);
}

/** Codes chosen, by ticking or pasting. @throws Invalid when something pasted is of no comune */
export function codesOf(choice: ComuneChoice): string[] {
  if (choice.unknown.length > 0) {
    const codes = choice.unknown.slice(0, 10).join('; ');
    throw new Invalid([
      { field: 'codes', code: 'territory.choice.unknown', values: { codes, count: choice.unknown.length } },
    ]);
  }
  return choice.chosen.map((comune) => comune.code);
}

const NewAmbito = z.object({
  name: text(200, 2),
  slug: z.string().trim().toLowerCase().max(64).default(''),
  leadBody: optional(text(200)),
});

const Query = ChoiceQuery.extend({
  name: z.string().max(400).default(''),
  slug: z.string().max(100).default(''),
  leadBody: z.string().max(400).default(''),
});

/** Whoever runs the installation makes an ambito by choosing its comuni. */
export function registerAmbiti(server: Server): void {
  sitePage(server, {
    audience: 'installation',
    path: '/nuovo-ambito',
    query: Query,
    handle: async (ctx, { query }) => {
      const { name, leadBody } = query;
      const slug = query.slug.trim() || suggestSlug(name);
      return page(await draw(ctx, typedOf(query), { values: { name, slug, leadBody }, errors: [] }));
    },
  });

  sitePage(server, {
    audience: 'installation',
    method: 'POST',
    path: '/nuovo-ambito',
    handle: async (ctx, { body }) => {
      const typed = readTyped(body);
      return submit(ctx, {
        schema: NewAmbito,
        body,
        act: async (input) => {
          const comuni = codesOf(await readChoice(ctx, typed));
          const slug = input.slug || suggestSlug(input.name);
          const ambito = await createAmbito(ctx, { ...input, slug, comuni });
          return seeOther(`/${ambito.slug}/ufficio`, 'territory.ambito.created');
        },
        again: (form) => draw(ctx, typed, form),
      });
    },
  });
}

async function draw(ctx: SitePageCtx, typed: ChoiceTyped, form: FormState) {
  return <NewAmbitoPage ctx={ctx} form={form} choice={await readChoice(ctx, typed)} />;
}
