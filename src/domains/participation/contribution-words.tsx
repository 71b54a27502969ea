import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatDate, type Lang } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { StateTag } from '#platform/ui/parts.js';
import type { Crumb } from '#platform/ui/shell.js';
import { EDITORS } from './contribution.rules.js';
import { participationText } from './participation.messages.js';
import type { Contribution, ContributionState } from './participation.types.js';

export function contributionsPath(plan: string): string {
  return `/piano/${plan}/contributi`;
}

export function contributionAddress(ctx: PageCtx, one: { plan: string; code: string }, rest = ''): string {
  return at(ctx, `${contributionsPath(one.plan)}/${encodeURIComponent(one.code)}${rest}`);
}

export function contributionCrumbs(ctx: PageCtx, plan: string): Crumb[] {
  const t = participationText(ctx.lang);
  return [
    { label: t('participation.plan', { plan }), href: at(ctx, `/piano/${plan}`) },
    { label: t('participation.title'), href: at(ctx, contributionsPath(plan)) },
  ];
}

/** Only in the workplace. An empty list of places asks whether anywhere. */
export function mayEdit(ctx: PageCtx, within: readonly string[]): boolean {
  return ctx.view.face === 'office' && may(ctx, EDITORS, within);
}

export function doorOf(ctx: PageCtx): string {
  return ctx.view.face === 'office' ? 'participation' : 'plan';
}

const TONES = {
  received: 'late',
  examined: 'late',
  accepted: 'good',
  acceptedInPart: 'calm',
  alreadyForeseen: 'calm',
  notAccepted: 'off',
} as const satisfies Record<ContributionState, 'good' | 'late' | 'calm' | 'off'>;

export function ContributionTag({ lang, state }: { lang: Lang; state: ContributionState }): VNode {
  return <StateTag tone={TONES[state]}>{participationText(lang)(`participation.state.${state}`)}</StateTag>;
}

/** Who spoke, in words: the kind of person, the organisation, or both. */
export function sayWho(lang: Lang, one: Pick<Contribution, 'speaker' | 'party'>): string {
  const t = participationText(lang);
  return [one.speaker === null ? null : t(`participation.speaker.${one.speaker}`), one.party?.name]
    .filter(Boolean)
    .join(', ');
}

export function sayDay(lang: Lang, day: string | null): string {
  return day === null ? participationText(lang)('participation.when-unsaid') : formatDate(day, { lang });
}

/** What it concerns, by name or code. */
export function saySubjects(
  lang: Lang,
  one: Pick<Contribution, 'aboutPlan' | 'chapters' | 'needs' | 'objectives'>,
): string[] {
  const t = participationText(lang);
  return [
    ...(one.aboutPlan ? [t('participation.about-plan')] : []),
    ...one.chapters.map((number) => t('participation.chapter', { number })),
    ...one.needs.map(({ code }) => code),
    ...one.objectives.map(({ code }) => code),
  ];
}
