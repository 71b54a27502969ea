import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { List, Section } from '#platform/ui/parts.js';
import { questionnaireText } from './questionnaire.messages.js';
import type { Said } from './questionnaire.sql.js';

/** What closed questionnaires say of an objective, each with its limits and the way to its results. */
export function SaidByUsers({ ctx, said }: { ctx: PageCtx; said: readonly Said[] }): VNode | null {
  if (said.length === 0) return null;
  const t = questionnaireText(ctx.lang);
  return (
    <Section
      title={t('evaluation.questionnaire.said')}
      lead={t('evaluation.questionnaire.said-lead')}
      id="questionari"
    >
      <List
        items={said.map((one) => (
          <>
            {one.words}{' '}
            <a
              href={
                ctx.view.face === 'office'
                  ? at(ctx, `/questionari/${one.id}`)
                  : `/${ctx.ambito.slug}/q/${one.token}`
              }
            >
              {t('evaluation.questionnaire.said-results', { title: one.title, count: one.answers })}
            </a>{' '}
            <span class="trama-key-note">{formatDate(one.closedOn, { lang: ctx.lang })}</span>
          </>
        ))}
      />
    </Section>
  );
}
