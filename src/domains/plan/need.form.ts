import { z } from 'zod';
import { longText, onceRead, optional, text, version } from '#platform/http/form.js';
import { EVIDENCE_KINDS, type EvidenceFields, type Need, type NeedFields, PRIORITIES } from './need.types.js';

const fields = {
  theme: text(120),
  description: longText(2_000, 3),
  place: z.string().min(1, { error: 'platform.field.required' }).max(64),
  target: optional(text(500)),
  priority: optional(z.enum(PRIORITIES)),
  raisedBy: optional(text(200)),
  source: optional(text(200)),
  note: optional(longText(4_000)),
};

export const newNeedSchema = z.object({ ...fields, code: optional(text(40)) });
export const needSchema = z.object({ ...fields, version });

export function toNeedFields(input: NeedFields): NeedFields {
  const { theme, description, place, target, priority, raisedBy, source, note } = input;
  return { theme, description, place, target, priority, raisedBy, source, note };
}

export function needValues(need: Need): Record<string, unknown> {
  return {
    version: need.version,
    theme: need.theme,
    description: need.description,
    place: need.placeCode,
    target: need.target,
    priority: need.priority,
    raisedBy: need.raisedBy,
    source: need.source,
    note: need.note,
  };
}

const evidenceFields = {
  kind: z.enum(EVIDENCE_KINDS, { error: 'platform.field.required' }),
  reference: optional(text(200)),
  category: optional(text(200)),
  place: optional(z.string().max(64)),
  text: longText(1_000, 3),
};
const needsReference = (input: { kind: string; reference: string | null }) =>
  input.kind === 'text' || input.reference !== null;
const reference = {
  path: ['reference'],
  error: 'plan.evidence.reference-needed',
  when: onceRead('kind', 'reference'),
};

export const newEvidenceSchema = z.object(evidenceFields).refine(needsReference, reference);
export const evidenceSchema = z.object({ ...evidenceFields, version }).refine(needsReference, reference);

export function toEvidence(input: z.output<typeof newEvidenceSchema>): EvidenceFields {
  const { kind, category, place, text: words } = input;
  return { kind, reference: input.reference ?? '', category, place, text: words };
}
