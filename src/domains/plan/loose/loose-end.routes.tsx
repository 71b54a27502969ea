import { z } from 'zod';
import { LOOSE_RULES, type NodeAddress } from '#domains/thread/index.js';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import { recordRoutes } from '#platform/http/record-routes.js';
import type { Server } from '#platform/http/server.js';
import { listUnassigned } from '../draft/area-map.sql.js';
import { getPlan } from '../plan.actions.js';
import { planText } from '../plan.messages.js';
import { editors, isDraft } from '../plan.rules.js';
import { PlanCode } from '../plan.types.js';
import { inPlan } from '../plan-words.js';
import { looseText } from './loose-end.messages.js';
import { LooseEndsPage } from './loose-end.page.js';
import {
  explainLooseEnd,
  getLooseEnd,
  getLooseEndNote,
  listExplainedEnds,
  removeLooseEndNote,
  rewriteLooseEndNote,
} from './loose-end-note.actions.js';
import { LooseEndNoteForm } from './loose-end-note.page.js';
import { type LooseEndNote, LooseRuleName, looseNoteSchema } from './loose-end-note.types.js';

const LIST = '/piano/:plan/fili-sciolti';
const planParams = z.object({ plan: PlanCode });

/** What the thread of a plan does not hold, with the way to mend it or to say why it stays so. */
export function registerLooseEnds(server: Server, address: NodeAddress): void {
  ambitoPage(server, {
    face: 'both',
    path: LIST,
    audience: 'public',
    params: planParams,
    query: z.object({
      regola: z.enum(['', ...LOOSE_RULES]).optional(),
      territorio: z.string().max(64).optional(),
      spiegazione: z.enum(['', 'no', 'si']).optional(),
    }),
    handle: async (ctx, { params, query }) => {
      const plan = await getPlan(ctx, params.plan);
      return page(
        <LooseEndsPage
          ctx={ctx}
          plan={plan}
          ends={await listExplainedEnds(ctx, plan.id)}
          filter={{
            rule: query.regola || undefined,
            place: query.territorio || undefined,
            explained: query.spiegazione || undefined,
          }}
          address={address}
          unassigned={
            ctx.view.face === 'office' && isDraft(plan) ? await listUnassigned(ctx.tx, plan.id) : []
          }
        />,
      );
    },
  });
  recordRoutes(server, {
    list: `${LIST}/:rule/:node`,
    one: `${LIST}/spiegazioni/:id`,
    // A new one is named by its end, one that is there by its own identifier.
    params: z.object({
      plan: PlanCode,
      rule: LooseRuleName.optional(),
      node: z.uuid().optional(),
      id: z.uuid(),
    }),
    door: 'plan',
    editors,
    crumbs: (ctx, { plan }) => [
      { label: planText(ctx.lang)('plan.crumb', { plan }), href: inPlan(ctx, { code: plan }) },
      {
        label: planText(ctx.lang)('plan.loose.title'),
        href: inPlan(ctx, { code: plan }, '/fili-sciolti'),
      },
    ],
    open: async (ctx, { plan, id }) => getLooseEndNote(ctx, await getPlan(ctx, plan), id),
    nameOf: (note: LooseEndNote) => note.nodeCode,
    schema: looseNoteSchema,
    valuesOf: ({ reason }) => ({ reason }),
    blank: () => ({}),
    form: async (props) => {
      const { ctx, record } = props;
      if (record !== null)
        return (
          <LooseEndNoteForm {...props} end={{ rule: record.rule, code: record.nodeCode, title: null }} />
        );
      const { plan, rule, node } = namedIn(ctx.view.path);
      const end = await getLooseEnd(ctx, await getPlan(ctx, plan), { rule, nodeId: node });
      return <LooseEndNoteForm {...props} end={{ rule, code: end.node.code, title: end.node.title }} />;
    },
    add: async (ctx, { plan = '', rule, node = '' }, { reason }) => {
      await explainLooseEnd(
        ctx,
        await getPlan(ctx, plan),
        { rule: LooseRuleName.parse(rule), nodeId: node },
        reason,
      );
      return backTo(plan, rule);
    },
    edit: async (ctx, { plan, id }, version, { reason }) =>
      rewriteLooseEndNote(ctx, await getPlan(ctx, plan), id, version, reason),
    remove: async (ctx, { plan, id }, version, reason) =>
      removeLooseEndNote(ctx, await getPlan(ctx, plan), id, version, reason),
    after: ({ plan = '', rule }, note) => backTo(plan, note?.rule ?? rule),
    history: {
      table: 'plan.loose_end_note',
      labels: (ctx) => ({ reason: looseText(ctx.lang)('plan.loose-note.reason') }),
    },
    notices: {
      added: 'plan.loose-note.added',
      saved: 'plan.loose-note.saved',
      removed: 'plan.loose-note.removed',
    },
  });
}

function backTo(plan: string, rule: string | undefined): string {
  return `/piano/${plan}/fili-sciolti${rule === undefined ? '' : `#${rule}`}`;
}

/** The end that the address of the form names. */
function namedIn(path: string) {
  const [, plan = '', rule = '', node = ''] =
    /\/piano\/([^/]+)\/fili-sciolti\/([^/]+)\/([^/]+)/.exec(path) ?? [];
  return { plan, rule: LooseRuleName.parse(rule), node };
}
