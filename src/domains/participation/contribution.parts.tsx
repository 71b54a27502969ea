import type { VNode } from 'preact';
import type { PartyPart } from '#domains/governance/index.js';
import { type NeedPart, planReading, type SheetPart } from '#domains/plan/index.js';
import type { PageCtx } from '#platform/http/context.js';
import { at, withQuery } from '#platform/ui/address.js';
import { Section } from '#platform/ui/parts.js';
import { type ContributionLine, listContributionsBy, listContributionsOn } from './contribution.sql.js';
import { ContributionTag, contributionAddress, contributionsPath } from './contribution-words.js';
import { participationText } from './participation.messages.js';

/** On an objective's sheet: what was said of it, and what changed it. */
export const contributionPart: SheetPart = {
  key: 'contributions',
  order: 60,
  load: async (ctx, { plan, objective }) => {
    const lines = await listContributionsOn(ctx.tx, 'objective', objective.id, planReading.seesDrafts(ctx));
    return drawLines(ctx, lines, plan.code, `objective:${objective.code}`);
  },
};

/** On a need's page: who raised it. */
export const contributionNeedPart: NeedPart = {
  key: 'contributions',
  load: async (ctx, { plan, need }) => {
    const lines = await listContributionsOn(ctx.tx, 'need', need.id, planReading.seesDrafts(ctx));
    return drawLines(ctx, lines, plan.code, `need:${need.code}`);
  },
};

/** On the page of an organisation, a network or a body: what it said of plans. */
export const contributionPartyPart: PartyPart = {
  key: 'contributions',
  load: async (ctx, { kind, id }) => {
    const lines = await listContributionsBy(ctx.tx, kind, id, planReading.seesDrafts(ctx));
    if (lines.length === 0) return null;
    const t = participationText(ctx.lang);
    return (
      <Section title={t('participation.of-party')} id="contributi">
        <ul class="trama-linked">
          {lines.slice(0, SHOWN).map((line) => (
            <li key={`${line.plan} ${line.code}`}>
              <span class="trama-code">{line.code}</span>{' '}
              <a href={contributionAddress(ctx, line)}>{line.title}</a>{' '}
              <ContributionTag lang={ctx.lang} state={line.state} />
              <span class="trama-why">{t('participation.plan', { plan: line.plan })}</span>
            </li>
          ))}
        </ul>
        {lines.length > SHOWN ? (
          <p>{t('participation.of-party-more', { count: lines.length - SHOWN })}</p>
        ) : null}
      </Section>
    );
  },
};

function drawLines(
  ctx: PageCtx,
  lines: readonly ContributionLine[],
  plan: string,
  subject: string,
): VNode | null {
  // To the public, nothing said and nothing published look the same: neither is told.
  if (lines.length === 0 && ctx.view.face === 'public') return null;
  const t = participationText(ctx.lang);
  return (
    <Section title={t('participation.on-sheet')} id="contributi">
      {lines.length === 0 ? (
        <p class="trama-unsaid">{t('participation.on-sheet-none')}</p>
      ) : (
        <ul class="trama-linked">
          {lines.slice(0, SHOWN).map((line) => (
            <li key={`${line.code} ${line.tie}`}>
              <span class="trama-code">{line.code}</span>{' '}
              <a href={contributionAddress(ctx, line)}>{line.title}</a>{' '}
              <ContributionTag lang={ctx.lang} state={line.state} />
              <span class="trama-why">
                {t(`participation.tie.${line.tie}`)}
                {line.reason ? `: ${line.reason}` : ''}
              </span>
            </li>
          ))}
        </ul>
      )}
      {lines.length > SHOWN ? (
        <p>
          <a href={withQuery(at(ctx, contributionsPath(plan)), { oggetto: subject })}>
            {t('participation.rows', { count: lines.length })}
          </a>
        </p>
      ) : null}
    </Section>
  );
}

/** More than these are read in the book. */
const SHOWN = 20;
