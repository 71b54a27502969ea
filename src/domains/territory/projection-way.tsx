import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { at } from '#platform/ui/address.js';
import { projectionText } from './projection.messages.js';

/** From today's figures to those of ten years ahead. */
export function ProjectionWay({ ctx }: { ctx: PageCtx }): VNode {
  const t = projectionText(ctx.lang);
  return (
    <p>
      <a href={at(ctx, '/proiezione')}>{t('territory.projection.way')}</a>
    </p>
  );
}
