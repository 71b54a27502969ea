import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import { api } from '#platform/http/api-route.js';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { ROWS_A_PAGE } from '#platform/ui/paging.js';
import { registerPlanFlow } from './plan-flow/plan-flow.routes.js';
import { ThreadKindPage, ThreadPage } from './thread.page.js';
import { KIND_WORDS, kindOf } from './thread.rules.js';
import { type Node, type NodeAddress, NodeKind } from './thread.types.js';
import { listReached, unfoldThread, walkThread } from './walk.actions.js';

export interface ThreadParts {
  /** Where each node has its page; put together from the domains by the application. */
  address: NodeAddress;
}

const NodeAnswer = z.object({
  kind: NodeKind,
  id: z.uuid(),
  code: z.string(),
  title: z.string(),
  detail: z.string().nullable(),
  amount: z.number().nullable(),
  place: z.string().nullable(),
  plan: z.string().nullable(),
});

function toAnswer({ placeName, owner: _, ...node }: Node): z.input<typeof NodeAnswer> {
  return { ...node, place: placeName };
}

/** Page and API of the thread: a node with what leads to it and what follows from it. */
export function registerThread(server: Server, parts: ThreadParts): void {
  registerPlanFlow(server);

  ambitoPage(server, {
    face: 'both',
    path: '/filo/:kind/:id',
    audience: 'public',
    params: z.object({ kind: z.enum(KIND_WORDS), id: z.string().min(1).max(100) }),
    query: z.object({
      apri: z.enum(KIND_WORDS).optional(),
      tutti: z.enum(KIND_WORDS).optional(),
      pagina: z.coerce.number().int().min(1).default(1),
    }),
    handle: async (ctx, { params, query }) => {
      const kind = kindOf(params.kind);
      if (!kind) throw new Absent('kind');
      const start = { kind, id: params.id };
      const { address } = parts;
      const whole = query.tutti === undefined ? undefined : kindOf(query.tutti);
      if (whole) {
        const wanted = { kind: whole, page: query.pagina, pageRows: ROWS_A_PAGE };
        return page(
          <ThreadKindPage {...{ ctx, address, ...wanted }} {...(await listReached(ctx, start, wanted))} />,
        );
      }
      const open = query.apri === undefined ? undefined : kindOf(query.apri);
      return page(<ThreadPage ctx={ctx} walk={await unfoldThread(ctx, start, open)} address={address} />);
    },
  });

  api(server, {
    path: '/thread/:kind/:id',
    audience: 'public',
    tag: 'filo',
    summary:
      'What leads to a node and what follows from it, up to eight steps away; what is many and alike is counted, or listed when `open` names it',
    params: z.object({ kind: NodeKind, id: z.string().min(1).max(100) }),
    query: z.object({
      open: NodeKind.optional(),
      direction: z.enum(['before', 'after', 'both']).default('both'),
      depth: z.coerce.number().int().min(1).max(8).default(8),
    }),
    response: z.object({
      start: NodeAnswer,
      steps: z.array(
        z.object({
          direction: z.enum(['before', 'after']),
          depth: z.number(),
          from: z.object({ kind: NodeKind, id: z.uuid() }),
          basis: z.string(),
          node: NodeAnswer,
        }),
      ),
      counted: z.array(
        z.object({
          direction: z.enum(['before', 'after']),
          of: z.object({ kind: NodeKind, id: z.uuid() }),
          kind: NodeKind,
          count: z.number(),
        }),
      ),
      isCut: z.boolean().meta({ description: 'There is more: the first 2,000 steps are here.' }),
    }),
    handle: async (ctx, { params, query }) => {
      const walk = await walkThread(ctx, params, query);
      return {
        start: toAnswer(walk.start),
        steps: walk.steps.map((step) => ({ ...step, node: toAnswer(step.node) })),
        counted: walk.counted,
        isCut: walk.isCut,
      };
    },
  });
}
