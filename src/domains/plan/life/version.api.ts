import { z } from 'zod';
import { MEDIA_TYPES } from '#domains/documents/index.js';
import { Absent, Refused, Unavailable } from '#platform/errors.js';
import { api } from '#platform/http/api-route.js';
import { type FileRequest, fileRoute } from '#platform/http/file-route.js';
import type { Server } from '#platform/http/server.js';
import { findJob } from '#platform/jobs/jobs.sql.js';
import { getPlan, seesDrafts } from '../plan.actions.js';
import { PlanCode } from '../plan.types.js';
import { asReleased, compareContents } from './compare.rules.js';
import { askVersionFiles, getVersionContent } from './version.actions.js';
import { findVersionFile, findVersionHash, listReleasedContributions, listVersions } from './version.sql.js';
import { VERSION_FORMATS, type VersionFormat } from './version.types.js';

/** Within this a program gets a file that is still being made. */
const WAIT_MS = 90_000;

const number = z.coerce.number().int().min(1).max(999);
const planParams = z.object({ plan: PlanCode });
const versionParams = planParams.extend({ number });

const VersionAnswer = z.object({
  number: z.number(),
  frozenAt: z.string(),
  takenOn: z.string().nullable(),
  actNumber: z.string().nullable(),
  bodyName: z.string().nullable(),
  amendmentReason: z.string().nullable(),
  contentHash: z.string(),
});

const Fields = z.array(z.object({ field: z.string(), before: z.string(), after: z.string() }));
const Items = z.array(
  z.object({
    kind: z.enum(['added', 'removed', 'changed']),
    code: z.string(),
    title: z.string(),
    fields: Fields,
  }),
);

/** Frozen versions for programs: what there is, what changed, the files. */
export function registerVersionApi(server: Server): void {
  api(server, {
    path: '/plans/:plan/versions',
    audience: 'public',
    tag: 'piano',
    summary: 'Frozen versions of a plan, newest first',
    params: planParams,
    response: z.object({ versions: z.array(VersionAnswer) }),
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const versions = await listVersions(ctx.tx, plan.id);
      return {
        versions: versions.map(({ number, frozenAt, takenOn, actNumber, bodyName, ...rest }) => ({
          number,
          frozenAt: frozenAt.toISOString(),
          takenOn,
          actNumber,
          bodyName,
          amendmentReason: rest.amendmentReason,
          contentHash: rest.contentHash,
        })),
      };
    },
  });

  api(server, {
    path: '/plans/:plan/versions/:number/changes/:other',
    audience: 'public',
    tag: 'piano',
    summary:
      'What changed from one frozen version to another: needs, objectives, budget and contributions by field; of contributions everyone reads which released ones changed',
    params: versionParams.extend({ other: number }),
    response: z.object({
      chapters: z.array(z.string()),
      needs: Items,
      objectives: Items,
      budget: Items,
      contributions: Items,
    }),
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const before = await getVersionContent(ctx, plan, params.number);
      const after = await getVersionContent(ctx, plan, params.other);
      const whole = compareContents(before, after);
      const { chapters, needs, objectives, budget, contributions } = seesDrafts(ctx)
        ? whole
        : asReleased(whole, await listReleasedContributions(ctx.tx, plan.id));
      return {
        chapters: chapters.map((chapter) => chapter.number),
        needs: needs.map(plain),
        objectives: objectives.map(plain),
        budget: budget.map(plain),
        contributions: contributions.map(plain),
      };
    },
  });

  for (const format of VERSION_FORMATS) {
    fileRoute(server, {
      path: `/plans/:plan/versions/:number/document.${format}`,
      audience: 'public',
      tag: 'plan',
      summary: `A frozen version as ${format.toUpperCase()}: the same bytes for ever`,
      type: MEDIA_TYPES[format],
      params: versionParams,
      handle: (request) => answerVersion(request, request.params.plan, format, request.params.number),
    });
  }
}

function plain(item: ReturnType<typeof compareContents>['needs'][number]) {
  const side = (words: (typeof item.fields)[number]['words'], gone: 'added' | 'removed') =>
    words
      .filter((run) => run.kind !== gone)
      .map((run) => run.text)
      .join('');
  return {
    ...item,
    fields: item.fields.map(({ field, words }) => ({
      field,
      before: side(words, 'added'),
      after: side(words, 'removed'),
    })),
  };
}

/**
 * The file of a frozen version; waited for while it is being made the first time.
 * @throws Absent; Refused when it could not be made; Unavailable when it takes longer
 */
export async function answerVersion(
  request: Pick<FileRequest<unknown>, 'inside' | 'signal'>,
  planCode: string,
  format: VersionFormat,
  number: number,
) {
  const { inside, signal } = request;
  const found = await inside(async (ctx) => {
    const plan = await getPlan(ctx, planCode);
    const version = await findVersionHash(ctx.tx, plan.id, number);
    if (!version) throw new Absent('version');
    return { plan, version, slug: ctx.ambito.slug };
  });
  const read = () => inside((ctx) => findVersionFile(ctx.tx, found.version.id, format));
  const until = Date.now() + WAIT_MS;
  let file = await read();
  if (!file) {
    const job = await inside((ctx) => askVersionFiles(ctx, found.version.id), { writes: true });
    for (let pause = 50; !file; pause = Math.min(pause * 1.5, 500)) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      const state = await inside((ctx) => findJob(ctx, job));
      file = await read();
      if (file) break;
      if (state?.state === 'failed') throw new Refused(state.note ?? 'documents.render.failed');
      if (Date.now() > until || signal.aborted) throw new Unavailable('documents.render.busy');
    }
  }
  const { bytes, sha256 } = file;
  return {
    etag: sha256,
    bytes: async () => bytes,
    name: `${found.slug}-${found.plan.code}-v${number}.${format}`,
    isPublic: found.plan.isPublic,
  };
}
