import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDateTime, formatNumber } from '#platform/i18n/format.js';
import { Facts, List, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import type { Plan } from '../plan.types.js';
import { inPlan, planCrumbs } from '../plan-words.js';
import { lifeText } from './life.messages.js';
import { VERSION_FORMATS, type VersionFileHead, type VersionHead } from './version.types.js';
import { versionAct } from './version-table.js';

/** A frozen version as it was adopted, with its act and the fingerprints by which its files are recognised. */
export function VersionPage(props: {
  ctx: PageCtx;
  plan: Plan;
  version: VersionHead;
  files: readonly VersionFileHead[];
  html: string;
}): VNode {
  const { ctx, plan, version, files } = props;
  const t = lifeText(ctx.lang);
  const title = t('plan.life.version-number', { number: version.number });
  const file = (format: (typeof VERSION_FORMATS)[number]) => {
    const made = files.find((one) => one.format === format);
    return (
      <>
        <a
          data-turbo="false"
          href={`/api/v1/${ctx.ambito.slug}/plans/${plan.code}/versions/${version.number}/document.${format}`}
        >
          {format.toUpperCase()}
        </a>{' '}
        <span class="trama-muted">
          {made
            ? `${formatNumber(Math.ceil(made.size / 1000), { lang: ctx.lang })} kB, SHA-256 ${made.sha256}`
            : t('plan.life.version-file-waiting')}
        </span>
      </>
    );
  };
  return (
    <Shell
      ctx={ctx}
      title={title}
      kicker={plan.title}
      lead={t('plan.life.version-lead')}
      door="plan"
      crumbs={planCrumbs(
        ctx,
        plan,
        { label: t('plan.life.title'), href: inPlan(ctx, plan, '/atti#versioni') },
        { label: title },
      )}
    >
      <Section id="versione" title={t('plan.life.version-facts')}>
        <Facts
          empty={t('plan.life.unsaid')}
          rows={[
            { label: t('plan.life.act'), content: versionAct(ctx, version) },
            { label: t('plan.life.version-frozen'), content: formatDateTime(version.frozenAt, ctx.lang) },
            ...(version.amendmentReason === null
              ? []
              : [{ label: t('plan.life.version-why'), content: version.amendmentReason }]),
            { label: t('plan.life.version-files'), content: <List items={VERSION_FORMATS.map(file)} /> },
            { label: t('plan.life.version-hash'), content: <code>{version.contentHash}</code> },
          ]}
        />
      </Section>
      <div dangerouslySetInnerHTML={{ __html: props.html }} />
    </Shell>
  );
}
