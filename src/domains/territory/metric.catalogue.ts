import { z } from 'zod';
import type { Lang } from '#platform/i18n/messages.js';
import { ShippedMetric } from './metric.types.js';
import shipped from './metrics.json' with { type: 'json' };

/** The metrics that every ambito starts with; formulas as in ISTAT's publications. */
export const shippedMetrics: readonly ShippedMetric[] = z.array(ShippedMetric).parse(shipped);

const byCode = new Map(shippedMetrics.map((metric) => [metric.code, metric]));

export interface MetricWords {
  name: string;
  explanation: string;
  /** What the metric answers, for the title of its page. */
  question: string;
  /** Heads of the columns of its two members; null for metrics of the ambito's own. */
  labels: { numerator: string; denominator: string } | null;
}

/** Words of a shipped metric in the reader's language; what the ambito wrote for its own. */
export function wordsOfMetric(
  metric: { code: string; name: string; explanation: string; shipped: boolean },
  lang: Lang,
): MetricWords {
  const known = metric.shipped ? byCode.get(metric.code) : undefined;
  if (!known)
    return { name: metric.name, explanation: metric.explanation, question: metric.name, labels: null };
  const { numerator, denominator } = known.labels;
  return {
    name: known.name[lang],
    explanation: known.explanation[lang],
    question: known.question[lang],
    labels: { numerator: numerator[lang], denominator: denominator[lang] },
  };
}
