import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDateTime } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { Shell } from '#platform/ui/shell.js';
import type { ChapterWithState } from './chapter.actions.js';
import { compareContents } from './chapter.rules.js';
import type { ChapterVersion } from './chapter.types.js';
import { ContentText, PartText } from './chapter-text.js';
import { documentText } from './document.messages.js';
import { documentCrumbs } from './document.page.js';
import { chapterLabel, documentPath } from './document-parts.js';
import type { Plan } from './plan.types.js';

/** Every save of a chapter with what came in and what went out, newest first. */
export function ChapterHistoryPage(props: {
  ctx: PageCtx;
  plan: Plan;
  chapter: ChapterWithState;
  versions: readonly ChapterVersion[];
}): VNode {
  const { ctx, plan, chapter, versions } = props;
  const t = documentText(ctx.lang);
  const label = chapterLabel(ctx, chapter);
  return (
    <Shell
      ctx={ctx}
      door="plan"
      kicker={`${plan.title} · ${label}`}
      title={t('plan.chapter.history-title', { title: chapter.title })}
      lead={t('plan.chapter.history-lead')}
      crumbs={documentCrumbs(
        ctx,
        plan,
        { label, href: at(ctx, documentPath(plan, `/${chapter.number}`)) },
        { label: t('plan.document.history') },
      )}
    >
      {versions.length === 0 ? <p>{t('plan.chapter.never-written')}</p> : null}
      <ol class="trama-versions">
        {versions.map((version, index) => (
          <li key={String(version.version)}>
            <h2>{t('plan.chapter.version', { version: version.version })}</h2>
            <p class="trama-muted">
              {t('plan.chapter.by', {
                date: formatDateTime(version.at, ctx.lang),
                name: version.by ?? ctx.ambito.name,
              })}
            </p>
            <Difference ctx={ctx} before={versions[index + 1]} after={version} />
          </li>
        ))}
      </ol>
    </Shell>
  );
}

function Difference(props: {
  ctx: PageCtx;
  before: ChapterVersion | undefined;
  after: ChapterVersion;
}): VNode {
  const { ctx, before, after } = props;
  const t = documentText(ctx.lang);
  if (!before) {
    return (
      <details>
        <summary>{t('plan.chapter.version-first')}</summary>
        <div lang="it">
          <ContentText ctx={ctx} content={after.content} />
        </div>
      </details>
    );
  }
  const changes = compareContents(before.content, after.content).filter((one) => one.kind !== 'same');
  if (changes.length === 0) return <p>{t('plan.chapter.version-same')}</p>;
  return (
    <ul class="trama-differences">
      {changes.map(({ kind, part }, index) => (
        <li key={String(index)} data-kind={kind}>
          <strong>{t(kind === 'added' ? 'plan.chapter.added' : 'plan.chapter.removed')}</strong>
          <div lang="it">
            <PartText ctx={ctx} part={part} />
          </div>
        </li>
      ))}
    </ul>
  );
}
