import type { VNode } from 'preact';
import { LightText } from '#domains/plan/index.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DangerZone } from '#platform/ui/danger.js';
import { ActButton } from '#platform/ui/form.js';
import { ButtonLink, Facts, List, Section, SourceLine } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { ThreadLink } from '#platform/ui/thread-link.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { isClosed } from './contribution.rules.js';
import {
  ContributionTag,
  contributionAddress,
  contributionCrumbs,
  doorOf,
  mayEdit,
  sayDay,
  sayWho,
} from './contribution-words.js';
import { participationText } from './participation.messages.js';
import type { Contribution, Party } from './participation.types.js';

export interface ContributionPageData {
  contribution: Contribution;
  chapters: readonly { number: string; title: string }[];
  /** May the plan's text be written? */
  isOpen: boolean;
  isPlanPublic: boolean;
  isPlanClosed: boolean;
}

/** What was said, what was answered, what it changed; who works here also sees what the public reads of it. */
export function ContributionPage({ ctx, ...data }: ContributionPageData & { ctx: PageCtx }): VNode {
  const { contribution: one } = data;
  const t = participationText(ctx.lang);
  const edits = mayEdit(ctx, one.within);
  const writes = edits && data.isOpen;
  const path = contributionAddress(ctx, one);
  return (
    <Shell
      ctx={ctx}
      door={doorOf(ctx)}
      kicker={[t('participation.one'), one.code, one.placeName].join(' · ')}
      title={one.title}
      crumbs={[...contributionCrumbs(ctx, one.plan), { label: one.code }]}
      actions={
        <>
          {writes ? (
            <>
              <ButtonLink href={`${path}/risposta`} kind="primary">
                {one.answer === null ? t('participation.answer-act') : t('participation.answer-change')}
              </ButtonLink>
              <ButtonLink href={`${path}/modifica`}>{t('participation.edit')}</ButtonLink>
              <ButtonLink href={`${path}/storia`}>{t('participation.history')}</ButtonLink>
            </>
          ) : null}
          <ThreadLink ctx={ctx} word="contributo" id={one.id} />
        </>
      }
    >
      <p class="trama-sheet-state">
        <ContributionTag lang={ctx.lang} state={one.state} />
      </p>
      <Section title={t('participation.received')} id="testo">
        <LightText text={one.text} />
        {one.source ? <SourceLine>{uiText(ctx.lang)('ui.source', { source: one.source })}</SourceLine> : null}
      </Section>
      <Answer ctx={ctx} one={one} />
      <Effect ctx={ctx} one={one} />
      <Section title={t('participation.facts')} id="provenienza">
        <Facts
          empty={t('participation.unsaid')}
          rows={[
            { label: t('participation.who'), content: <Who ctx={ctx} one={one} /> },
            { label: t('participation.received-on'), content: sayDay(ctx.lang, one.receivedOn) },
            { label: t('participation.channel'), content: t(`participation.channel.${one.channel}`) },
            { label: t('participation.place'), content: one.placeName },
            { label: t('participation.touches'), content: <Subjects {...data} ctx={ctx} /> },
          ]}
        />
      </Section>
      {ctx.view.face === 'office' ? <Publication {...data} ctx={ctx} edits={edits} path={path} /> : null}
      {writes ? (
        <DangerZone
          title={t('participation.remove')}
          consequence={t('participation.remove-text')}
          act={
            <a class="btn btn-outline-danger btn-sm" href={`${path}/rimuovi`}>
              {t('participation.remove')}
            </a>
          }
        />
      ) : null}
    </Shell>
  );
}

interface Part {
  ctx: PageCtx;
  one: Contribution;
}

function Answer({ ctx, one }: Part): VNode {
  const t = participationText(ctx.lang);
  const said = [
    one.answeredBy,
    one.answeredOn === null ? null : formatDate(one.answeredOn, { lang: ctx.lang }),
  ];
  return (
    <Section
      title={t('participation.answer')}
      id="risposta"
      {...(isClosed(one.state) ? {} : { tone: 'late' })}
    >
      {isClosed(one.state) ? null : (
        <p>{one.answer === null ? t('participation.answer-none') : t('participation.answer-draft')}</p>
      )}
      {one.answer === null ? null : (
        <>
          <LightText text={one.answer} />
          {said.some(Boolean) ? <p class="trama-why">{said.filter(Boolean).join(', ')}</p> : null}
        </>
      )}
    </Section>
  );
}

function Effect({ ctx, one }: Part): VNode {
  const t = participationText(ctx.lang);
  return (
    <Section title={t('participation.effect')} id="effetti">
      {one.raised.length + one.changed.length === 0 ? (
        <p class="trama-unsaid">{t('participation.effect-none')}</p>
      ) : (
        <>
          {one.raised.length > 0 ? (
            <>
              <h3>{t('participation.raised')}</h3>
              <TiedList ctx={ctx} plan={one.plan} of="bisogni" items={one.raised} />
            </>
          ) : null}
          {one.changed.length > 0 ? (
            <>
              <h3>{t('participation.changed')}</h3>
              <TiedList ctx={ctx} plan={one.plan} of="obiettivi" items={one.changed} />
            </>
          ) : null}
        </>
      )}
    </Section>
  );
}

function TiedList(props: {
  ctx: PageCtx;
  plan: string;
  of: 'bisogni' | 'obiettivi';
  items: readonly { code: string; title: string; reason?: string | null }[];
}): VNode {
  return (
    <ul class="trama-linked">
      {props.items.map((item) => (
        <li key={item.code}>
          <span class="trama-code">{item.code}</span>{' '}
          <a href={at(props.ctx, `/piano/${props.plan}/${props.of}/${encodeURIComponent(item.code)}`)}>
            {item.title}
          </a>
          {item.reason ? <span class="trama-why">{item.reason}</span> : null}
        </li>
      ))}
    </ul>
  );
}

const PARTY_PATHS = { organisation: '/rete/enti', network: '/rete/reti', body: '/rete/organismi' } as const;

function partyHref(ctx: PageCtx, party: Party): string {
  return at(ctx, `${PARTY_PATHS[party.kind]}/${encodeURIComponent(party.code)}`);
}

function Who({ ctx, one }: Part): VNode {
  if (one.party === null) return <>{sayWho(ctx.lang, one)}</>;
  const kind = one.speaker === null ? '' : sayWho(ctx.lang, { speaker: one.speaker, party: null });
  return (
    <>
      {kind === '' ? null : `${kind}, `}
      <a href={partyHref(ctx, one.party)}>{one.party.name}</a>
    </>
  );
}

function Subjects({
  ctx,
  contribution: one,
  chapters,
}: ContributionPageData & { ctx: PageCtx }): VNode | null {
  const t = participationText(ctx.lang);
  const titles = new Map(chapters.map(({ number, title }) => [number, title]));
  const inPlan = (path: string) => at(ctx, `/piano/${one.plan}${path}`);
  const items = [
    ...(one.aboutPlan ? [<a href={inPlan('')}>{t('participation.about-plan')}</a>] : []),
    ...one.chapters.map((number) =>
      [t('participation.chapter', { number }), titles.get(number)].filter(Boolean).join(', '),
    ),
    ...one.needs.map(({ code, title }) => (
      <a href={inPlan(`/bisogni/${encodeURIComponent(code)}`)}>{`${code} ${title}`}</a>
    )),
    ...one.objectives.map(({ code, title }) => (
      <a href={inPlan(`/obiettivi/${encodeURIComponent(code)}`)}>{`${code} ${title}`}</a>
    )),
  ];
  return items.length === 0 ? (
    <span class="trama-unsaid">{t('participation.unsaid')}</span>
  ) : (
    <List items={items} />
  );
}

function Publication(props: ContributionPageData & { ctx: PageCtx; edits: boolean; path: string }): VNode {
  const { ctx, contribution: one, edits, path } = props;
  const t = participationText(ctx.lang);
  const acts = edits && !props.isPlanClosed;
  return (
    <Section
      title={t('participation.publication')}
      id="pubblicazione"
      actions={
        acts && isClosed(one.state) ? (
          <ButtonLink href={`${path}/pubblica`} kind="link">
            {one.publishedOn === null ? t('participation.publish') : t('participation.publish-change')}
          </ButtonLink>
        ) : undefined
      }
    >
      {one.publishedOn === null || one.publishedText === null ? (
        <p>
          {t('participation.published-not')} {isClosed(one.state) ? '' : t('participation.published-not-yet')}
        </p>
      ) : (
        <>
          <p>
            {t('participation.published-on', { date: formatDate(one.publishedOn, { lang: ctx.lang }) })}{' '}
            {props.isPlanPublic ? '' : t('participation.published-plan-draft')}{' '}
            {isClosed(one.state) ? '' : t('participation.published-open')}
          </p>
          <blockquote class="trama-note">
            <LightText text={one.publishedText} />
          </blockquote>
          {acts ? (
            <ActButton
              ctx={ctx}
              kind="link"
              action={`${path}/togli-dal-pubblico`}
              label={t('participation.unpublish')}
              values={{ version: String(one.version) }}
              about={one.code}
            />
          ) : null}
        </>
      )}
    </Section>
  );
}
