import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { at } from '#platform/ui/address.js';
import { ButtonLink } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import type { ChapterWithState } from '../chapter.actions.js';
import type { NamedPart } from '../chapter.types.js';
import { chapterSetting, type ShownRemarks } from '../chapter-edit.page.js';
import type { PaletteEntry } from '../chapter-fields.js';
import { ContentText } from '../chapter-text.js';
import { documentText } from '../document.messages.js';
import { documentCrumbs } from '../document.page.js';
import { chapterLabel, documentPath } from '../document-parts.js';
import type { Plan } from '../plan.types.js';
import type { ReferenceTarget } from './reference.rules.js';
import { writingText } from './writing.messages.js';

/** The editor in which whatever is changed becomes a proposal. Without JavaScript the page of comments does it. */
export function ProposalPage(props: {
  ctx: PageCtx;
  plan: Plan;
  chapter: ChapterWithState;
  /** The text with what this reader proposes already. */
  shown: readonly NamedPart[];
  palette: readonly PaletteEntry[];
  /** What a reference may lead to in the other chapters. */
  targets: readonly ReferenceTarget[];
  remarks: ShownRemarks;
  canWrite: boolean;
}): VNode {
  const { ctx, plan, chapter } = props;
  const t = writingText(ctx.lang);
  const label = chapterLabel(ctx, chapter);
  const path = documentPath(plan, `/${chapter.number}`);
  const setting = chapterSetting(ctx, { ...props, mode: 'propose' });
  const open = props.remarks.list.filter((remark) => remark.state === 'open').length;
  return (
    <Shell
      ctx={ctx}
      door="plan"
      kicker={`${plan.title} · ${label}`}
      title={t('plan.proposal.title', { title: chapter.title })}
      lead={t('plan.proposal.lead')}
      crumbs={documentCrumbs(ctx, plan, { label, href: at(ctx, path) }, { label: t('plan.proposal.crumb') })}
      actions={
        <>
          {props.canWrite ? (
            <ButtonLink href={at(ctx, `${path}/modifica`)}>{t('plan.proposal.write')}</ButtonLink>
          ) : null}
          <ButtonLink href={at(ctx, path)}>{documentText(ctx.lang)('plan.chapter.read')}</ButtonLink>
          <ButtonLink href={at(ctx, `${path}/commenti`)}>{t('plan.remark.link', { open })}</ButtonLink>
        </>
      }
    >
      <trama-editor data-setting={JSON.stringify(setting)}>
        <p class="trama-callout trama-callout-info">{t('plan.proposal.no-script')}</p>
        <div lang="it">
          <ContentText ctx={ctx} content={chapter.content} />
        </div>
      </trama-editor>
    </Shell>
  );
}
