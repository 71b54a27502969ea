import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { at, withQuery } from '#platform/ui/address.js';
import { Section } from '#platform/ui/parts.js';
import { todayText } from './today.messages.js';
import { listNodesAt } from './today.sql.js';

/** More titles than these are a list, and have a page of their own. */
const SHOWN = 12;

/**
 * What the plan and the services do in a place: on its community profile. Of a comune, also what is done for the area
 * that holds it and for the whole ambito. Null where there is nothing to tell.
 */
export async function placePart(
  ctx: PageCtx,
  place: { id: string; code: string; kind: string; area: string | null },
): Promise<VNode | null> {
  const nodes = await listNodesAt(ctx.tx, place.id, ctx.view.face === 'office');
  const objectives = nodes.filter((node) => node.kind === 'objective');
  const needs = nodes.filter((node) => node.kind === 'need').length;
  const services = nodes.filter((node) => node.kind === 'service').length;
  const plan = objectives[0]?.plan;
  if (nodes.length === 0) return null;
  const t = todayText(ctx.lang);
  const areaCode = place.kind === 'comune' ? place.area : place.kind === 'area' ? place.code : null;
  return (
    <Section plain id="piano" title={t('today.place.title')}>
      <p>
        {plan ? (
          <>
            <a href={at(ctx, withQuery(`/piano/${plan}/bisogni`, { territorio: areaCode }))}>
              {t('today.place.needs', { count: needs })}
            </a>
            {', '}
          </>
        ) : null}
        <a href={at(ctx, withQuery('/servizi', { luogo: areaCode }))}>
          {t('today.place.services', { count: services })}
        </a>
      </p>
      {objectives.length > 0 ? (
        <>
          <h3>{t('today.place.objectives', { count: objectives.length })}</h3>
          <ul class="trama-list">
            {objectives.slice(0, SHOWN).map((node) => (
              <li key={node.code}>
                <a href={at(ctx, `/piano/${node.plan}/obiettivi/${encodeURIComponent(node.code)}`)}>
                  {node.title}
                </a>{' '}
                <span class="trama-code">{node.place}</span>
              </li>
            ))}
          </ul>
          {objectives.length > SHOWN ? (
            <p>
              <a href={at(ctx, `/piano/${plan}/obiettivi`)}>
                {t('today.place.all', { count: objectives.length })}
              </a>
            </p>
          ) : null}
        </>
      ) : null}
    </Section>
  );
}
