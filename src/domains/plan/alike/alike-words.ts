import { formatEuroCents, formatNumber } from '#platform/i18n/format.js';
import type { Lang } from '#platform/i18n/messages.js';
import { uiText } from '#platform/ui/ui.messages.js';
import type { Guideline, SheetField } from '../guideline.types.js';
import { toNeedFields } from '../need.form.js';
import type { Need, NeedFields } from '../need.types.js';
import { noteOf } from '../objective.form.js';
import type { KeyPoint, Objective, ObjectiveFields } from '../objective.types.js';
import { planText } from '../plan.messages.js';
import { priorityName } from '../plan-words.js';
import { answerOf, fieldsOf, isAnsweredElsewhere, withAnswer } from '../sheet-field.rules.js';
import type { WordField } from './alike-words.rules.js';

/** Two that say the same: one is kept, the other goes into it. */
export interface Pair<T> {
  kept: T;
  away: T;
}

const asText = (value: unknown) => (value === null || value === undefined ? '' : String(value));

/** What two needs say, field by field. */
export function needWords(lang: Lang, { kept, away }: Pair<Need>): WordField[] {
  const t = planText(lang);
  const text = (key: keyof NeedFields & keyof Need, label: string, most: number): WordField => ({
    ...{ key, label, most, kind: 'text', kept: kept[key], away: away[key] },
    words: asText,
  });
  const names = new Map([kept, away].map((one) => [one.placeCode, one.placeName]));
  return [
    text('description', t('plan.need'), 2_000),
    { ...text('theme', t('plan.theme'), 120), kind: 'one' },
    {
      ...{ key: 'place', label: t('plan.place'), kind: 'one', most: 64 },
      ...{ kept: kept.placeCode, away: away.placeCode },
      words: (code) => names.get(String(code)) ?? '',
    },
    text('target', t('plan.target'), 500),
    {
      ...text('priority', t('plan.priority'), 10),
      kind: 'one',
      words: (value) => (value ? priorityName(lang, value as NonNullable<Need['priority']>) : ''),
    },
    text('raisedBy', t('plan.raised-by'), 200),
    text('source', t('plan.source'), 200),
    text('note', t('plan.note'), 4_000),
  ];
}

/** The need that is kept with the words that were chosen. */
export function needWith(kept: Need, chosen: Record<string, unknown>): NeedFields {
  return { ...toNeedFields({ ...kept, place: kept.placeCode }), ...(chosen as Partial<NeedFields>) };
}

/** What two objectives say, field by field in the guideline's order. */
export function objectiveWords(
  lang: Lang,
  { kept, away }: Pair<Objective>,
  guideline: Guideline,
): WordField[] {
  const t = planText(lang);
  const own = (key: keyof ObjectiveFields & keyof Objective, label: string, most: number): WordField => ({
    ...{ key, label, most, kind: 'text', kept: kept[key], away: away[key] },
    words: asText,
  });
  const names = new Map([kept, away].map((one) => [one.placeCode, one.placeName]));
  const asked = askedFields(guideline).flatMap((field): WordField[] => {
    const label = field.label[lang];
    const note = noteOf(field);
    return [
      {
        ...{ key: field.key, label, ...shapeOf(field) },
        ...{ kept: answerOf(kept, field), away: answerOf(away, field) },
        words: (value) => answerWords(lang, guideline, field, value),
      },
      ...(note ? [own(note, `${label}: ${t('plan.note')}`, 2_000)] : []),
    ];
  });
  return [
    ...asked,
    {
      ...own('rank', t('plan.rank'), 20),
      kind: 'one',
      words: (value) => t(`plan.rank.${value as Objective['rank']}`),
    },
    {
      ...{ key: 'place', label: t('plan.place'), kind: 'one', most: 64 },
      ...{ kept: kept.placeCode, away: away.placeCode },
      words: (code) => names.get(String(code)) ?? '',
    },
    own('source', t('plan.source'), 200),
    own('note', t('plan.note'), 4_000),
  ];
}

/** The objective that is kept with the words that were chosen. */
export function objectiveWith(
  kept: Objective,
  chosen: Record<string, unknown>,
  guideline: Guideline,
): ObjectiveFields {
  const asked = askedFields(guideline);
  const keys = new Set(asked.map(({ key }) => key));
  const others = Object.fromEntries(Object.entries(chosen).filter(([key]) => !keys.has(key)));
  return asked.reduce(
    (fields, field) => (field.key in chosen ? withAnswer(fields, field, chosen[field.key]) : fields),
    { ...fieldsOf(kept), ...(others as Partial<ObjectiveFields>) },
  );
}

function askedFields(guideline: Guideline): SheetField[] {
  return guideline.objectiveSheet.fields.filter(
    (field) => !isAnsweredElsewhere(field) && field.kind !== 'measurementTools',
  );
}

function shapeOf(field: SheetField): Pick<WordField, 'kind' | 'most'> {
  switch (field.kind) {
    case 'text':
      return { kind: 'text', most: field.key === 'title' ? 400 : 1_000 };
    case 'longText':
      return { kind: 'text', most: 10_000 };
    case 'list':
    case 'policyAreas':
    case 'keyPoints':
      return { kind: 'list', most: 1_000 };
    default:
      return { kind: 'one', most: 1_000 };
  }
}

function answerWords(lang: Lang, guideline: Guideline, field: SheetField, value: unknown): string {
  if (value === null || value === undefined) return '';
  switch (field.kind) {
    case 'boolean':
      return uiText(lang)(value === true ? 'ui.yes' : 'ui.no');
    case 'choice':
      return field.options?.find((one) => one.value === value)?.label[lang] ?? String(value);
    case 'euro':
      return formatEuroCents(Math.round(Number(value) * 100), { lang });
    case 'percent':
      return `${formatNumber(Number(value), { lang })} %`;
    case 'policyAreas': {
      const names = new Map(guideline.policyAreas.map((area) => [area.code, area.name[lang]]));
      return (value as string[]).map((code) => `${code} · ${names.get(code) ?? code}`).join('\n');
    }
    case 'keyPoints':
      return (value as KeyPoint[])
        .map(({ area, point, pointAsStated }) => [point ?? area, pointAsStated].filter(Boolean).join(' · '))
        .join('\n');
    default:
      return Array.isArray(value) ? value.join('\n') : String(value);
  }
}
