import type { Ctx } from '#platform/http/context.js';
import { listFindings } from './finding.sql.js';
import type { FindingRule, FindingSeverity, FindingState } from './finding.types.js';
import { sayFinding } from './finding.words.js';

/** A finding as programs read it. */
export interface FindingReading {
  id: string;
  rule: FindingRule;
  severity: FindingSeverity;
  state: FindingState;
  where: string;
  place: { code: string; name: string } | null;
  period: string | null;
  published: number | null;
  expected: number | null;
  difference: number | null;
  message: string;
  explanation: string | null;
}

/** Findings in words; those that stand, unless other states are asked for. */
export async function readFindings(ctx: Ctx, states?: readonly FindingState[]): Promise<FindingReading[]> {
  return (await listFindings(ctx.tx, states ? { states } : {})).map((finding) => ({
    id: finding.code,
    rule: finding.rule,
    severity: finding.severity,
    state: finding.state,
    where: finding.location,
    place:
      finding.placeCode === null
        ? null
        : { code: finding.placeCode, name: finding.placeName ?? finding.placeCode },
    period: finding.period,
    published: numberOf(finding.published),
    expected: numberOf(finding.expected),
    difference: numberOf(finding.difference),
    message: sayFinding(finding, ctx.lang),
    explanation: finding.explanation,
  }));
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}
