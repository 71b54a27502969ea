import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { Counted, Direction, Node, NodeKind } from './thread.types.js';

const nodeColumns = sql`n.kind, n.id, n.code, n.owner, p.code as plan, n.title, n.detail, n.amount, pl.name as "placeName"`;

/** Who is paid, and what was said and not published, is for those who work here. */
const forAnyone = sql`not n.is_internal and (n.plan_id is null or p.is_public)`;

/** Names the view for the functions on it: they cannot be turned to its adopted side, the statement that calls them can. */
const edges = sql`pg_typeof(null::thread.edge)`;

/** A node by its identifier, or by its code (of the newest plan that has it). */
export async function findNode(
  tx: Tx,
  kind: NodeKind,
  idOrCode: string,
  drafts: boolean,
): Promise<Node | undefined> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(idOrCode);
  const { rows } = await sql<Node>`
    select ${nodeColumns} from thread.node n
    left join thread.plan p on p.id = n.plan_id
    left join territory.place pl on pl.id = n.place_id
    where n.kind = ${sql.lit(kind)} and ${isId ? sql`n.id = ${idOrCode}::uuid` : sql`n.code = ${idOrCode}`}
      and (${drafts} or ${forAnyone})
    order by p.code desc nulls last, n.id limit 1`.execute(tx);
  return rows[0];
}

export interface LinkRow {
  direction: Direction;
  depth: number;
  fromKind: NodeKind;
  fromId: string;
  toKind: NodeKind;
  toId: string;
  basis: string;
}

/** What is not followed, as `indicator>measurement`: from the start itself, and further on. */
export interface Cuts {
  first: Record<Direction, readonly string[]>;
  further: Record<Direction, readonly string[]>;
}

/** Every link on the way, with the fewest steps in which it is reached, nearest first. */
export async function listLinks(
  tx: Tx,
  start: { kind: NodeKind; id: string },
  directions: readonly Direction[],
  depth: number,
  cuts: Cuts,
  most: number,
): Promise<LinkRow[]> {
  const walk = (direction: Direction) => sql`
    select ${sql.lit(direction)} as direction, depth, from_kind as "fromKind", from_id as "fromId",
      to_kind as "toKind", to_id as "toId", basis
    from thread.walk(${edges}, ${sql.lit(direction)}, ${start.kind}, ${start.id}, ${directions.includes(direction) ? depth : 0},
      ${cuts.first[direction]}::text[], ${cuts.further[direction]}::text[], ${most})`;
  const { rows } = await sql<LinkRow>`${walk('after')} union all ${walk('before')}`.execute(tx);
  return rows;
}

/** Nodes of which links are counted, towards one side. */
export interface Front {
  kinds: readonly NodeKind[];
  ids: readonly string[];
  /** Which links, as `indicator>measurement`. */
  links: readonly string[];
}

/** How many links of these kinds each of these nodes has. */
export async function countLinks(tx: Tx, { after, before }: Record<Direction, Front>): Promise<Counted[]> {
  const asked = [after, before].map(
    (front) => sql`${front.kinds}::text[], ${front.ids}::uuid[], ${front.links}::text[]`,
  );
  const { rows } = await sql<Omit<Counted, 'of'> & { ofKind: NodeKind; ofId: string }>`
    select direction, of_kind as "ofKind", of_id as "ofId", kind, count
    from thread.link_counts(${edges}, ${sql.join(asked)})
    order by direction, kind, of_id`.execute(tx);
  return rows.map(({ ofKind, ofId, ...row }) => ({ ...row, of: { kind: ofKind, id: ofId } }));
}

/** What these nodes are; those that the reader may not see, or that were withdrawn, are left out. */
export async function listNodes(
  tx: Tx,
  kinds: readonly NodeKind[],
  ids: readonly string[],
  drafts: boolean,
): Promise<Node[]> {
  const { rows } = await sql<Node>`
    select kind, id, code, owner, plan, title, detail, amount, place_name as "placeName"
    from thread.nodes(${edges}, ${kinds}::text[], ${ids}::uuid[], ${drafts})`.execute(tx);
  return rows;
}

/** A link of a page's walk. With a count it is not followed: without an end it stands for all of its kind on that node. */
export interface UnfoldedLink {
  direction: Direction;
  depth: number;
  ofKind: NodeKind;
  ofId: string;
  kind: NodeKind;
  id: string | null;
  basis: string | null;
  count: number | null;
}

/** Where a walk stops, after and before its start: from the start itself, and further on. */
const cutColumns = ({ first, further }: Cuts) =>
  sql`${first.after}::text[], ${first.before}::text[], ${further.after}::text[], ${further.before}::text[]`;

/**
 * The links of a walk both ways that a page follows, nearest first on each side, and how many it does not.
 * @param shown the first few of each kind; of the kinds that are drawn all, up to a number
 */
export async function listUnfolded(
  tx: Tx,
  start: { kind: NodeKind; id: string },
  depth: number,
  cuts: Cuts,
  drafts: boolean,
  shown: { few: number; drawn: readonly NodeKind[]; mostDrawn: number },
): Promise<UnfoldedLink[]> {
  const { rows } = await sql<UnfoldedLink>`
    select direction, depth, of_kind as "ofKind", of_id as "ofId", kind, id, basis, count
    from thread.unfold(${edges}, ${start.kind}, ${start.id}, ${depth}, ${cutColumns(cuts)}, ${drafts},
      ${shown.few}, ${shown.drawn}::text[], ${shown.mostDrawn})`.execute(tx);
  return rows;
}

/** One page of the nodes of a kind that a walk both ways reaches, and how many there are; beyond the last page, the last. */
export async function listReachedNodes(
  tx: Tx,
  start: { kind: NodeKind; id: string },
  depth: number,
  cuts: Cuts,
  drafts: boolean,
  wanted: { kind: NodeKind; page: number; pageRows: number },
): Promise<{ nodes: Node[]; total: number }> {
  const { rows } = await sql<Node & { total: number }>`
    select total, kind, id, code, owner, plan, title, detail, amount, place_name as "placeName"
    from thread.reach(${edges}, ${start.kind}, ${start.id}, ${depth}, ${cutColumns(cuts)}, ${drafts},
      ${wanted.kind}, ${wanted.page}, ${wanted.pageRows})`.execute(tx);
  return { nodes: rows.map(({ total: _, ...node }) => node), total: rows[0]?.total ?? 0 };
}
