import { z } from 'zod';
import { findPlanRef } from '#domains/spending/index.js';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { TABLE_FORMATS, tableFile } from '../indicator/indicator.files.js';
import { findMeasuredIndicator } from '../measurement.sql.js';
import { impactText } from './impact.messages.js';
import { ImpactPage } from './impact.page.js';
import { readImpact } from './impact.reading.js';
import { changeOf } from './impact.rules.js';

const params = z.object({ indicator: z.uuid() });
const office = { face: 'office', audience: 'staff', params } as const;

async function open(ctx: PageCtx, id: string) {
  const indicator = await findMeasuredIndicator(ctx.tx, id);
  const plan = indicator && (await findPlanRef(ctx.tx, indicator.planCode, true));
  if (!indicator || !plan) throw new Absent('indicator');
  return { indicator, reading: await readImpact(ctx, id, plan) };
}

/** Before and after of an indicator in its place and in places like it. */
export function registerImpact(server: Server): void {
  ambitoPage(server, {
    ...office,
    path: '/rilevazioni/:indicator/confronto',
    handle: async (ctx, { params: { indicator } }) =>
      page(<ImpactPage ctx={ctx} {...(await open(ctx, indicator))} />),
  });
  for (const format of TABLE_FORMATS) {
    ambitoPage(server, {
      ...office,
      path: `/rilevazioni/:indicator/confronto.${format}`,
      handle: async (ctx, { params: { indicator: id } }) => {
        const { reading } = await open(ctx, id);
        if (reading === null) throw new Absent('impact');
        const t = impactText(ctx.lang);
        const own = { code: reading.place.code, name: reading.place.name, residents: null, ageing: null };
        const rows = [{ ...own, values: reading.series }, ...reading.comparables];
        return tableFile(
          'confronto',
          format,
          [
            t('evaluation.impact.place'),
            t('evaluation.impact.residents'),
            t('evaluation.impact.ageing'),
            t('evaluation.impact.before'),
            t('evaluation.impact.after'),
            t('evaluation.impact.change'),
          ],
          rows.map((one) => {
            const change = changeOf(one.values, reading.first, reading.last);
            return [
              one.name,
              one.residents,
              one.ageing,
              change?.before ?? null,
              change?.after ?? null,
              change === null ? null : change.after - change.before,
            ];
          }),
        );
      },
    });
  }
}
