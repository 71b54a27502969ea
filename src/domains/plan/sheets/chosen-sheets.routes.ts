import { z } from 'zod';
import { registerChoice } from '#domains/documents/index.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import type { PlanComposer } from '../document.cache.js';
import { listObjectives } from '../objective.sql.js';
import { buildTree, flatten, pruneTree } from '../objective-tree.rules.js';
import { getPlan } from '../plan.actions.js';
import { planText } from '../plan.messages.js';
import { PlanCode } from '../plan.types.js';
import { inPlan } from '../plan-words.js';
import { chosenSubject, composeChosenSheets } from './chosen-sheets.js';

const NO_MEASURES = new Map<string, never>();

/** The objectives of a plan, chosen in their list, as one file. */
export function registerChosenSheets(server: Server, composer: PlanComposer): void {
  registerChoice(server, {
    list: '/piano/:plan/obiettivi',
    file: '/plans/:plan/objective-sheets',
    tag: 'plan',
    summary: "Sheets of a plan's objectives",
    door: () => 'plan',
    params: z.object({ plan: PlanCode }),
    filters: z.object({
      cerca: z.string().max(200).optional(),
      macroarea: z.string().max(4).optional(),
      territorio: z.string().max(64).optional(),
    }),
    fill: (template, { plan }) => template.replace(':plan', plan),
    find: (ctx, { plan }) => getPlan(ctx, plan),
    read: async (ctx, plan, { cerca, macroarea, territorio }) => {
      // In the list's order and by its filters; how far each is does not enter.
      const groups = buildTree(await listObjectives(ctx.tx, plan.id), NO_MEASURES, plan, plan.startsOn);
      const filter = { search: cerca, area: macroarea, place: territorio };
      const t = planText(ctx.lang);
      return {
        sheets: pruneTree(groups, filter)
          .flatMap((group) => flatten(group.branches))
          .map(({ row }) => ({
            code: row.code,
            title: row.title,
            path: inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(row.code)}`),
          })),
        kicker: plan.title,
        crumbs: [
          { label: t('plan.crumb', { plan: plan.code }), href: inPlan(ctx, plan) },
          { label: t('plan.objectives.title'), href: at(ctx, `/piano/${plan.code}/obiettivi`) },
        ],
      };
    },
    subject: chosenSubject,
    compose: (ctx, plan, codes) => composeChosenSheets(ctx, composer, plan, codes),
  });
}
