import { render } from 'preact-render-to-string';
import { z } from 'zod';
import { awaitRendition, FORMATS, MEDIA_TYPES } from '#domains/documents/index.js';
import { type FileRequest, fileRoute } from '#platform/http/file-route.js';
import type { Server } from '#platform/http/server.js';
import { documentSubject } from './document.actions.js';
import type { PlanComposer } from './document.cache.js';
import { standaloneHtml } from './document.html.js';
import { answerVersion } from './life/version.api.js';
import { ObjectiveCode } from './objective.types.js';
import { composeSheet, sheetSubject } from './objective-file.js';
import { getPlan, shownVersion } from './plan.actions.js';
import { type Plan, PlanCode } from './plan.types.js';

/** Within this a program gets its file with one request; a whole plan takes a tenth of it. */
const WAIT_MS = 60_000;

const PlanParams = z.object({ plan: PlanCode });
const SheetParams = PlanParams.extend({ code: ObjectiveCode });

/** The plan's document as files, under `/api/v1/{ambito}/plans/{plan}/document.…`. */
export function registerDocumentApi(server: Server, composer: PlanComposer): void {
  fileRoute(server, {
    path: '/plans/:plan/document.html',
    audience: 'public',
    tag: 'plan',
    summary: 'The plan as a web page',
    type: MEDIA_TYPES.html,
    params: PlanParams,
    handle: async ({ params, inside, signal }) => {
      const answer = await inside(async (ctx) => {
        const plan = await getPlan(ctx, params.plan);
        const frozen = shownVersion(ctx, plan);
        if (frozen !== null) return frozen;
        const { hash, html } = await composer.html(ctx, plan, 'file', (one) => render(standaloneHtml(one)));
        return {
          etag: hash,
          bytes: async () => `<!doctype html>${html}`,
          name: `${ctx.ambito.slug}-${plan.code}.html`,
          isPublic: plan.isPublic,
        };
      });
      return typeof answer === 'number'
        ? answerVersion({ inside, signal }, params.plan, 'html', answer)
        : answer;
    },
  });

  for (const format of FORMATS) {
    fileRoute(server, {
      path: `/plans/:plan/document.${format}`,
      audience: 'public',
      tag: 'plan',
      summary: `The plan as ${format.toUpperCase()}; the first request after a change waits until it is made`,
      type: MEDIA_TYPES[format],
      params: PlanParams,
      handle: (request) => answerFile(request, format),
    });
  }

  for (const format of FORMATS) {
    fileRoute(server, {
      path: `/plans/:plan/objectives/:code.${format}`,
      audience: 'public',
      tag: 'plan',
      summary: `The sheet of one objective as ${format.toUpperCase()}, as the plan's document has it`,
      type: MEDIA_TYPES[format],
      params: SheetParams,
      handle: async ({ params, inside, signal }) => {
        const { plan, slug, hash, bytes } = await awaitRendition(
          { inside, signal, waitMs: WAIT_MS },
          format,
          async (ctx) => {
            const found = await getPlan(ctx, params.plan);
            const version = shownVersion(ctx, found);
            const { hash: present } = await composeSheet(ctx, composer, found, version, params.code);
            const subject = sheetSubject(found, version, params.code);
            return { plan: found, slug: ctx.ambito.slug, subject, hash: present };
          },
        );
        const name = `${slug}-${plan.code}-${params.code.replace(/[^\w.-]+/g, '-')}.${format}`;
        return { etag: hash, bytes, name, isPublic: plan.isPublic };
      },
    });
  }

  async function answerFile(
    { params, inside, signal }: FileRequest<z.output<typeof PlanParams>>,
    format: (typeof FORMATS)[number],
  ) {
    // Found once: only who waits for the file to be made looks again, for the plan may change meanwhile.
    let known: Plan | undefined;
    const frozen = await inside(async (ctx) => {
      known = await getPlan(ctx, params.plan);
      return shownVersion(ctx, known);
    });
    if (frozen !== null) return answerVersion({ inside, signal }, params.plan, format, frozen);
    const { plan, slug, hash, bytes } = await awaitRendition(
      { inside, signal, waitMs: WAIT_MS },
      format,
      async (ctx) => {
        const found = known ?? (await getPlan(ctx, params.plan));
        known = undefined;
        const composed = await composer.compose(ctx, found);
        return { plan: found, slug: ctx.ambito.slug, subject: documentSubject(found), hash: composed.hash };
      },
    );
    return { etag: hash, bytes, name: `${slug}-${plan.code}.${format}`, isPublic: plan.isPublic };
  }
}
