import type { Guideline, SheetField } from '#domains/plan/index.js';
import { formatEuroCents, formatPercent } from '#platform/i18n/format.js';
import type { Lang } from '#platform/i18n/messages.js';
import { uiText } from '#platform/ui/ui.messages.js';
import type { SheetAnswers } from '../evaluation.types.js';
import { isOwn, reasonKey } from './sheet-field.rules.js';

/** An answer that only its guideline asks, as it is read, with the words beside it; null where there is none. */
export function sayAnswer(field: SheetField, answers: SheetAnswers, lang: Lang): string | null {
  const said = say(field, answers[field.key] ?? null, lang);
  const reason = answers[reasonKey(field.key)];
  const words = [said, field.withReason && reason ? String(reason) : null].filter(Boolean);
  return words.length === 0 ? null : words.join('. ');
}

/** All of them, each with its label. */
export function sayAnswers(guideline: Guideline, answers: SheetAnswers, lang: Lang): string {
  return guideline.outcomeSheet.fields
    .filter(isOwn)
    .flatMap((field) => {
      const said = sayAnswer(field, answers, lang);
      return said === null ? [] : [`${field.label[lang]}: ${said}`];
    })
    .join('; ');
}

function say(field: SheetField, answer: SheetAnswers[string], lang: Lang): string | null {
  if (answer === null || answer === '') return null;
  if (typeof answer === 'boolean') return uiText(lang)(answer ? 'ui.yes' : 'ui.no');
  if (Array.isArray(answer)) return answer.length === 0 ? null : answer.join('; ');
  if (typeof answer === 'number')
    return field.kind === 'euro'
      ? formatEuroCents(answer, { decimals: 2, lang })
      : formatPercent(answer, { decimals: 0, lang });
  return field.options?.find((one) => one.value === answer)?.label[lang] ?? answer;
}
