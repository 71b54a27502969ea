import { fold } from './objective-tree.rules.js';

/** Code of the metric that is written by its code or by its name; undefined where there is none. */
export function codeOfMetric(
  metrics: readonly { code: string; name: string }[],
  written: string,
): string | undefined {
  const meant = fold(written);
  return metrics.find((one) => fold(one.code) === meant || fold(one.name) === meant)?.code;
}
