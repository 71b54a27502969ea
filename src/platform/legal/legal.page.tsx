import type { VNode } from 'preact';
import type { SitePageCtx } from '#platform/http/context.js';
import { Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { legalText } from './legal.messages.js';

/** Asked of every public site by AgID's guidelines; the link in the footer carries the required data-element. */
export function AccessibilityPage({ ctx }: { ctx: SitePageCtx }): VNode {
  const t = legalText(ctx.lang);
  const body = ctx.ambito?.leadBody ?? 'none';
  return (
    <Shell
      ctx={ctx}
      title={t('legal.accessibility.title')}
      lead={t('legal.accessibility.lead', { name: ctx.ambito?.leadBody ?? ctx.ambito?.name ?? 'Trama' })}
    >
      <Section plain id="stato" title={t('legal.accessibility.state')}>
        <p>{t('legal.accessibility.state-text')}</p>
      </Section>
      <Section plain id="limiti" title={t('legal.accessibility.limits')}>
        <p>{t('legal.accessibility.limits-text')}</p>
      </Section>
      <Section plain id="segnalare" title={t('legal.accessibility.tell')}>
        <p>{t('legal.accessibility.tell-text', { body })}</p>
      </Section>
    </Shell>
  );
}

export function PrivacyPage({ ctx }: { ctx: SitePageCtx }): VNode {
  const t = legalText(ctx.lang);
  const body = ctx.ambito?.leadBody ?? 'none';
  return (
    <Shell ctx={ctx} title={t('legal.privacy.title')} lead={t('legal.privacy.lead')}>
      {(['reading', 'working', 'logs', 'owner'] as const).map((part) => (
        <Section plain key={part} id={part} title={t(`legal.privacy.${part}`)}>
          <p>{t(`legal.privacy.${part}-text`, { body })}</p>
        </Section>
      ))}
    </Shell>
  );
}

export interface Operation {
  method: string;
  path: string;
  summary: string;
  tag: string;
}

export function ApiPage({ ctx, operations }: { ctx: SitePageCtx; operations: Operation[] }): VNode {
  const t = legalText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('legal.api.title')}
      lead={t('legal.api.lead')}
      actions={
        <a class="btn btn-outline-primary btn-sm" href="/api/v1/openapi.json" data-turbo="false">
          {t('legal.api.description')}
        </a>
      }
    >
      <DataTable
        lang={ctx.lang}
        caption={t('legal.api.caption', { count: operations.length })}
        rows={operations}
        rowKey={(one) => `${one.method} ${one.path}`}
        columns={[
          {
            key: 'path',
            label: t('legal.api.path'),
            heads: true,
            cell: (one) => (
              <code>
                {one.method} {one.path}
              </code>
            ),
          },
          { key: 'summary', label: t('legal.api.operation'), cell: (one) => one.summary },
        ]}
      />
    </Shell>
  );
}
