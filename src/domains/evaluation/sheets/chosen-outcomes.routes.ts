import { z } from 'zod';
import { registerChoice } from '#domains/documents/index.js';
import { asked } from '#platform/http/form-rows.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { evaluationText } from '../evaluation.messages.js';
import { sheetAddress } from '../evaluation.parts.js';
import { chooseSheets } from '../outcome.routes.js';
import { orderSheets } from '../outcome-list.page.js';
import { composeChosenOutcomes, findOutcomePlan, outcomesSubject } from './chosen-outcomes.js';

const filters = z.object({
  q: asked,
  luogo: asked,
  area: asked,
  grado: asked,
  risposto: asked,
  riproposto: asked,
  ordine: asked,
});

/** The outcome sheets of a plan, chosen in their list, as one file. */
export function registerChosenOutcomes(server: Server): void {
  registerChoice(server, {
    list: '/esiti/:plan',
    file: '/plans/:plan/outcome-sheets',
    tag: 'evaluation',
    summary: 'Outcome sheets of a plan',
    door: (ctx) => (ctx.view.face === 'office' ? 'evaluation' : 'plan'),
    params: z.object({ plan: z.string().regex(/^\d{4}-\d{4}$/) }),
    filters,
    fill: (template, { plan }) => template.replace(':plan', plan),
    find: (ctx, { plan }) => findOutcomePlan(ctx, plan),
    read: async (ctx, plan, query) => {
      const t = evaluationText(ctx.lang);
      return {
        sheets: orderSheets(await chooseSheets(ctx, plan.id, query), query.ordine).map((sheet) => ({
          code: sheet.code,
          title: sheet.title,
          path: sheetAddress(ctx, sheet),
        })),
        kicker: t('evaluation.period', { code: plan.code }),
        crumbs: [{ label: t('evaluation.sheets'), href: at(ctx, `/esiti/${plan.code}`) }],
      };
    },
    subject: outcomesSubject,
    compose: composeChosenOutcomes,
  });
}
