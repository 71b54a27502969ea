import type { ComponentChildren, VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { at } from '#platform/ui/address.js';
import { DangerZone } from '#platform/ui/danger.js';
import { ButtonLink, Callout, Facts, List, Section, SourceLine } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { ThreadLink } from '#platform/ui/thread-link.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { closingText } from './closing/closing.messages.js';
import { evaluationText } from './evaluation.messages.js';
import { Achievement, ActionState, AnswerTag, mayEdit, writePercent } from './evaluation.parts.js';
import { achievementDoubt, achievementFromActions } from './evaluation.rules.js';
import type { Answer, OutcomeSheet } from './evaluation.types.js';

/** One sheet, in the order of the plan's form. */
export function OutcomePage({ ctx, sheet }: { ctx: PageCtx; sheet: OutcomeSheet }): VNode {
  const t = evaluationText(ctx.lang);
  const path = `/esiti/${sheet.planCode}/${encodeURIComponent(sheet.code)}`;
  const edits = mayEdit(ctx, sheet.within);
  return (
    <Shell
      ctx={ctx}
      door={ctx.view.face === 'office' ? 'evaluation' : 'plan'}
      kicker={[t('evaluation.sheet'), sheet.code, sheet.placeName].join(' · ')}
      title={sheet.title}
      lead={sheet.description ?? undefined}
      crumbs={[
        { label: t('evaluation.sheets'), href: at(ctx, `/esiti/${sheet.planCode}`) },
        { label: sheet.code },
      ]}
      actions={
        <>
          {edits ? (
            <>
              <ButtonLink href={at(ctx, `${path}/modifica`)} kind="primary">
                {t('evaluation.edit')}
              </ButtonLink>
              <ButtonLink href={at(ctx, `${path}/storia`)}>{t('evaluation.history')}</ButtonLink>
            </>
          ) : null}
          <ThreadLink ctx={ctx} word="esito" id={sheet.id} />
        </>
      }
    >
      <Actions ctx={ctx} sheet={sheet} />
      <Result ctx={ctx} sheet={sheet} />
      <Judgement ctx={ctx} sheet={sheet} />
      <Continuity ctx={ctx} sheet={sheet} />
      {edits ? (
        <DangerZone
          title={t('evaluation.remove')}
          consequence={t('evaluation.remove-text')}
          act={<ButtonLink href={at(ctx, `${path}/rimuovi`)}>{t('evaluation.remove')}</ButtonLink>}
        />
      ) : null}
    </Shell>
  );
}

interface Part {
  ctx: PageCtx;
  sheet: OutcomeSheet;
}

function Actions({ ctx, sheet }: Part): VNode {
  const t = evaluationText(ctx.lang);
  const hasKinds = sheet.actions.some((action) => action.kind !== null);
  const hasStates = sheet.actions.some((action) => action.state !== null);
  return (
    <Section title={t('evaluation.actions')} id="azioni">
      {sheet.actions.length === 0 ? (
        <p>{t('evaluation.actions-none')}</p>
      ) : (
        <DataTable
          lang={ctx.lang}
          caption={t('evaluation.actions')}
          captionHidden
          rows={sheet.actions}
          rowKey={(action) => action.id}
          columns={[
            {
              key: 'text',
              label: t('evaluation.action'),
              heads: true,
              cell: (action) => (
                <>
                  {action.text}
                  {action.note ? <span class="trama-key-note"> {action.note}</span> : null}
                </>
              ),
            },
            ...(hasKinds
              ? [
                  {
                    key: 'kind',
                    label: t('evaluation.action-kind'),
                    cell: (action: OutcomeSheet['actions'][number]) =>
                      action.kind === null ? '' : t(`evaluation.kind.${action.kind}`),
                  },
                ]
              : []),
            ...(hasStates || !hasKinds
              ? [
                  {
                    key: 'state',
                    label: t('evaluation.action-state'),
                    cell: (action: OutcomeSheet['actions'][number]) => (
                      <ActionState ctx={ctx} action={action} />
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
    </Section>
  );
}

function Result({ ctx, sheet }: Part): VNode {
  const t = evaluationText(ctx.lang);
  const doubt = achievementDoubt(sheet);
  const computed = achievementFromActions(sheet.actions);
  const closing = closingText(ctx.lang);
  return (
    <Section title={t('evaluation.section-result')} id="risultato">
      {doubt !== null && mayEdit(ctx, sheet.within) ? (
        <Callout tone="info">
          {t('evaluation.doubt', {
            computed: writePercent(ctx, doubt),
            stated: writePercent(ctx, sheet.achievementPercent),
          })}
        </Callout>
      ) : null}
      <Facts
        empty={t('evaluation.unsaid')}
        rows={[
          {
            label: t('evaluation.achievement'),
            content: (
              <>
                <Achievement ctx={ctx} sheet={sheet} />
                {computed === null ? null : (
                  <p class="trama-key-note">
                    {t('evaluation.from-actions', { computed: writePercent(ctx, computed) })}
                  </p>
                )}
              </>
            ),
          },
          ...(sheet.objectiveId === null
            ? []
            : [
                {
                  label: closing('evaluation.closing.computed'),
                  content: writePercent(ctx, sheet.computedPercent),
                },
                { label: closing('evaluation.closing.reason'), content: sheet.achievementReason },
              ]),
          { label: t('evaluation.satisfaction'), content: sheet.userSatisfaction },
          { label: t('evaluation.committed'), content: writePercent(ctx, sheet.committedPercent) },
          { label: t('evaluation.resources-note'), content: sheet.resourcesNote },
          { label: t('evaluation.criticality'), content: sheet.criticality },
        ]}
      />
    </Section>
  );
}

function Judgement({ ctx, sheet }: Part): VNode {
  const t = evaluationText(ctx.lang);
  const ui = uiText(ctx.lang);
  const answered = (answer: Answer | null, reason: string | null, mark?: string): ComponentChildren =>
    answer === null && reason === null ? null : (
      <>
        <AnswerTag ctx={ctx} answer={answer} />
        {mark ? <span class="trama-key-note"> ({mark})</span> : null}
        {reason ? <p>{reason}</p> : null}
      </>
    );
  const inferred = sheet.answeredNeed !== null && sheet.answeredNeedExplicit === false;
  return (
    <Section title={t('evaluation.section-judgement')} id="giudizio">
      <Facts
        empty={t('evaluation.unsaid')}
        rows={[
          {
            label: t('evaluation.answered'),
            content: answered(
              sheet.answeredNeed,
              sheet.answeredNeedReason,
              inferred ? t('evaluation.inferred') : undefined,
            ),
          },
          {
            label: t('evaluation.in-continuity'),
            content:
              sheet.inContinuity === null
                ? sheet.inContinuityNote
                : [sheet.inContinuity ? ui('ui.yes') : ui('ui.no'), sheet.inContinuityNote]
                    .filter(Boolean)
                    .join('. '),
          },
          {
            label: t('evaluation.again'),
            content: answered(sheet.proposedAgain, sheet.proposedAgainReason),
          },
          { label: t('evaluation.area'), content: sheet.policyArea },
          { label: t('evaluation.note'), content: sheet.note },
        ]}
      />
    </Section>
  );
}

function Continuity({ ctx, sheet }: Part): VNode {
  const t = evaluationText(ctx.lang);
  return (
    <Section title={t('evaluation.continues')} id="continua">
      {sheet.continuesIn.length === 0 ? (
        <p>{t('evaluation.continues-none')}</p>
      ) : (
        <List
          items={sheet.continuesIn.map((one) => (
            <>
              <a
                href={at(
                  ctx,
                  `/piano/${one.plan ?? sheet.planCode}/obiettivi/${encodeURIComponent(one.code)}`,
                )}
              >
                {one.code} {one.title}
              </a>
              {one.basis === 'theme' ? ` (${t('evaluation.by-theme')})` : ''}
            </>
          ))}
        />
      )}
      {sheet.source ? (
        <SourceLine>{uiText(ctx.lang)('ui.source', { source: sheet.source })}</SourceLine>
      ) : null}
    </Section>
  );
}
