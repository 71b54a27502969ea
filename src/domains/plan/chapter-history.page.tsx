import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import { formatDateTime } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import type { ChapterWithState } from './chapter.actions.js';
import type { ChapterVersion } from './chapter.types.js';
import { PartText } from './chapter-text.js';
import { documentText } from './document.messages.js';
import { documentCrumbs } from './document.page.js';
import { chapterLabel, documentPath } from './document-parts.js';
import { Words } from './life/compare.page.js';
import type { Plan } from './plan.types.js';
import type { PartChange } from './writing/difference.rules.js';

interface Compared {
  from: number;
  to: number;
  changes: readonly PartChange[];
}

/** The versions of a chapter, newest first, and how one became another. */
export function ChapterHistoryPage(props: {
  ctx: PageCtx;
  plan: Plan;
  chapter: ChapterWithState;
  versions: readonly ChapterVersion[];
  /** Null where there is only one version. */
  compared: Compared | null;
  canWrite: boolean;
}): VNode {
  const { ctx, plan, chapter, versions, compared } = props;
  const t = documentText(ctx.lang);
  const label = chapterLabel(ctx, chapter);
  const path = documentPath(plan, `/${chapter.number}`);
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
        { label, href: at(ctx, path) },
        { label: t('plan.document.history') },
      )}
    >
      {versions.length === 0 ? (
        <EmptyState title={t('plan.chapter.no-versions')} text={t('plan.chapter.never-written')} />
      ) : (
        <>
          {compared ? <Difference ctx={ctx} versions={versions} compared={compared} /> : null}
          <Section plain id="versioni" title={t('plan.chapter.all-versions')}>
            <form method="get" action={at(ctx, `${path}/versioni`)} class="trama-version-list">
              <ol>
                {versions.map((version, index) => (
                  <Version
                    key={String(version.version)}
                    {...props}
                    version={version}
                    isPresent={index === 0}
                  />
                ))}
              </ol>
              {versions.length > 1 ? (
                <button type="submit" class="btn btn-outline-primary">
                  {t('plan.chapter.compare')}
                </button>
              ) : null}
            </form>
          </Section>
          {/* Forms do not stand in forms: their buttons name them. */}
          {props.canWrite
            ? versions.slice(1).map(({ version }) => (
                <form
                  key={String(version)}
                  id={`ripristina-${version}`}
                  method="post"
                  action={at(ctx, `${path}/versioni/${version}/ripristina`)}
                  data-turbo-confirm={t('plan.chapter.restore-confirm')}
                >
                  <input type="hidden" name={CSRF_FIELD} value={ctx.view.csrf()} />
                  <input type="hidden" name="version" value={String(chapter.version)} />
                </form>
              ))
            : null}
        </>
      )}
    </Shell>
  );
}

function Version(props: {
  ctx: PageCtx;
  version: ChapterVersion;
  compared: Compared | null;
  canWrite: boolean;
  isPresent: boolean;
}): VNode {
  const { ctx, version, compared } = props;
  const t = documentText(ctx.lang);
  const name = t('plan.chapter.version', { version: version.version });
  const choice = (field: 'da' | 'a', chosen: number | undefined) => (
    <label>
      <input type="radio" name={field} value={String(version.version)} checked={chosen === version.version} />
      {t(field === 'da' ? 'plan.chapter.compare-from' : 'plan.chapter.compare-to')}
      <span class="visually-hidden"> {name}</span>
    </label>
  );
  return (
    <li>
      <div>
        <strong>{name}</strong>
        {props.isPresent ? ` · ${t('plan.chapter.present')}` : ''}
        <p class="trama-muted">
          {t('plan.chapter.by', {
            date: formatDateTime(version.at, ctx.lang),
            name: version.by ?? ctx.ambito.name,
          })}
        </p>
      </div>
      {compared ? choice('da', compared.from) : null}
      {compared ? choice('a', compared.to) : null}
      {props.canWrite && !props.isPresent ? (
        <button type="submit" form={`ripristina-${version.version}`} class="btn btn-link btn-xs">
          {t('plan.chapter.restore')}
          <span class="visually-hidden"> {name}</span>
        </button>
      ) : null}
    </li>
  );
}

function Difference(props: { ctx: PageCtx; versions: readonly ChapterVersion[]; compared: Compared }): VNode {
  const { ctx, compared } = props;
  const t = documentText(ctx.lang);
  const changes = compared.changes.filter((change) => change.kind !== 'same');
  return (
    <Section
      plain
      id="differenze"
      title={t('plan.chapter.between', { from: compared.from, to: compared.to })}
      lead={
        changes.length === 0
          ? t('plan.chapter.version-same')
          : t('plan.chapter.changes', { count: changes.length })
      }
    >
      <ul class="trama-differences">
        {changes.map((change) => (
          <li key={`${change.kind}-${change.part.id}`} data-kind={change.kind}>
            <strong>{t(`plan.chapter.change.${change.kind === 'same' ? 'moved' : change.kind}`)}</strong>
            <div lang="it">
              {change.words.length > 0 ? (
                <p class="trama-words">
                  <Words ctx={ctx} words={change.words} />
                </p>
              ) : (
                <PartText ctx={ctx} part={change.part} />
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
