import { z } from 'zod';
import { rememberUntilNextAct } from '#platform/audit/memory.js';
import { askedPage } from '#platform/http/form-rows.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { seesDrafts } from '../evaluation.parts.js';
import { EDITORS } from '../evaluation.rules.js';
import { TABLE_FORMATS, tableFile } from '../indicator/indicator.files.js';
import { getPlanRef } from '../outcome.actions.js';
import { openClosingSheets } from './closing.actions.js';
import { closingText } from './closing.messages.js';
import { ClosingPage } from './closing.page.js';
import { readClosing } from './closing.reading.js';
import { summariseClosing } from './closing.rules.js';
import { findPlanState } from './closing.sql.js';

const params = z.object({ plan: z.string().regex(/^\d{4}-\d{4}$/) });
const open = { face: 'both', audience: 'public', params } as const;

/** Closing a plan: its objectives' sheets opened from what is known, and both degrees side by side. */
export function registerClosing(server: Server): void {
  const memoryOf = rememberUntilNextAct();
  ambitoPage(server, {
    ...open,
    path: '/piano/:plan/chiusura',
    query: z.object({ pagina: askedPage }),
    handle: async (ctx, { params: { plan: code }, query }) => {
      const plan = await getPlanRef(ctx, code, seesDrafts(ctx));
      const { recall } = await memoryOf(ctx, plan.id);
      const kept = await recall('closing', async () => {
        const lines = await readClosing(ctx, plan);
        return { state: await findPlanState(ctx.tx, plan.id), lines, summary: summariseClosing(lines) };
      });
      return page(<ClosingPage ctx={ctx} plan={plan} {...kept} page={query.pagina} />);
    },
  });
  for (const format of TABLE_FORMATS) {
    ambitoPage(server, {
      ...open,
      path: `/piano/:plan/chiusura/gradi.${format}`,
      handle: async (ctx, { params: { plan: code } }) => {
        const plan = await getPlanRef(ctx, code, seesDrafts(ctx));
        const t = closingText(ctx.lang);
        return tableFile(
          `gradi-${plan.code}`,
          format,
          [
            t('evaluation.closing.objective'),
            t('evaluation.closing.objective'),
            t('evaluation.closing.place'),
            t('evaluation.closing.actions'),
            t('evaluation.closing.indicators'),
            t('evaluation.closing.computed-now'),
            t('evaluation.closing.declared'),
            t('evaluation.closing.difference'),
            t('evaluation.closing.reason'),
            t('evaluation.closing.sheet'),
          ],
          (await readClosing(ctx, plan)).map(({ tally, computed, sheet }) => {
            const declared = sheet?.achievementPercent ?? null;
            return [
              tally.code,
              tally.title,
              tally.placeName,
              `${tally.done}/${tally.actions}`,
              `${tally.measured}/${tally.measurable}`,
              computed,
              declared,
              declared === null || computed === null ? null : declared - computed,
              sheet?.achievementReason ?? null,
              sheet?.code ?? null,
            ];
          }),
        );
      },
    });
  }
  ambitoPage(server, {
    face: 'office',
    audience: EDITORS,
    method: 'POST',
    path: '/piano/:plan/chiusura/apri',
    params,
    handle: async (ctx, { params: { plan } }) => {
      await openClosingSheets(ctx, plan);
      return seeOther(at(ctx, `/piano/${plan}/chiusura`), 'evaluation.closing.opened');
    },
  });
}
