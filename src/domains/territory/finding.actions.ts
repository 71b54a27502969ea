import { writeAudit } from '#platform/audit/audit.sql.js';
import { Absent, Conflict, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import {
  choiceOf,
  compareFindings,
  findPublishedDifferences,
  listVariablesOf,
  newFinding,
  readThresholds,
} from './finding.rules.js';
import { listFindingsOf } from './finding.sql.js';
import type { AmbitoRule, FindingRule, NewFinding } from './finding.types.js';
import {
  cellsOf,
  listBrokenSums,
  listCheckAges,
  listCheckFigures,
  listCheckPlaces,
  listCheckVariables,
  listLiveEditions,
  listPublishedTotals,
  sourcePlacesOf,
} from './finding-input.sql.js';
import {
  adoptExplanations,
  closeFindings,
  insertFindingEvents,
  listKnownFindings,
  markExplained,
  replacePublishedTotals,
  saveExplanation,
  saveExplanations,
  saveSeenFindings,
} from './finding-store.sql.js';
import { checkFigures } from './quality/check.engine.js';
import { checkShareBases } from './quality/checks/share-base.check.js';
import { readFigureSet } from './quality/figure-set.js';
import { observationsInMemory } from './quality/observation-source.js';
import { readPublishedTotals, writeFileProblem } from './quality/published.file.js';
import { listAmbitoRules, saveAmbitoRule } from './quality-rule.sql.js';
import { RULE_EDITORS, TERRITORY_EDITORS } from './territory.roles.js';

/**
 * Runs every rule that is on over the live figures and the published totals, and keeps what became of each finding.
 * Figures are read in one query and looked at in memory: linear in the figures of the ambito, whatever else is stored.
 * @returns how many findings stand.
 */
export async function checkQuality(ctx: Ctx): Promise<number> {
  requireRole(ctx, TERRITORY_EDITORS);
  return runCheck(ctx, false);
}

async function runCheck(ctx: Ctx, rulesChanged: boolean): Promise<number> {
  const rules = await listAmbitoRules(ctx.tx);
  const editions = await listLiveEditions(ctx.tx);
  const found = await findAll(ctx, rules, new Map(editions.map(({ code, title }) => [code, title])));
  const changes = compareFindings(found, await listKnownFindings(ctx.tx), {
    editions,
    isActive: (rule) => rules.find((one) => one.rule === rule)?.active ?? true,
    rulesChanged,
    newId,
  });
  await saveSeenFindings(ctx.tx, changes.seen, ctx.now);
  await adoptExplanations(ctx.tx);
  await closeFindings(ctx.tx, changes.gone, ctx.now);
  await insertFindingEvents(ctx.tx, changes.events, ctx.now);
  await writeAudit(ctx, 'quality.check', 'ambito', ctx.ambito.slug, { findings: found.length });
  return found.length;
}

async function findAll(
  ctx: Ctx,
  rules: readonly AmbitoRule[],
  datasets: ReadonlyMap<string, string>,
): Promise<NewFinding[]> {
  const choose = (rule: FindingRule) => choiceOf(rule, rules);
  const totals = await listPublishedTotals(ctx.tx);
  const figures = await listCheckFigures(ctx.tx);
  const places = await listCheckPlaces(ctx.tx);
  const variables = await listCheckVariables(ctx.tx);
  const set = readFigureSet({
    figures,
    ages: await listCheckAges(ctx.tx),
    places,
    variables,
    datasets,
    brokenSums: await listBrokenSums(ctx.tx),
  });
  const named = listVariablesOf(totals);
  const stocks = variables.filter((one) => one.nature === 'stock').map((one) => one.code);
  const cells = cellsOf(figures, [...named, ...stocks]);
  const source = observationsInMemory(sourcePlacesOf(places), cells);
  const names = { dataset: set.datasetTitle, place: set.placeName };
  const bases = choose('share-base').active
    ? checkShareBases(totals, source, {
        bases: stocks,
        periods: [...new Set(cells.map((cell) => cell.period).filter((period) => /^\d{4}$/.test(period)))],
        nameOf: set.nameOf,
        wholeOf: (names) => set.wholeOf(names.map((name) => source.findPlace(name) ?? name)),
      })
    : [];
  return [
    ...(choose('published-total').active ? findPublishedDifferences(totals, source) : []),
    ...[...bases, ...checkFigures(set, choose)].map((one) => newFinding(one, names)),
  ];
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

/**
 * Notes why a finding stands. It counts as explained as long as its figures stay the same: when they change, the check
 * opens it again and keeps the note. @throws Absent, Conflict, Refused for one that no longer stands
 */
export async function explainFinding(
  ctx: Ctx,
  id: string,
  input: { note: string; version: number | null },
): Promise<void> {
  requireRole(ctx, TERRITORY_EDITORS);
  const [finding] = await listFindingsOf(ctx.tx, [id]);
  if (!finding) throw new Absent('finding');
  if (finding.state === 'corrected' || finding.state === 'lapsed')
    throw new Refused('territory.finding.closed');
  if (!(await saveExplanation(ctx.tx, finding, input.note, input.version))) throw new Conflict();
  await keepExplained(ctx, [id], input.note);
  await writeAudit(ctx, 'finding.explain', 'finding', `${finding.rule}:${finding.code}`);
}

/** One note on many open findings at once. @returns how many took it. @throws Refused when none is open any more */
export async function explainFindings(
  ctx: Ctx,
  input: { ids: readonly string[]; note: string },
): Promise<number> {
  requireRole(ctx, TERRITORY_EDITORS);
  const ids = await saveExplanations(ctx.tx, input.ids, input.note);
  if (ids.length === 0) throw new Refused('territory.finding.none-open');
  await keepExplained(ctx, ids, input.note);
  await writeAudit(ctx, 'finding.explain-many', 'ambito', ctx.ambito.slug, { findings: ids.length });
  return ids.length;
}

async function keepExplained(ctx: Ctx, ids: readonly string[], note: string): Promise<void> {
  await markExplained(ctx.tx, ids);
  const accountId = ctx.user?.id ?? null;
  await insertFindingEvents(
    ctx.tx,
    ids.map((findingId) => ({ findingId, kind: 'explained', accountId, note })),
    ctx.now,
  );
}

/**
 * Switches a rule on or off, or moves its thresholds, for this ambito; the check runs again at once.
 * @throws Invalid for thresholds out of bounds, Conflict
 */
export async function setRule(
  ctx: Ctx,
  rule: FindingRule,
  input: {
    active: boolean;
    thresholds: Readonly<Record<string, number>>;
    reason: string;
    version: number | null;
  },
): Promise<void> {
  requireRole(ctx, RULE_EDITORS);
  const { thresholds, outside } = readThresholds(rule, input.thresholds);
  if (outside.length > 0)
    throw new Invalid(outside.map((key) => ({ field: `soglia-${key}`, code: 'territory.rule.outside' })));
  const { active, reason } = input;
  if (!(await saveAmbitoRule(ctx.tx, { rule, active, thresholds, reason }, input.version)))
    throw new Conflict();
  await writeAudit(ctx, 'quality-rule.update', 'quality-rule', rule, {
    active,
    thresholds: JSON.stringify(thresholds),
    reason,
  });
  await runCheck(ctx, true);
}
