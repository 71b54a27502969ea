import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { at } from '#platform/ui/address.js';
import { FileField, Form, TextField } from '#platform/ui/form.js';
import { ButtonLink, EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { emblemText } from './emblem.messages.js';
import { toDataAddress, toDocumentEmblem } from './emblem.rules.js';
import type { StoredEmblem } from './emblem.types.js';

export const EMBLEM_PATH = '/impostazioni/stemma';

/** The coat of arms as it is, and the form that puts or changes it. */
export function EmblemPage(props: {
  ctx: PageCtx;
  stored: StoredEmblem | undefined;
  form: FormState;
}): VNode {
  const { ctx, stored, form } = props;
  const t = emblemText(ctx.lang);
  const path = at(ctx, EMBLEM_PATH);
  return (
    <Shell
      ctx={ctx}
      door="settings"
      title={t('documents.emblem')}
      lead={t('documents.emblem.lead')}
      actions={
        stored ? (
          <ButtonLink href={at(ctx, `${EMBLEM_PATH}/rimuovi`)}>{uiText(ctx.lang)('ui.remove')}</ButtonLink>
        ) : null
      }
    >
      {stored ? (
        <Section plain id="presente" title={t('documents.emblem.present')}>
          <figure class="trama-emblem">
            <img src={toDataAddress(toDocumentEmblem(stored))} alt={stored.alt} />
            <figcaption>{t('documents.emblem.said', { alt: stored.alt })}</figcaption>
          </figure>
        </Section>
      ) : (
        <EmptyState title={t('documents.emblem.none')} text={t('documents.emblem.none-lead')} />
      )}
      <Section plain id="carica" title={t(stored ? 'documents.emblem.change' : 'documents.emblem.put')}>
        <Form ctx={ctx} form={form} action={path} multipart>
          <input type="hidden" name="version" value={String(form.values.version ?? stored?.version ?? '')} />
          <TextField
            ctx={ctx}
            form={form}
            name="alt"
            label={t('documents.emblem.alt')}
            help={t('documents.emblem.alt-help')}
          />
          <FileField
            ctx={ctx}
            form={form}
            name="file"
            label={t('documents.emblem.file')}
            help={t(stored ? 'documents.emblem.file-kept' : 'documents.emblem.file-help')}
            accept=".svg,.png,.jpg,.jpeg"
            {...(stored ? { optional: true } : {})}
          />
        </Form>
      </Section>
    </Shell>
  );
}
