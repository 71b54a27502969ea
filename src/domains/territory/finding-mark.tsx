import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { at, withQuery } from '#platform/ui/address.js';
import { Callout } from '#platform/ui/parts.js';
import type { Finding } from './finding.types.js';
import { sayFinding } from './finding.words.js';
import { territoryText } from './territory.messages.js';

/** Address of what a mark stands for: the one finding, or those of the place. */
function addressOf(ctx: PageCtx, findings: readonly Finding[]): string {
  const [only, another] = findings;
  if (only && !another) return at(ctx, `/qualita/${encodeURIComponent(only.code)}`);
  const places = new Set(findings.map((finding) => finding.placeName));
  const [place] = places.size === 1 ? places : [];
  return withQuery(at(ctx, '/qualita'), { territorio: place ?? undefined });
}

/** A mark beside a figure of which something does not follow, with a link that tells what. Nothing without findings. */
export function findingMark(ctx: PageCtx, findings: readonly Finding[]): VNode | null {
  if (findings.length === 0) return null;
  const said = territoryText(ctx.lang)('territory.mark.title', { count: findings.length });
  return (
    <a class="trama-finding-mark" href={addressOf(ctx, findings)} title={said}>
      <svg viewBox="0 0 16 16" width="13" height="13" aria-hidden="true" focusable="false">
        <path d="M8 2l7 12H1z" fill="currentColor" />
      </svg>
      <span class="visually-hidden">{said}</span>
    </a>
  );
}

/** The published error told where the figure is read: the gravest finding in a sentence, and where the others are. */
export function FindingWarning({
  ctx,
  findings,
}: {
  ctx: PageCtx;
  findings: readonly Finding[];
}): VNode | null {
  const t = territoryText(ctx.lang);
  const [first] = findings;
  if (!first) return null;
  const ofPlace = first.name !== null && first.placeName !== null;
  return (
    <Callout tone={first.severity === 'info' ? 'info' : 'late'}>
      <p>
        <strong>{t('territory.warning.title')}</strong> {findingMark(ctx, findings)}{' '}
        {ofPlace ? t('territory.warning.place', { place: first.placeName, name: first.name }) : ''}{' '}
        {sayFinding(first, ctx.lang)}{' '}
        <a href={addressOf(ctx, findings)}>{t('territory.warning.all', { count: findings.length })}</a>
      </p>
    </Callout>
  );
}
