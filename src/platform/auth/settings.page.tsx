import type { VNode } from 'preact';
import type { AuditEntry } from '#platform/audit/audit.sql.js';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDateTime } from '#platform/i18n/format.js';
import { translate } from '#platform/i18n/messages.js';
import { at, withQuery } from '#platform/ui/address.js';
import { Form, TextField } from '#platform/ui/form.js';
import type { SettingsLink } from '#platform/ui/navigation.js';
import { ButtonLink, Callout, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { actWords } from './act-words.js';
import { authText } from './auth.messages.js';

export function SettingsPage(props: {
  ctx: PageCtx;
  form: FormState;
  links: readonly SettingsLink[];
}): VNode {
  const { ctx, form } = props;
  const t = authText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('auth.settings')}
      lead={t('auth.settings.lead')}
      door="settings"
      actions={
        <>
          <ButtonLink href={at(ctx, '/persone')}>{t('auth.people.title')}</ButtonLink>
          <ButtonLink href={at(ctx, '/registro')}>{t('auth.audit.title')}</ButtonLink>
          {props.links.map((link) => (
            <ButtonLink key={link.path} href={at(ctx, link.path)}>
              {translate(ctx.lang, link.label)}
            </ButtonLink>
          ))}
        </>
      }
    >
      <Section plain id="ambito" title={t('auth.settings.ambito')}>
        <Form ctx={ctx} action={at(ctx, '/impostazioni')} form={form}>
          <TextField ctx={ctx} form={form} name="name" label={t('auth.settings.name')} />
          <TextField ctx={ctx} form={form} name="leadBody" label={t('auth.settings.lead-body')} optional />
        </Form>
      </Section>
    </Shell>
  );
}

export function AuditPage({
  ctx,
  entries,
  broken,
}: {
  ctx: PageCtx;
  entries: AuditEntry[];
  broken: number | null;
}): VNode {
  const t = authText(ctx.lang);
  const last = entries.at(-1);
  return (
    <Shell
      ctx={ctx}
      title={t('auth.audit.title')}
      lead={t('auth.audit.lead')}
      door="settings"
      crumbs={[
        { label: t('auth.settings'), href: at(ctx, '/impostazioni') },
        { label: t('auth.audit.title') },
      ]}
    >
      <Callout tone={broken === null ? 'good' : 'late'}>
        <p>{broken === null ? t('auth.audit.whole') : t('auth.audit.broken', { seq: broken })}</p>
      </Callout>
      <DataTable
        lang={ctx.lang}
        caption={t('auth.audit.title')}
        captionHidden
        rows={entries}
        rowKey={(entry) => String(entry.seq)}
        empty={<p>{t('auth.audit.empty')}</p>}
        columns={[
          { key: 'seq', label: '#', kind: 'number', heads: true, cell: (entry) => entry.seq },
          { key: 'at', label: t('auth.audit.when'), cell: (entry) => formatDateTime(entry.at, ctx.lang) },
          {
            key: 'who',
            label: t('auth.audit.who'),
            cell: (entry) => entry.accountName ?? t('auth.audit.installation'),
          },
          { key: 'what', label: t('auth.audit.what'), cell: (entry) => actWords(entry, ctx.lang).what },
          { key: 'on', label: t('auth.audit.on'), cell: (entry) => actWords(entry, ctx.lang).on },
          {
            key: 'details',
            label: t('auth.audit.details'),
            cell: (entry) => actWords(entry, ctx.lang).details,
          },
        ]}
      />
      {last && last.seq > 1 ? (
        <ButtonLink href={withQuery(at(ctx, '/registro'), { prima: last.seq })}>
          {t('auth.audit.older')}
        </ButtonLink>
      ) : null}
    </Shell>
  );
}
