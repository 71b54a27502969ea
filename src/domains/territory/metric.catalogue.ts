import { z } from 'zod';
import type { Lang } from '#platform/i18n/messages.js';
import { ShippedMetric } from './metric.types.js';
import shipped from './metrics.json' with { type: 'json' };

/** The metrics that every ambito starts with; formulas as in ISTAT's publications. */
export const shippedMetrics: readonly ShippedMetric[] = z.array(ShippedMetric).parse(shipped);

const byCode = new Map(shippedMetrics.map((metric) => [metric.code, metric]));

/** Name, explanation and question of a shipped metric in the reader's language; what the ambito wrote for its own. */
export function wordsOfMetric(
  metric: { code: string; name: string; explanation: string; shipped: boolean },
  lang: Lang,
): { name: string; explanation: string; question: string } {
  const known = metric.shipped ? byCode.get(metric.code) : undefined;
  if (!known) return { name: metric.name, explanation: metric.explanation, question: metric.name };
  return {
    name: known.name[lang],
    explanation: known.explanation[lang],
    question: known.question[lang],
  };
}
