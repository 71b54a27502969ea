import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DangerZone } from '#platform/ui/danger.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { ActButton } from '#platform/ui/form.js';
import { ButtonLink, EmptyState, Facts, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { mayEdit } from '../evaluation.parts.js';
import { EDITORS } from '../evaluation.rules.js';
import { MonitoringTabs } from '../outcome-list.page.js';
import { questionnaireText } from './questionnaire.messages.js';
import type { FreeAnswer, Questionnaire, QuestionnaireState } from './questionnaire.types.js';
import { paperFiles, Results } from './results.page.js';
import type { QuestionResult } from './results.rules.js';

const TONES = { draft: 'off', open: 'good', closed: 'calm' } as const;

function StateWord({ ctx, state }: { ctx: PageCtx; state: QuestionnaireState }): VNode {
  return (
    <StateTag tone={TONES[state]}>
      {questionnaireText(ctx.lang)(`evaluation.questionnaire.state.${state}`)}
    </StateTag>
  );
}

function subjectOf(ctx: PageCtx, one: Questionnaire): string {
  return questionnaireText(ctx.lang)(
    `evaluation.questionnaire.subject.${one.isObjective ? 'objective' : 'service'}`,
    { code: one.subjectCode, title: one.subjectTitle },
  );
}

/** Whether the reader keeps this questionnaire. */
export function keeps(ctx: PageCtx, one: Questionnaire): boolean {
  return one.isObjective ? mayEdit(ctx, one.within) : ctx.view.face === 'office' && may(ctx, EDITORS);
}

export function QuestionnaireListPage(props: {
  ctx: PageCtx;
  plan: string | null;
  questionnaires: readonly Questionnaire[];
}): VNode {
  const { ctx, questionnaires } = props;
  const t = questionnaireText(ctx.lang);
  const add = mayEdit(ctx, []) ? (
    <ButtonLink href={at(ctx, '/questionari/nuovo')} kind="primary">
      {t('evaluation.questionnaire.new')}
    </ButtonLink>
  ) : null;
  return (
    <Shell
      ctx={ctx}
      door="evaluation"
      title={t('evaluation.questionnaire.title')}
      lead={t('evaluation.questionnaire.lead')}
      actions={questionnaires.length === 0 ? null : add}
    >
      {props.plan === null ? null : <MonitoringTabs ctx={ctx} plan={props.plan} active="questionnaires" />}
      <DataTable
        lang={ctx.lang}
        caption={t('evaluation.questionnaire.title')}
        captionHidden
        rows={questionnaires}
        rowKey={(one) => one.id}
        empty={
          <EmptyState
            title={t('evaluation.questionnaire.none')}
            text={t('evaluation.questionnaire.none-text')}
            action={add}
          />
        }
        columns={[
          {
            key: 'title',
            label: t('evaluation.questionnaire.name'),
            heads: true,
            cell: (one) => <a href={at(ctx, `/questionari/${one.id}`)}>{one.title}</a>,
          },
          {
            key: 'subject',
            label: t('evaluation.questionnaire.subject'),
            cell: (one) => subjectOf(ctx, one),
          },
          {
            key: 'state',
            label: t('evaluation.questionnaire.state'),
            cell: (one) => <StateWord ctx={ctx} state={one.state} />,
          },
          {
            key: 'answers',
            label: t('evaluation.questionnaire.answers'),
            kind: 'number',
            cell: (one) => one.answers,
          },
        ]}
      />
    </Shell>
  );
}

/** One questionnaire for who works here: its link, its step, what people answered. */
export function QuestionnairePage(props: {
  ctx: PageCtx;
  questionnaire: Questionnaire;
  results: readonly QuestionResult[];
  texts: readonly FreeAnswer[];
}): VNode {
  const { ctx, questionnaire } = props;
  const t = questionnaireText(ctx.lang);
  const path = at(ctx, `/questionari/${questionnaire.id}`);
  const keepsIt = keeps(ctx, questionnaire);
  const { state } = questionnaire;
  const link = `/${ctx.ambito.slug}/q/${questionnaire.token}`;
  return (
    <Shell
      ctx={ctx}
      door="evaluation"
      kicker={subjectOf(ctx, questionnaire)}
      title={questionnaire.title}
      lead={t('evaluation.questionnaire.answers-count', { count: questionnaire.answers })}
      crumbs={[
        { label: t('evaluation.questionnaire.title'), href: at(ctx, '/questionari') },
        { label: questionnaire.title },
      ]}
      actions={
        <>
          {keepsIt ? <Steps ctx={ctx} questionnaire={questionnaire} path={path} /> : null}
          {questionnaire.answers > 0 ? (
            <DownloadMenu
              lang={ctx.lang}
              files={[
                ...paperFiles(ctx, questionnaire),
                ...(['csv', 'xlsx'] as const).map((format) => ({
                  label: t('evaluation.questionnaire.file'),
                  note: format.toUpperCase(),
                  href: `${path}/risultati.${format}`,
                })),
              ]}
            />
          ) : null}
        </>
      }
    >
      <Facts
        empty="—"
        rows={[
          {
            label: t('evaluation.questionnaire.state'),
            content: (
              <>
                <StateWord ctx={ctx} state={state} />{' '}
                {[...new Set([questionnaire.openedOn, questionnaire.closedOn])]
                  .flatMap((day) => (day === null ? [] : [formatDate(day, { lang: ctx.lang })]))
                  .join(' – ')}
              </>
            ),
          },
          ...(state === 'draft'
            ? []
            : [
                {
                  label: t('evaluation.questionnaire.link'),
                  content: (
                    <>
                      <a href={link}>{link}</a>
                      <p class="trama-key-note">
                        {t(`evaluation.questionnaire.link-${state === 'closed' ? 'closed' : 'help'}`)}
                      </p>
                    </>
                  ),
                },
              ]),
          { label: t('evaluation.questionnaire.intro'), content: questionnaire.intro },
        ]}
      />
      {state === 'draft' ? <Questions ctx={ctx} questionnaire={questionnaire} /> : null}
      {questionnaire.answers > 0 ? (
        <Section title={t('evaluation.questionnaire.results')} id="risultati">
          <Results ctx={ctx} results={props.results} />
        </Section>
      ) : null}
      {questionnaire.answers > 0 ? <Texts {...props} path={path} keepsIt={keepsIt} /> : null}
      {keepsIt ? (
        <DangerZone
          title={t('evaluation.questionnaire.remove')}
          consequence={t('evaluation.questionnaire.remove-text')}
          act={<ButtonLink href={`${path}/rimuovi`}>{t('evaluation.questionnaire.remove')}</ButtonLink>}
        />
      ) : null}
    </Shell>
  );
}

function Steps(props: { ctx: PageCtx; questionnaire: Questionnaire; path: string }): VNode | null {
  const { ctx, questionnaire, path } = props;
  const t = questionnaireText(ctx.lang);
  if (questionnaire.state === 'draft') {
    return (
      <>
        <ActButton
          ctx={ctx}
          action={`${path}/apri`}
          kind="primary"
          label={t('evaluation.questionnaire.open')}
          confirm={t('evaluation.questionnaire.open-confirm')}
        />
        <ButtonLink href={`${path}/modifica`}>{t('evaluation.questionnaire.edit')}</ButtonLink>
      </>
    );
  }
  if (questionnaire.state === 'closed') return null;
  return (
    <>
      <ButtonLink href={`${path}/telefono`} kind="primary">
        {t('evaluation.questionnaire.phone')}
      </ButtonLink>
      <ActButton
        ctx={ctx}
        action={`${path}/chiudi`}
        label={t('evaluation.questionnaire.close')}
        confirm={t('evaluation.questionnaire.close-confirm')}
      />
    </>
  );
}

function Questions({ ctx, questionnaire }: { ctx: PageCtx; questionnaire: Questionnaire }): VNode {
  const t = questionnaireText(ctx.lang);
  return (
    <Section title={t('evaluation.questionnaire.questions')} id="domande">
      <ol>
        {questionnaire.questions.map((one) => (
          <li key={one.id}>
            {one.words}{' '}
            <span class="trama-key-note">
              {[t(`evaluation.questionnaire.kind.${one.kind}`), ...one.options].join(' · ')}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Texts(props: {
  ctx: PageCtx;
  questionnaire: Questionnaire;
  texts: readonly FreeAnswer[];
  path: string;
  keepsIt: boolean;
}): VNode {
  const { ctx, texts, path } = props;
  const t = questionnaireText(ctx.lang);
  const words = new Map(props.questionnaire.questions.map((one) => [one.id, one.words]));
  return (
    <Section
      title={t('evaluation.questionnaire.texts')}
      lead={t('evaluation.questionnaire.texts-help')}
      id="parole"
    >
      <DataTable
        lang={ctx.lang}
        caption={t('evaluation.questionnaire.texts')}
        captionHidden
        rows={texts}
        rowKey={(one) => one.id}
        empty={<p>{t('evaluation.questionnaire.texts-none')}</p>}
        columns={[
          {
            key: 'words',
            label: t('evaluation.questionnaire.option'),
            heads: true,
            cell: (one) => one.words,
          },
          {
            key: 'question',
            label: t('evaluation.questionnaire.question'),
            cell: (one) => words.get(one.questionId) ?? '',
          },
          {
            key: 'decision',
            label: t('evaluation.questionnaire.state'),
            cell: (one) => t(`evaluation.questionnaire.decision.${one.decision ?? 'waiting'}`),
          },
          ...(props.keepsIt
            ? [
                {
                  key: 'acts',
                  label: <span class="visually-hidden">{t('evaluation.questionnaire.show')}</span>,
                  cell: (one: FreeAnswer) => (
                    <span class="trama-acts">
                      {(['shown', 'hidden'] as const)
                        .filter((decision) => decision !== one.decision)
                        .map((decision) => (
                          <ActButton
                            key={decision}
                            ctx={ctx}
                            action={`${path}/parole/${one.id}`}
                            values={{ decision }}
                            label={t(`evaluation.questionnaire.${decision === 'shown' ? 'show' : 'hide'}`)}
                          />
                        ))}
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}
