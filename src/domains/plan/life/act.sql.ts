import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { PlanState } from '../plan.types.js';
import type { ActFile, PlanAct, QuorumRule, Signatory, TakenCheck, Votes } from './step.types.js';

export interface ActInsert {
  kind: 'step' | 'amendment';
  state: PlanState;
  takenOn: string;
  actNumber: string | null;
  bodyId: string | null;
  bodyName: string | null;
  note: string | null;
  votes: Votes | null;
  rule: QuorumRule | null;
  agreementId: string | null;
  checks: readonly TakenCheck[];
  correctsId: string | null;
  reason: string | null;
}

export async function insertAct(tx: Tx, planId: string, act: ActInsert): Promise<string> {
  const id = newId();
  await tx
    .insertInto('plan.plan_act')
    .values({
      id,
      plan_id: planId,
      kind: act.kind,
      state: act.state,
      taken_on: act.takenOn,
      act_number: act.actNumber,
      body_id: act.bodyId,
      body_name: act.bodyName,
      note: act.note,
      members_entitled: act.votes?.membersEntitled ?? null,
      members_present: act.votes?.membersPresent ?? null,
      votes_for: act.votes?.votesFor ?? null,
      votes_against: act.votes?.votesAgainst ?? null,
      votes_abstained: act.votes?.votesAbstained ?? null,
      quorum_percent: act.rule?.quorumPercent ?? null,
      majority_percent: act.rule?.majorityPercent ?? null,
      agreement_id: act.agreementId,
      checks: JSON.stringify(act.checks),
      corrects_id: act.correctsId,
      reason: act.reason,
    })
    .execute();
  return id;
}

export interface SignatoryInsert {
  organisationId: string;
  role: string | null;
  hasSigned: boolean;
}

export async function insertSignatories(
  tx: Tx,
  actId: string,
  signatories: readonly SignatoryInsert[],
): Promise<void> {
  if (signatories.length === 0) return;
  await tx
    .insertInto('plan.act_signatory')
    .values(
      signatories.map((one, position) => ({
        act_id: actId,
        organisation_id: one.organisationId,
        has_signed: one.hasSigned,
        role: one.role,
        position,
      })),
    )
    .execute();
}

/** An act that corrects another has its signatories. */
export async function copySignatories(tx: Tx, from: string, to: string): Promise<void> {
  await sql`insert into plan.act_signatory (act_id, organisation_id, has_signed, role, position)
    select ${to}::uuid, organisation_id, has_signed, role, position from plan.act_signatory
    where act_id = ${from}`.execute(tx);
}

/** Acts of a plan in the order of their days; those that were corrected too, each with the one that corrects it. */
export async function listPlanActs(tx: Tx, planId: string): Promise<PlanAct[]> {
  const rows = await tx
    .selectFrom('plan.plan_act as c')
    .leftJoin('platform.account as a', 'a.id', 'c.created_by')
    .leftJoin('governance.agreement as g', 'g.id', 'c.agreement_id')
    .select((eb) => [
      'c.id',
      'c.kind',
      'c.state',
      'c.taken_on as takenOn',
      'c.act_number as actNumber',
      'c.body_name as bodyName',
      'c.note',
      'c.members_entitled as membersEntitled',
      'c.members_present as membersPresent',
      'c.votes_for as votesFor',
      'c.votes_against as votesAgainst',
      'c.votes_abstained as votesAbstained',
      'c.quorum_percent as quorumPercent',
      'c.majority_percent as majorityPercent',
      'c.checks',
      'c.corrects_id as correctsId',
      'c.reason',
      sql<string | null>`(select r.id from plan.plan_act r
        where r.ambito_id = c.ambito_id and r.corrects_id = c.id)`.as('correctedById'),
      sql<number | null>`(select v.number from plan.plan_version v
        where v.ambito_id = c.ambito_id and v.act_id = c.id)`.as('versionNumber'),
      'c.agreement_id as agreementId',
      'g.title as agreementTitle',
      'a.name as recordedBy',
      'c.created_at as recordedAt',
      jsonArrayFrom(
        eb
          .selectFrom('plan.act_signatory as s')
          .innerJoin('governance.organisation as o', 'o.id', 's.organisation_id')
          .whereRef('s.act_id', '=', 'c.id')
          .select(['o.code', 'o.name', 's.role', 's.has_signed as hasSigned'])
          .orderBy('s.position'),
      ).as('signatories'),
      jsonArrayFrom(
        eb
          .selectFrom('plan.act_file as f')
          .whereRef('f.act_id', '=', 'c.id')
          .select([
            'f.id',
            'f.name',
            'f.size',
            'f.sha256',
            'f.is_public as isPublic',
            'f.added_at as addedAt',
          ])
          .orderBy('f.added_at')
          .orderBy('f.id'),
      ).as('files'),
    ])
    .where('c.plan_id', '=', planId)
    .orderBy('c.taken_on')
    .orderBy('c.id')
    .execute();
  return rows.map(
    ({ membersEntitled, membersPresent, votesFor, votesAgainst, votesAbstained, ...row }): PlanAct => ({
      ...row,
      kind: row.kind as PlanAct['kind'],
      state: row.state as PlanState,
      checks: row.checks as unknown as TakenCheck[],
      signatories: row.signatories as Signatory[],
      files: row.files.map((file): ActFile => ({ ...file, addedAt: new Date(file.addedAt) })),
      votes:
        membersEntitled === null
          ? null
          : {
              membersEntitled,
              membersPresent: membersPresent ?? 0,
              votesFor: votesFor ?? 0,
              votesAgainst: votesAgainst ?? 0,
              votesAbstained: votesAbstained ?? 0,
            },
      rule:
        row.quorumPercent === null
          ? null
          : { quorumPercent: row.quorumPercent, majorityPercent: row.majorityPercent ?? 50 },
    }),
  );
}

export interface FileInsert {
  name: string;
  sha256: string;
  bytes: Buffer;
  isPublic: boolean;
}

/** @returns null when the act has this very file already */
export async function insertActFile(tx: Tx, actId: string, file: FileInsert): Promise<string | null> {
  const row = await tx
    .insertInto('plan.act_file')
    .values({
      id: newId(),
      act_id: actId,
      name: file.name,
      size: file.bytes.length,
      sha256: file.sha256,
      bytes: file.bytes,
      is_public: file.isPublic,
    })
    .onConflict((conflict) => conflict.columns(['ambito_id', 'act_id', 'sha256']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function findActFile(
  tx: Tx,
  planId: string,
  id: string,
): Promise<{ name: string; sha256: string; bytes: Buffer; isPublic: boolean } | undefined> {
  return tx
    .selectFrom('plan.act_file as f')
    .innerJoin('plan.plan_act as c', 'c.id', 'f.act_id')
    .select(['f.name', 'f.sha256', 'f.bytes', 'f.is_public as isPublic'])
    .where('c.plan_id', '=', planId)
    .where('f.id', '=', id)
    .executeTakeFirst();
}

export interface BodyRef extends QuorumRule {
  id: string;
  code: string;
  name: string;
}

/** Bodies that may decide, with the rule by which they do; the common rule where theirs is not known. */
export async function listBodyRefs(tx: Tx): Promise<BodyRef[]> {
  return tx
    .selectFrom('governance.body')
    .select([
      'id',
      'code',
      'name',
      sql<number>`coalesce(quorum_percent, 50)`.as('quorumPercent'),
      sql<number>`coalesce(majority_percent, 50)`.as('majorityPercent'),
    ])
    .orderBy(sql`array_position(array['political', 'technical', 'participatory'], level)`)
    .orderBy('name')
    .execute();
}

export interface AgreementRef {
  id: string;
  code: string;
  title: string;
  parties: { organisationId: string; code: string; name: string; role: string | null }[];
}

export async function listAgreementRefs(tx: Tx): Promise<AgreementRef[]> {
  return tx
    .selectFrom('governance.agreement as g')
    .select((eb) => [
      'g.id',
      'g.code',
      'g.title',
      jsonArrayFrom(
        eb
          .selectFrom('governance.agreement_party as m')
          .innerJoin('governance.organisation as o', 'o.id', 'm.organisation_id')
          .whereRef('m.agreement_id', '=', 'g.id')
          .select(['o.id as organisationId', 'o.code', 'o.name', 'm.role'])
          .orderBy('m.position')
          .orderBy('o.name'),
      ).as('parties'),
    ])
    .orderBy('g.title')
    .execute();
}

/** Reasons that were written for what stays open, by check. */
export async function listCheckNotes(
  tx: Tx,
  planId: string,
): Promise<Map<string, { id: string; note: string; version: number }>> {
  const rows = await tx
    .selectFrom('plan.check_note')
    .select(['id', 'check_code as code', 'note', 'version'])
    .where('plan_id', '=', planId)
    .execute();
  return new Map(rows.map(({ code, ...row }) => [code, row]));
}

export async function insertCheckNote(tx: Tx, planId: string, code: string, note: string): Promise<boolean> {
  const row = await tx
    .insertInto('plan.check_note')
    .values({ id: newId(), plan_id: planId, check_code: code, note })
    .onConflict((conflict) => conflict.columns(['ambito_id', 'plan_id', 'check_code']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateCheckNote(tx: Tx, id: string, version: number, note: string): Promise<boolean> {
  const result = await tx
    .updateTable('plan.check_note')
    .set({ note })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
