import { listPlaceRefs, nextCode } from '#domains/governance/index.js';
import { getGuideline, planReading } from '#domains/plan/index.js';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, type Face, requireRole } from '#platform/http/context.js';
import { civilDay } from '#platform/i18n/format.js';
import { newId } from '#platform/ids.js';
import { EDITORS, isClosed, readParty } from './contribution.rules.js';
import {
  type ContributionWrite,
  deleteContribution,
  findContribution,
  insertContribution,
  listContributionCodes,
  listPartyChoices,
  listTargets,
  updateAnswer,
  updateContribution,
  updatePublication,
} from './contribution.sql.js';
import type { AnswerFields, Contribution, ContributionFields, Tied } from './participation.types.js';

type Reader = Ctx & { view?: { face: Face } };
type Plan = Awaited<ReturnType<typeof planReading.getPlan>>;

const { getPlan, requireOpen, seesDrafts } = planReading;

/** @throws Absent, for the public also when it was not published */
export async function getContribution(ctx: Reader, plan: Plan, code: string): Promise<Contribution> {
  const found = await findContribution(ctx.tx, plan.id, code, seesDrafts(ctx));
  if (!found) throw new Absent('contribution');
  return found;
}

/** Chapters and annexes of the plan's guideline, in its order. */
export async function listChapterTitles(
  ctx: Reader,
  plan: Plan,
): Promise<{ number: string; title: string }[]> {
  const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
  return [...guideline.chapters, ...guideline.annexes].map((one) => ({
    number: one.number,
    title: one.title[ctx.lang],
  }));
}

/** Writes contributions into the plan's book, all or none. @returns their codes, in order */
export async function addContributions(
  ctx: Ctx,
  planCode: string,
  contributions: readonly ContributionFields[],
): Promise<string[]> {
  const plan = await getPlan(ctx, planCode);
  const prepare = await openBook(ctx, plan);
  const taken = new Set(await listContributionCodes(ctx.tx, plan.id));
  const codes: string[] = [];
  for (const fields of contributions) {
    const row = { ...prepare(fields), id: newId(), code: nextCode('C', taken) };
    taken.add(row.code);
    codes.push(row.code);
    await insertContribution(ctx.tx, plan.id, row);
    await writeAudit(ctx, 'contribution.create', 'contribution', row.id, {
      plan: plan.code,
      code: row.code,
      channel: fields.channel,
    });
  }
  return codes;
}

/** @throws Conflict when somebody else saved meanwhile */
export async function editContribution(
  ctx: Ctx,
  planCode: string,
  code: string,
  version: number,
  fields: ContributionFields,
): Promise<void> {
  const { plan, contribution } = await openContribution(ctx, planCode, code);
  const write = (await openBook(ctx, plan))(fields);
  if (!(await updateContribution(ctx.tx, contribution.id, version, write))) throw new Conflict();
  await writeAudit(ctx, 'contribution.update', 'contribution', contribution.id, { plan: plan.code, code });
}

/**
 * Answers: what becomes of it, why, and what of the plan it raised or changed. To close it the words are needed; one that
 * is open again is no longer shown to the public.
 * @throws Invalid, Conflict when somebody else saved meanwhile
 */
export async function answerContribution(
  ctx: Ctx,
  planCode: string,
  code: string,
  version: number,
  fields: AnswerFields,
): Promise<void> {
  const { plan, contribution } = await openContribution(ctx, planCode, code);
  if (isClosed(fields.state) && fields.answer === null)
    throw new Invalid([{ field: 'answer', code: 'participation.answer-needed' }]);
  const find = finder(await listTargets(ctx.tx, plan.id, 'objective'), 'changed');
  const raised = fields.raised.map(finder(await listTargets(ctx.tx, plan.id, 'need'), 'raised'));
  const changed = fields.changed.map((one) => ({ id: find(one.code), reason: one.reason }));
  if (!(await updateAnswer(ctx.tx, contribution.id, version, fields, { raised, changed })))
    throw new Conflict();
  await writeAudit(ctx, 'contribution.answer', 'contribution', contribution.id, {
    plan: plan.code,
    code,
    state: fields.state,
    needs: raised.length,
    objectives: changed.length,
  });
}

/**
 * Shows it to everyone with the words that a moderator released, or takes it away (null). Not part of the adopted text:
 * it may be done until the plan is closed.
 * @throws Refused when it has no answer yet
 */
export async function publishContribution(
  ctx: Ctx,
  planCode: string,
  code: string,
  version: number,
  text: string | null,
): Promise<void> {
  const plan = await getPlan(ctx, planCode);
  const contribution = await getContribution(ctx, plan, code);
  requireRole(ctx, EDITORS, contribution.within);
  if (plan.state === 'closed') throw new Refused('participation.plan-closed', { plan: plan.code });
  if (text !== null && !isClosed(contribution.state))
    throw new Refused('participation.not-answered', { code });
  const published = text === null ? null : { text, on: civilDay(ctx.now) };
  if (!(await updatePublication(ctx.tx, contribution.id, version, published))) throw new Conflict();
  await writeAudit(
    ctx,
    text === null ? 'contribution.unpublish' : 'contribution.publish',
    'contribution',
    contribution.id,
    { plan: plan.code, code },
  );
}

/** Takes it out of the book; its last state stays in the history with the reason. */
export async function removeContribution(
  ctx: Ctx,
  planCode: string,
  code: string,
  version: number,
  reason: string,
): Promise<void> {
  const { plan, contribution } = await openContribution(ctx, planCode, code);
  await giveReason(ctx, reason);
  if (!(await deleteContribution(ctx.tx, contribution.id, version))) throw new Conflict();
  await writeAudit(ctx, 'contribution.remove', 'contribution', contribution.id, { plan: plan.code, code });
}

/** One that this account may write, in a plan that is open. @throws Absent, Refused */
export async function openContribution(
  ctx: Ctx,
  planCode: string,
  code: string,
): Promise<{ plan: Plan; contribution: Contribution }> {
  const plan = await getPlan(ctx, planCode);
  const contribution = await getContribution(ctx, plan, code);
  requireRole(ctx, EDITORS, contribution.within);
  requireOpen(plan);
  return { plan, contribution };
}

/** Finds places, parties and subjects once for many contributions; checks that the account may write there. */
async function openBook(ctx: Ctx, plan: Plan): Promise<(fields: ContributionFields) => ContributionWrite> {
  requireOpen(plan);
  const places = new Map((await listPlaceRefs(ctx.tx)).map((one) => [one.code, one]));
  const parties = new Map((await listPartyChoices(ctx.tx)).map((one) => [`${one.kind}:${one.code}`, one.id]));
  const chapters = new Set((await listChapterTitles(ctx, plan)).map((one) => one.number));
  const needOf = finder(await listTargets(ctx.tx, plan.id, 'need'), 'needs');
  const objectiveOf = finder(await listTargets(ctx.tx, plan.id, 'objective'), 'objectives');
  return (fields) => {
    const place = places.get(fields.place);
    if (!place) throw new Invalid([{ field: 'place', code: 'participation.place-unknown' }]);
    requireRole(ctx, EDITORS, place.within);
    if (fields.speaker === null && fields.party === null)
      throw new Invalid([{ field: 'speaker', code: 'participation.speaker-needed' }]);
    if (fields.receivedOn !== null && fields.receivedOn > civilDay(ctx.now))
      throw new Invalid([{ field: 'receivedOn', code: 'participation.day-to-come' }]);
    const unknown = fields.chapters.find((number) => !chapters.has(number));
    if (unknown !== undefined)
      throw new Invalid([
        { field: 'chapters', code: 'participation.chapter-unknown', values: { number: unknown } },
      ]);
    return {
      fields,
      placeId: place.id,
      party: partyOf(fields.party, parties),
      needIds: fields.needs.map(needOf),
      objectiveIds: fields.objectives.map(objectiveOf),
    };
  };
}

function partyOf(party: string | null, known: ReadonlyMap<string, string>): ContributionWrite['party'] {
  if (party === null) return null;
  const named = readParty(party);
  const id = known.get(party);
  if (!named || id === undefined)
    throw new Invalid([{ field: 'party', code: 'participation.party-unknown' }]);
  return { kind: named.kind, id };
}

/** From a code to the identifier. The function throws Invalid at the field. */
function finder(targets: readonly (Tied & { id: string })[], field: string): (code: string) => string {
  const ids = new Map(targets.map((one) => [one.code, one.id]));
  return (code) => {
    const id = ids.get(code);
    if (id === undefined)
      throw new Invalid([{ field, code: 'participation.target-unknown', values: { code } }]);
    return id;
  };
}
