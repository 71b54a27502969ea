import type { ProfileSection } from '#domains/territory/index.js';
import type { Ctx, Face } from '#platform/http/context.js';
import { withQuery } from '#platform/ui/address.js';
import { todayText } from './today.messages.js';
import { listNodesAt, type NodeAt } from './today.sql.js';

/** Sections in the order in which one thinks of them: why, what for, with what, with whom. */
const KINDS = ['need', 'objective', 'service', 'network'] as const;

/**
 * What the plan, the services and the network do in a place: on its community profile. Of a comune, also what is done
 * for the area that holds it and for the whole ambito. A kind of which there is nothing is left out.
 */
export async function placePart(
  ctx: Ctx,
  place: { id: string; code: string; name: string; kind: string; area: string | null },
  face: Face,
): Promise<ProfileSection[]> {
  const nodes = await listNodesAt(ctx.tx, place.id, face === 'office');
  const t = todayText(ctx.lang);
  const area = place.kind === 'comune' ? place.area : place.kind === 'area' ? place.code : null;
  return KINDS.flatMap((kind): ProfileSection[] => {
    const found = nodes.filter((node) => node.kind === kind);
    const total = found[0]?.total ?? 0;
    if (total === 0) return [];
    return [
      {
        key: kind,
        title: t(`today.place.${kind}`, { count: total }),
        total,
        path: listPath(kind, found, area),
        items: found.map((node) => ({
          title: node.title,
          note: node.place === place.name ? null : node.place,
          path: pathOf(node),
        })),
      },
    ];
  });
}

function listPath(kind: (typeof KINDS)[number], nodes: readonly NodeAt[], area: string | null): string {
  const plan = nodes.find((node) => node.plan !== null)?.plan;
  if (kind === 'network') return '/rete';
  if (kind === 'service') return withQuery('/servizi', { luogo: area });
  return kind === 'need'
    ? withQuery(`/piano/${plan}/bisogni`, { territorio: area })
    : `/piano/${plan}/obiettivi`;
}

function pathOf(node: NodeAt): string {
  const code = encodeURIComponent(node.code);
  if (node.kind === 'network') return `/rete/reti/${code}`;
  if (node.kind === 'service') return `/servizi/${code}`;
  return node.kind === 'need'
    ? `/piano/${node.plan}/bisogni/${code}`
    : `/piano/${node.plan}/obiettivi/${code}`;
}
