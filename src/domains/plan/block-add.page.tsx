import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { at } from '#platform/ui/address.js';
import { Form, SelectField } from '#platform/ui/form.js';
import { EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { documentText } from './document.messages.js';

export interface ChapterChoice {
  /** Code of the plan and number of the chapter: `2021-2023/3`. */
  value: string;
  label: string;
}

/** Chooses the chapter for a block, and shows the block as it will be printed. */
export function BlockAddPage(props: {
  ctx: PageCtx;
  action: string;
  /** What the block is. */
  title: string;
  chapters: readonly ChapterChoice[];
  /** Markup of the block; null when there is no plan to draw it for. */
  preview: string | null;
  form: FormState;
}): VNode {
  const { ctx, chapters, form } = props;
  const t = documentText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      door="plan"
      kicker={props.title}
      title={t('plan.block.add')}
      lead={t('plan.block.add-lead')}
    >
      {chapters.length === 0 ? (
        <EmptyState
          title={t('plan.block.no-plan')}
          text={t('plan.block.no-plan-text')}
          action={<a href={at(ctx, '/piano')}>{t('plan.block.plans')}</a>}
        />
      ) : (
        <Form ctx={ctx} action={props.action} form={form} submit={t('plan.block.add')}>
          <SelectField
            ctx={ctx}
            form={form}
            name="chapter"
            label={t('plan.block.chapter')}
            help={t('plan.block.chapter-help')}
            choices={chapters}
          />
        </Form>
      )}
      {props.preview === null ? null : (
        <Section title={t('plan.block.preview')} id="anteprima">
          <div class="doc" lang="it" dangerouslySetInnerHTML={{ __html: props.preview }} />
        </Section>
      )}
    </Shell>
  );
}
