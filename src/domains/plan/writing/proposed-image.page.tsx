import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { at, withQuery } from '#platform/ui/address.js';
import { FileField, Form, LongTextField, TextField } from '#platform/ui/form.js';
import { Shell } from '#platform/ui/shell.js';
import type { ChapterWithState } from '../chapter.actions.js';
import { documentCrumbs } from '../document.page.js';
import { chapterLabel, documentPath } from '../document-parts.js';
import type { Plan } from '../plan.types.js';
import { remarksPath } from './remark-address.js';
import { writingText } from './writing.messages.js';

/** Where an image is proposed without the editor: a form that any browser sends. */
export function ProposedImagePage(props: {
  ctx: PageCtx;
  plan: Plan;
  chapter: ChapterWithState;
  /** The part after which it would stand. */
  after: string;
  form: FormState;
}): VNode {
  const { ctx, plan, chapter, form } = props;
  const t = writingText(ctx.lang);
  const label = chapterLabel(ctx, chapter);
  const position = chapter.content.findIndex((part) => part.id === props.after) + 1;
  const comments = at(ctx, remarksPath(plan, chapter.number));
  const field = { ctx, form };
  return (
    <Shell
      ctx={ctx}
      door="plan"
      kicker={`${plan.title} · ${label}`}
      title={t('plan.proposal.image-title')}
      lead={t('plan.proposal.image-lead', { position, title: chapter.title })}
      crumbs={documentCrumbs(
        ctx,
        plan,
        { label, href: at(ctx, documentPath(plan, `/${chapter.number}`)) },
        { label: t('plan.remark.crumb'), href: comments },
        { label: t('plan.proposal.image-title') },
      )}
    >
      <Form
        ctx={ctx}
        form={form}
        action={withQuery(`${comments}/immagine`, { dopo: props.after })}
        submit={t('plan.proposal.image-send')}
        cancel={`${comments}#passo-${props.after}`}
        multipart
      >
        <FileField
          {...field}
          name="file"
          label={t('plan.proposal.image-file')}
          help={t('plan.proposal.image-file-help')}
          accept="image/png,image/jpeg"
        />
        <LongTextField
          {...field}
          name="alt"
          label={t('plan.proposal.image-alt')}
          help={t('plan.proposal.image-alt-help')}
          rows={2}
        />
        <TextField
          {...field}
          name="caption"
          label={t('plan.proposal.image-caption')}
          help={t('plan.proposal.image-caption-help')}
          optional
        />
      </Form>
    </Shell>
  );
}
