import type { ComponentChildren, VNode } from 'preact';
import type { Guideline, SheetField } from '#domains/plan/index.js';
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
import type { Said } from './questionnaire/questionnaire.sql.js';
import { SaidByUsers } from './questionnaire/said.part.js';
import { sayAnswer } from './sheet/sheet-answers.words.js';
import { columnOf, type SheetSection, sectionsOf } from './sheet/sheet-field.rules.js';

/** One sheet, with the fields, headings and words of the guideline of its plan; and what questionnaires say of it. */
export function OutcomePage(props: {
  ctx: PageCtx;
  guideline: Guideline;
  sheet: OutcomeSheet;
  said: readonly Said[];
}): VNode {
  const { ctx, guideline, sheet } = props;
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
      {sectionsOf(guideline).map((section, index) => (
        <SheetPart
          key={section.fields[0]?.key ?? index}
          ctx={ctx}
          sheet={sheet}
          section={section}
          id={`parte-${index + 1}`}
        />
      ))}
      {sheet.note ? (
        <Section title={t('evaluation.note')} id="nota">
          <p>{sheet.note}</p>
        </Section>
      ) : null}
      <SaidByUsers ctx={ctx} said={props.said} />
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

/** A heading of the guideline's sheet with its fields; the table of actions stands by itself. */
function SheetPart({ ctx, sheet, section, id }: Part & { section: SheetSection; id: string }): VNode {
  const title = section.title?.[ctx.lang] ?? evaluationText(ctx.lang)('evaluation.section-result');
  const fields = section.fields.filter((field) => !HEAD.has(field.key) && field.kind !== 'actions');
  return (
    <>
      {section.fields.some((field) => field.kind === 'actions') ? <Actions ctx={ctx} sheet={sheet} /> : null}
      {fields.length === 0 ? null : (
        <Section title={title} id={id}>
          {fields.some((field) => field.key === 'achievementPercent') ? (
            <Doubt ctx={ctx} sheet={sheet} />
          ) : null}
          <Facts
            empty={evaluationText(ctx.lang)('evaluation.unsaid')}
            rows={fields.flatMap((field) => factsOf({ ctx, sheet }, field))}
          />
        </Section>
      )}
    </>
  );
}

/** Told at the head of the page. */
const HEAD = new Set(['title', 'description']);

function Doubt({ ctx, sheet }: Part): VNode | null {
  const doubt = achievementDoubt(sheet);
  if (doubt === null || !mayEdit(ctx, sheet.within)) return null;
  return (
    <Callout tone="info">
      {evaluationText(ctx.lang)('evaluation.doubt', {
        computed: writePercent(ctx, doubt),
        stated: writePercent(ctx, sheet.achievementPercent),
      })}
    </Callout>
  );
}

function factsOf({ ctx, sheet }: Part, field: SheetField): { label: string; content: ComponentChildren }[] {
  const t = evaluationText(ctx.lang);
  const ui = uiText(ctx.lang);
  const label = field.label[ctx.lang];
  const answered = (answer: Answer | null, reason: string | null, mark?: string): ComponentChildren =>
    answer === null && reason === null ? null : (
      <>
        <AnswerTag ctx={ctx} answer={answer} />
        {mark ? <span class="trama-key-note"> ({mark})</span> : null}
        {reason ? <p>{reason}</p> : null}
      </>
    );
  switch (field.key) {
    case 'achievementPercent':
      return [{ label, content: <Degree ctx={ctx} sheet={sheet} /> }, ...ownDegree({ ctx, sheet })];
    case 'respondedToNeed': {
      const inferred = sheet.answeredNeed !== null && sheet.answeredNeedExplicit === false;
      const mark = inferred ? t('evaluation.inferred') : undefined;
      return [{ label, content: answered(sheet.answeredNeed, sheet.answeredNeedReason, mark) }];
    }
    case 'proposedAgain':
      return [{ label, content: answered(sheet.proposedAgain, sheet.proposedAgainReason) }];
    case 'inContinuity': {
      const said = sheet.inContinuity === null ? null : sheet.inContinuity ? ui('ui.yes') : ui('ui.no');
      return [{ label, content: [said, sheet.inContinuityNote].filter(Boolean).join('. ') || null }];
    }
  }
  const column = columnOf(field)?.column;
  if (column === undefined) return [{ label, content: sayAnswer(field, sheet.fields, ctx.lang) }];
  const value = sheet[column];
  return [
    { label, content: typeof value === 'number' ? writePercent(ctx, value) : (value as string | null) },
  ];
}

function Degree({ ctx, sheet }: Part): VNode {
  // Of a sheet that closes an objective, the degree from actions and indicators together has a line of its own.
  const computed = sheet.objectiveId === null ? achievementFromActions(sheet.actions) : null;
  return (
    <>
      <Achievement ctx={ctx} sheet={sheet} />
      {computed === null ? null : (
        <p class="trama-key-note">
          {evaluationText(ctx.lang)('evaluation.from-actions', { computed: writePercent(ctx, computed) })}
        </p>
      )}
    </>
  );
}

/** Of a sheet that closes an objective of its own plan: what was computed, and why the degree stated differs. */
function ownDegree({ ctx, sheet }: Part): { label: string; content: ComponentChildren }[] {
  if (sheet.objectiveId === null) return [];
  const closing = closingText(ctx.lang);
  return [
    { label: closing('evaluation.closing.computed'), content: writePercent(ctx, sheet.computedPercent) },
    { label: closing('evaluation.closing.reason'), content: sheet.achievementReason },
  ];
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
