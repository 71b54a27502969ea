import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import { DataTable } from '#platform/ui/table.js';
import type { Plan } from '../plan.types.js';
import { inPlan } from '../plan-words.js';
import { lifeText } from './life.messages.js';
import { VERSION_FORMATS, type VersionHead } from './version.types.js';

/** Frozen versions, newest first, each with its three files and its difference from the one before. */
export function VersionTable(props: { ctx: PageCtx; plan: Plan; versions: readonly VersionHead[] }): VNode {
  const { ctx, plan, versions } = props;
  const t = lifeText(ctx.lang);
  return (
    <DataTable
      lang={ctx.lang}
      caption={t('plan.life.versions')}
      captionHidden
      rows={versions}
      rowKey={(version) => version.id}
      empty={<p>{t('plan.life.versions-none')}</p>}
      columns={[
        {
          key: 'number',
          label: t('plan.life.version'),
          heads: true,
          cell: (version) => (
            <a href={inPlan(ctx, plan, `/versioni/${version.number}`)}>
              {t('plan.life.version-number', { number: version.number })}
            </a>
          ),
        },
        {
          key: 'act',
          label: t('plan.life.act'),
          cell: (version) => versionAct(ctx, version),
        },
        { key: 'why', label: t('plan.life.version-why'), cell: (version) => version.amendmentReason ?? '' },
        {
          key: 'files',
          label: t('plan.life.version-files'),
          cell: (version) => (
            <span class="trama-actions">
              {VERSION_FORMATS.map((format) => (
                <a
                  key={format}
                  data-turbo="false"
                  href={`/api/v1/${ctx.ambito.slug}/plans/${plan.code}/versions/${version.number}/document.${format}`}
                >
                  {format.toUpperCase()}
                  <span class="visually-hidden">
                    {' '}
                    {t('plan.life.version-number', { number: version.number })}
                  </span>
                </a>
              ))}
            </span>
          ),
        },
        {
          key: 'compare',
          label: t('plan.life.version-differences'),
          cell: (version) =>
            version.number > 1 ? (
              <a href={inPlan(ctx, plan, `/versioni/${version.number - 1}/confronta/${version.number}`)}>
                {t('plan.life.compare-with', { number: version.number - 1 })}
              </a>
            ) : (
              ''
            ),
        },
      ]}
    />
  );
}

/** "Assemblea dei Sindaci, n. 3 del 12 marzo 2022"; of a transcribed text, when it was frozen. */
export function versionAct(ctx: PageCtx, version: VersionHead): string {
  const t = lifeText(ctx.lang);
  if (version.takenOn === null)
    return t('plan.life.version-transcribed', { date: formatDate(version.frozenAt, { lang: ctx.lang }) });
  return t('plan.life.version-act', {
    body: version.bodyName ?? '',
    number: version.actNumber ?? '—',
    date: formatDate(version.takenOn, { lang: ctx.lang }),
  });
}
