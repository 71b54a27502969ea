import { z } from 'zod';
import { partyLines } from '#domains/governance/index.js';
import { decimal, lines, longText, optional, text } from '#platform/http/form.js';
import { formRows } from '#platform/http/form-rows.js';
import { SERVICE_STATES } from './service.types.js';

const figure = z.object({
  measure: text(200),
  value: optional(decimal),
  unit: optional(text(60)),
  period: optional(text(60)),
});

export const ServiceForm = z.object({
  name: text(300, 3),
  kind: text(120, 2),
  place: optional(text(60)),
  description: optional(longText(4_000)),
  target: lines(40, 200),
  opening: optional(longText(500)),
  state: z.enum(SERVICE_STATES),
  providers: partyLines,
  figures: z.array(figure).max(100),
  source: optional(text(300)),
  note: optional(longText(2_000)),
});

/** Gathers the figures' rows of a sent form. */
export function prepareServiceForm(body: Record<string, unknown>): Record<string, unknown> {
  return { ...body, figures: formRows(body, 'figures', ['measure', 'value', 'unit', 'period']) };
}
