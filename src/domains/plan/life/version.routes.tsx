import { z } from 'zod';
import { rememberUntilNextAct } from '#platform/audit/memory.js';
import { Absent } from '#platform/errors.js';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import type { PlanComposer } from '../document.cache.js';
import { wholeDocumentHtml } from '../document.html.js';
import { getGuideline } from '../guideline.sql.js';
import { getPlan, seesDrafts } from '../plan.actions.js';
import { planParams } from '../plan.routes.js';
import { inPlan, planCrumbs } from '../plan-words.js';
import { ComparePage } from './compare.page.js';
import { asReleased, compareContents } from './compare.rules.js';
import { lifeText } from './life.messages.js';
import { getVersionContent } from './version.actions.js';
import { VersionPage } from './version.page.js';
import { listReleasedContributions, listVersionFiles, listVersions } from './version.sql.js';

const number = z.coerce.number().int().min(1).max(999);

/** Frozen versions: to read, to take away, to compare. */
export function registerVersions(server: Server, composer: PlanComposer): void {
  const memoryOf = rememberUntilNextAct();

  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan/versioni/:number',
    audience: 'public',
    params: planParams.extend({ number }),
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const version = (await listVersions(ctx.tx, plan.id)).find((one) => one.number === params.number);
      if (!version) throw new Absent('version');
      const { html } = await composer.html(ctx, plan, 'intero', wholeDocumentHtml, version.number);
      return page(
        <VersionPage
          ctx={ctx}
          plan={plan}
          version={version}
          files={await listVersionFiles(ctx.tx, version.id)}
          html={html}
        />,
      );
    },
  });

  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan/versioni/:number/confronta/:other',
    audience: 'public',
    params: planParams.extend({ number, other: number }),
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const t = lifeText(ctx.lang);
      const { recall } = await memoryOf(ctx, `${plan.id} ${params.number} ${params.other}`);
      const { difference, guideline } = await recall('difference', async () => {
        const before = await getVersionContent(ctx, plan, params.number);
        const after = await getVersionContent(ctx, plan, params.other);
        const { guidelineCode, guidelineSha256 } = after.plan;
        return {
          difference: compareContents(before, after),
          guideline: await getGuideline(ctx.tx, guidelineCode, guidelineSha256),
        };
      });
      const title = t('plan.life.compare.title', { before: params.number, after: params.other });
      return page(
        <ComparePage
          ctx={ctx}
          title={title}
          kicker={plan.title}
          lead={t('plan.life.compare.lead')}
          crumbs={planCrumbs(
            ctx,
            plan,
            { label: t('plan.life.title'), href: inPlan(ctx, plan, '/atti#versioni') },
            { label: title },
          )}
          difference={
            seesDrafts(ctx)
              ? difference
              : asReleased(difference, await listReleasedContributions(ctx.tx, plan.id))
          }
          guideline={guideline}
        />,
      );
    },
  });
}
