import { type RawBuilder, sql } from 'kysely';
import { codesAround } from '#domains/governance/index.js';
import type { Tx } from '#platform/db/walled.js';
import { readSubject } from './contribution.rules.js';
import type {
  AnswerFields,
  Contribution,
  ContributionFields,
  ContributionFilter,
  ContributionState,
  Party,
  PartyKind,
  Tied,
} from './participation.types.js';

const isShown = sql`c.published_on is not null and c.state not in ('received', 'examined')`;

const tiedNeeds = (tie: 'about' | 'raised') => sql`(
  select coalesce(json_agg(json_build_object('code', n.code, 'title', n.description) order by n.position, n.code), '[]')
  from participation.contribution_need t join plan.need n on n.ambito_id = t.ambito_id and n.id = t.need_id
  where t.ambito_id = c.ambito_id and t.contribution_id = c.id and t.tie = ${sql.lit(tie)} and n.withdrawn_at is null)`;

const tiedObjectives = (tie: 'about' | 'changed') => sql`(
  select coalesce(json_agg(json_build_object('code', o.code, 'title', o.title, 'reason', t.reason) order by o.position, o.code), '[]')
  from participation.contribution_objective t join plan.objective o on o.ambito_id = t.ambito_id and o.id = t.objective_id
  where t.ambito_id = c.ambito_id and t.contribution_id = c.id and t.tie = ${sql.lit(tie)} and o.withdrawn_at is null)`;

/** @param drafts the text as it was received, for who works here; otherwise the one that was released */
const columns = (drafts: boolean) => sql`c.id, c.version, c.code, p.code as plan, c.title,
  c.received_on as "receivedOn", c.channel, c.speaker,
  case when c.organisation_id is not null then json_build_object('kind', 'organisation', 'code', g.code, 'name', g.name)
    when c.network_id is not null then json_build_object('kind', 'network', 'code', w.code, 'name', w.name)
    when c.body_id is not null then json_build_object('kind', 'body', 'code', b.code, 'name', b.name) end as party,
  h.code as place, h.name as "placeName",
  ${drafts ? sql`c.text` : sql`c.published_text`} as text, c.about_plan as "aboutPlan", c.chapters, c.source, c.state,
  c.answer, c.answered_on as "answeredOn", c.answered_by as "answeredBy",
  c.published_text as "publishedText", c.published_on as "publishedOn",
  ${tiedNeeds('about')} as needs, ${tiedNeeds('raised')} as raised,
  ${tiedObjectives('about')} as objectives, ${tiedObjectives('changed')} as changed,
  ${codesAround('c.place_id')} as within`;

const joined = sql`participation.contribution c
  join plan.plan p on p.ambito_id = c.ambito_id and p.id = c.plan_id
  join territory.place h on h.ambito_id = c.ambito_id and h.id = c.place_id
  left join governance.organisation g on g.ambito_id = c.ambito_id and g.id = c.organisation_id
  left join governance.network w on w.ambito_id = c.ambito_id and w.id = c.network_id
  left join governance.body b on b.ambito_id = c.ambito_id and b.id = c.body_id`;

/** Contributions of a plan that match, in the order asked for, and how many there are in all. */
export async function listContributions(
  tx: Tx,
  planId: string,
  filter: ContributionFilter,
  drafts: boolean,
  paging: { limit: number; offset: number } = { limit: 100_000, offset: 0 },
): Promise<{ rows: Contribution[]; total: number }> {
  const { rows } = await sql<Contribution & { total: number }>`
    select ${columns(drafts)}, count(*) over () as total from ${joined}
    where c.plan_id = ${planId} and ${matching(filter, drafts)}
    order by ${orderOf(filter.order)} length(c.code), c.code
    limit ${paging.limit} offset ${paging.offset}`.execute(tx);
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _, ...row }) => row) };
}

function matching(filter: ContributionFilter, drafts: boolean): RawBuilder<unknown> {
  const conditions = [drafts ? sql`true` : isShown];
  if (filter.state) conditions.push(sql`c.state = ${filter.state}`);
  if (filter.channel) conditions.push(sql`c.channel = ${filter.channel}`);
  if (filter.place) conditions.push(sql`${filter.place} = any(${codesAround('c.place_id')})`);
  if (filter.subject) conditions.push(aboutSubject(filter.subject));
  for (const word of (filter.search ?? '').split(/\s+/).filter(Boolean).slice(0, 8))
    conditions.push(sql`position(plan.fold(${word}) in plan.fold(concat_ws(' ', c.code, c.title,
      ${drafts ? sql`c.text` : sql`c.published_text`}, c.answer, h.name, g.name, w.name, b.name))) > 0`);
  return sql.join(conditions, sql` and `);
}

function aboutSubject(subject: string): RawBuilder<unknown> {
  const named = readSubject(subject);
  switch (named?.kind) {
    case 'plan':
      return sql`c.about_plan`;
    case 'chapter':
      return sql`${named.code} = any(c.chapters)`;
    case 'need':
      return sql`exists (select from participation.contribution_need t
        join plan.need n on n.ambito_id = t.ambito_id and n.id = t.need_id
        where t.ambito_id = c.ambito_id and t.contribution_id = c.id and n.code = ${named.code})`;
    case 'objective':
      return sql`exists (select from participation.contribution_objective t
        join plan.objective o on o.ambito_id = t.ambito_id and o.id = t.objective_id
        where t.ambito_id = c.ambito_id and t.contribution_id = c.id and o.code = ${named.code})`;
    default:
      return sql`false`;
  }
}

const orders: Record<string, RawBuilder<unknown>> = {
  title: sql`lower(c.title)`,
  received: sql`c.received_on`,
  place: sql`h.name`,
  state: sql`array_position(array['received', 'examined', 'accepted', 'acceptedInPart', 'alreadyForeseen', 'notAccepted'], c.state)`,
};

function orderOf(order: string | undefined): RawBuilder<unknown> {
  const name = (order ?? '').replace(/^-/, '');
  const by = Object.hasOwn(orders, name) ? orders[name] : undefined;
  if (by === undefined) return sql``;
  return sql`${by} ${order?.startsWith('-') ? sql`desc` : sql`asc`} nulls last,`;
}

export async function findContribution(
  tx: Tx,
  planId: string,
  code: string,
  drafts: boolean,
): Promise<Contribution | undefined> {
  const { rows } = await sql<Contribution>`
    select ${columns(drafts)} from ${joined}
    where c.plan_id = ${planId} and c.code = ${code} and ${drafts ? sql`true` : isShown}`.execute(tx);
  return rows[0];
}

/** How many of a plan's contributions stand in each state. */
export async function countByState(
  tx: Tx,
  planId: string,
  drafts: boolean,
): Promise<Partial<Record<ContributionState, number>>> {
  const { rows } = await sql<{ state: ContributionState; count: number }>`
    select c.state, count(*) as count from participation.contribution c
    where c.plan_id = ${planId} and ${drafts ? sql`true` : isShown} group by 1`.execute(tx);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

export interface ContributionLine {
  code: string;
  title: string;
  plan: string;
  state: ContributionState;
  tie: 'about' | 'raised' | 'changed';
  reason: string | null;
}

/** What was said of a need or an objective, what raised it or changed it first. */
export async function listContributionsOn(
  tx: Tx,
  kind: 'need' | 'objective',
  id: string,
  drafts: boolean,
): Promise<ContributionLine[]> {
  const table = sql.table(`participation.contribution_${kind}`);
  const { rows } = await sql<ContributionLine>`
    select c.code, c.title, p.code as plan, c.state, t.tie, ${kind === 'objective' ? sql`t.reason` : sql`null`} as reason
    from ${table} t
    join participation.contribution c on c.ambito_id = t.ambito_id and c.id = t.contribution_id
    join plan.plan p on p.ambito_id = c.ambito_id and p.id = c.plan_id
    where t.${sql.ref(`${kind}_id`)} = ${id} and ${drafts ? sql`true` : isShown}
    order by t.tie = 'about', length(c.code), c.code`.execute(tx);
  return rows;
}

/** What somebody of the network said of plans, the newest plan first. @param drafts what is not released too, for who works here */
export async function listContributionsBy(
  tx: Tx,
  kind: PartyKind,
  id: string,
  drafts: boolean,
): Promise<Omit<ContributionLine, 'tie' | 'reason'>[]> {
  const { rows } = await sql<Omit<ContributionLine, 'tie' | 'reason'>>`
    select c.code, c.title, p.code as plan, c.state from participation.contribution c
    join plan.plan p on p.ambito_id = c.ambito_id and p.id = c.plan_id
    left join plan.plan_state s on s.ambito_id = p.ambito_id and s.plan_id = p.id
    where c.${sql.ref(`${kind}_id`)} = ${id} and ${drafts ? sql`true` : sql`${isShown} and coalesce(s.is_public, false)`}
    order by p.code desc, length(c.code), c.code`.execute(tx);
  return rows;
}

/** Codes of a plan's contributions. */
export async function listContributionCodes(tx: Tx, planId: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select c.code from participation.contribution c where c.plan_id = ${planId}`.execute(tx);
  return rows.map(({ code }) => code);
}

/** Who of the network may have spoken. */
export async function listPartyChoices(tx: Tx): Promise<(Party & { id: string })[]> {
  const { rows } = await sql<Party & { id: string }>`
    select 'body' as kind, id, code, name from governance.body
    union all select 'network', id, code, name from governance.network
    union all select 'organisation', id, code, name from governance.organisation
    order by kind, name`.execute(tx);
  return rows;
}

export interface Target extends Tied {
  id: string;
  placeName: string;
}

/** Needs or objectives of a plan that were not withdrawn, in its order. */
export async function listTargets(tx: Tx, planId: string, kind: 'need' | 'objective'): Promise<Target[]> {
  const title = kind === 'need' ? sql`x.description` : sql`x.title`;
  const { rows } = await sql<Target>`
    select x.id, x.code, ${title} as title, h.name as "placeName" from ${sql.table(`plan.${kind}`)} x
    join territory.place h on h.ambito_id = x.ambito_id and h.id = x.place_id
    where x.plan_id = ${planId} and x.withdrawn_at is null order by x.position, x.code`.execute(tx);
  return rows;
}

/** Code of the plan of which contributions are gathered now: the newest that is being written, or else the newest. */
export async function findGatheringPlan(tx: Tx, drafts: boolean): Promise<string | undefined> {
  const { rows } = await sql<{ code: string }>`
    select p.code from plan.plan p left join plan.plan_state s on s.ambito_id = p.ambito_id and s.plan_id = p.id
    where ${drafts} or s.is_public
    order by coalesce(s.state, 'draft') in ('draft', 'consultation') desc, p.starts_on desc limit 1`.execute(
    tx,
  );
  return rows[0]?.code;
}

/** A contribution ready to be written, with identifiers in place of codes. */
export interface ContributionWrite {
  fields: ContributionFields;
  placeId: string;
  party: { kind: PartyKind; id: string } | null;
  needIds: readonly string[];
  objectiveIds: readonly string[];
}

function columnsOf({ fields, placeId, party }: ContributionWrite) {
  return {
    title: fields.title,
    received_on: fields.receivedOn,
    channel: fields.channel,
    speaker: fields.speaker,
    organisation_id: party?.kind === 'organisation' ? party.id : null,
    network_id: party?.kind === 'network' ? party.id : null,
    body_id: party?.kind === 'body' ? party.id : null,
    place_id: placeId,
    text: fields.text,
    about_plan: fields.aboutPlan,
    chapters: fields.chapters,
    source: fields.source,
  };
}

export async function insertContribution(
  tx: Tx,
  planId: string,
  row: ContributionWrite & { id: string; code: string },
): Promise<void> {
  await tx
    .insertInto('participation.contribution')
    .values({ id: row.id, plan_id: planId, code: row.code, ...columnsOf(row) })
    .execute();
  await writeTies(tx, row.id, 'about', row.needIds, 'about', row.objectiveIds.map(withoutReason));
}

/** @returns false when somebody else saved meanwhile */
export async function updateContribution(
  tx: Tx,
  id: string,
  version: number,
  write: ContributionWrite,
): Promise<boolean> {
  const result = await tx
    .updateTable('participation.contribution')
    .set(columnsOf(write))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await writeTies(tx, id, 'about', write.needIds, 'about', write.objectiveIds.map(withoutReason));
  return true;
}

function withoutReason(id: string): { id: string; reason: null } {
  return { id, reason: null };
}

/** @returns false when somebody else saved meanwhile */
export async function updateAnswer(
  tx: Tx,
  id: string,
  version: number,
  fields: AnswerFields,
  ties: { raised: readonly string[]; changed: readonly { id: string; reason: string | null }[] },
): Promise<boolean> {
  const result = await tx
    .updateTable('participation.contribution')
    .set({
      state: fields.state,
      answer: fields.answer,
      answered_on: fields.answeredOn,
      answered_by: fields.answeredBy,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await writeTies(tx, id, 'raised', ties.raised, 'changed', ties.changed);
  return true;
}

/** The text that anyone reads from now on; null takes it away. @returns false when somebody else saved meanwhile */
export async function updatePublication(
  tx: Tx,
  id: string,
  version: number,
  published: { text: string; on: string } | null,
): Promise<boolean> {
  const result = await tx
    .updateTable('participation.contribution')
    .set({ published_text: published?.text ?? null, published_on: published?.on ?? null })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ties have no history of their own: they are written anew, and the contribution's history tells them. */
async function writeTies(
  tx: Tx,
  contributionId: string,
  needTie: 'about' | 'raised',
  needIds: readonly string[],
  objectiveTie: 'about' | 'changed',
  objectives: readonly { id: string; reason: string | null }[],
): Promise<void> {
  await tx
    .deleteFrom('participation.contribution_need')
    .where('contribution_id', '=', contributionId)
    .where('tie', '=', needTie)
    .execute();
  await tx
    .deleteFrom('participation.contribution_objective')
    .where('contribution_id', '=', contributionId)
    .where('tie', '=', objectiveTie)
    .execute();
  if (needIds.length > 0)
    await tx
      .insertInto('participation.contribution_need')
      .values(needIds.map((need_id) => ({ contribution_id: contributionId, need_id, tie: needTie })))
      .execute();
  if (objectives.length > 0)
    await tx
      .insertInto('participation.contribution_objective')
      .values(
        objectives.map(({ id, reason }) => ({
          contribution_id: contributionId,
          objective_id: id,
          tie: objectiveTie,
          reason,
        })),
      )
      .execute();
}

export async function deleteContribution(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('participation.contribution')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
