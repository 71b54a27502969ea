import { writeAudit } from '#platform/audit/audit.sql.js';
import { Absent, Conflict, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import {
  findPublishedDifferences,
  jumpFinding,
  listVariablesOf,
  missingFinding,
  sexesFinding,
  withDays,
} from './finding.rules.js';
import {
  listBrokenSexes,
  listCells,
  listFindings,
  listJumps,
  listMissingPlaces,
  listPublishedTotals,
  listSourcePlaces,
  replaceFindings,
  replacePublishedTotals,
  saveExplanation,
} from './finding.sql.js';
import { observationsInMemory } from './quality/observation-source.js';
import { readPublishedTotals, writeFileProblem } from './quality/published.file.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

/**
 * Runs every rule over the live figures and the published totals, and writes what it finds in the place of what the
 * last check found. The formulas' inputs are read in one query.
 * @returns how many findings there are.
 */
export async function checkQuality(ctx: Ctx): Promise<number> {
  requireRole(ctx, TERRITORY_EDITORS);
  const totals = await listPublishedTotals(ctx.tx);
  const cells = await listCells(ctx.tx, listVariablesOf(totals));
  const source = observationsInMemory(await listSourcePlaces(ctx.tx), withDays(cells));
  const findings = [
    ...findPublishedDifferences(totals, source),
    ...(await listBrokenSexes(ctx.tx)).map(sexesFinding),
    ...(await listMissingPlaces(ctx.tx)).map(missingFinding),
    ...(await listJumps(ctx.tx)).map(jumpFinding),
  ];
  await replaceFindings(ctx.tx, findings, ctx.now);
  await writeAudit(ctx, 'quality.check', 'ambito', ctx.ambito.slug, { findings: findings.length });
  return findings.length;
}

/**
 * Takes in the totals that a document published, with the formula of each (docs/formati/formule.md), in the place of
 * those that were there, and checks them.
 * @throws Refused with the first mistake of the file; then nothing changes.
 */
export async function importPublishedTotals(ctx: Ctx, text: string): Promise<number> {
  requireRole(ctx, TERRITORY_EDITORS);
  const { totals, problems } = readPublishedTotals(text);
  const first = problems[0];
  if (first)
    throw new Refused(
      'territory.totals.refused',
      { problem: writeFileProblem(first, ctx.lang), count: problems.length - 1 },
      422,
    );
  await replacePublishedTotals(ctx.tx, totals);
  await writeAudit(ctx, 'published-totals.import', 'ambito', ctx.ambito.slug, { totals: totals.length });
  await checkQuality(ctx);
  return totals.length;
}

/** Notes why a finding stands; the note stays when the check runs again. @throws Absent, Conflict */
export async function explainFinding(
  ctx: Ctx,
  id: string,
  input: { note: string; version: number | null },
): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  const finding = (await listFindings(ctx.tx)).find((one) => one.id === id);
  if (!finding) throw new Absent('finding');
  if (!(await saveExplanation(ctx.tx, finding, input.note, input.version))) throw new Conflict();
  await writeAudit(ctx, 'finding.explain', 'finding', `${finding.rule}:${finding.code}`);
}
