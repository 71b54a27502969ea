import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { at } from '#platform/ui/address.js';
import { Callout, EmptyState, List, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import type { GuidelineHead } from '../guideline.sql.js';
import type { Guideline, GuidelineChapter, SheetField } from '../guideline.types.js';
import { lifeText } from '../life/life.messages.js';
import { planText } from '../plan.messages.js';

const PATH = '/linee-di-indirizzo';

/** The guidelines that a plan may follow, with what each asks. */
export function GuidelineListPage({ ctx, heads }: { ctx: PageCtx; heads: readonly GuidelineHead[] }): VNode {
  const t = lifeText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('plan.guidelines.title')}
      lead={t('plan.guidelines.lead')}
      door="plan"
      crumbs={plansCrumb(ctx, { label: t('plan.guidelines.title') })}
    >
      <DataTable
        lang={ctx.lang}
        caption={t('plan.guidelines.title')}
        captionHidden
        rows={heads}
        rowKey={(head) => head.code}
        empty={<EmptyState title={t('plan.guidelines.none')} text={t('plan.guidelines.none-text')} />}
        columns={[
          {
            key: 'title',
            label: planText(ctx.lang)('plan.guideline'),
            heads: true,
            cell: ({ code, guideline }) => (
              <a href={at(ctx, `${PATH}/${code}`)}>{guideline.title[ctx.lang]}</a>
            ),
          },
          {
            key: 'region',
            label: t('plan.guidelines.region'),
            cell: ({ guideline }) => guideline.region[ctx.lang],
          },
          {
            key: 'period',
            label: planText(ctx.lang)('plan.period'),
            cell: ({ guideline: { period } }) => `${period.from}-${period.to}`,
          },
          { key: 'act', label: t('plan.life.act'), cell: ({ guideline }) => guideline.act },
          {
            key: 'asks',
            label: t('plan.guidelines.asks'),
            cell: ({ guideline }) =>
              t('plan.guidelines.asks-words', {
                areas: guideline.policyAreas.length,
                chapters: guideline.chapters.length,
                fields: guideline.objectiveSheet.fields.length,
              }),
          },
        ]}
      />
    </Shell>
  );
}

function plansCrumb(ctx: PageCtx, ...rest: { label: string; href?: string }[]) {
  return [{ label: lifeText(ctx.lang)('plan.plans.title'), href: at(ctx, '/piani') }, ...rest];
}

/** One guideline: areas with their key points, chapters, the fields of the sheets. */
export function GuidelinePage(props: { ctx: PageCtx; guideline: Guideline; sha256: string }): VNode {
  const { ctx, guideline } = props;
  const t = lifeText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={guideline.title[ctx.lang]}
      kicker={`${guideline.region[ctx.lang]} · ${guideline.act}`}
      lead={t('plan.guidelines.one-lead')}
      door="plan"
      crumbs={plansCrumb(
        ctx,
        { label: t('plan.guidelines.title'), href: at(ctx, PATH) },
        { label: `${guideline.period.from}-${guideline.period.to}` },
      )}
    >
      {guideline.caution ? (
        <Callout tone="late">
          <p>{guideline.caution[ctx.lang]}</p>
        </Callout>
      ) : null}
      <Section id="macroaree" title={t('plan.guidelines.areas')}>
        <List
          items={guideline.policyAreas.map((area) => (
            <>
              <strong>
                {area.code} {area.name[ctx.lang]}
              </strong>
              {area.keyPoints.length > 0 ? (
                <p class="trama-muted">{area.keyPoints.map((point) => point.name[ctx.lang]).join(' · ')}</p>
              ) : null}
            </>
          ))}
        />
      </Section>
      <Section id="capitoli" title={t('plan.guidelines.chapters')}>
        <ChapterTable ctx={ctx} chapters={[...guideline.chapters, ...guideline.annexes]} />
      </Section>
      <Section id="scheda-obiettivo" title={t('plan.guidelines.objective-sheet')}>
        <FieldTable
          ctx={ctx}
          caption={t('plan.guidelines.objective-sheet')}
          fields={guideline.objectiveSheet.fields}
        />
      </Section>
      <Section id="scheda-esito" title={t('plan.guidelines.outcome-sheet')}>
        <FieldTable
          ctx={ctx}
          caption={t('plan.guidelines.outcome-sheet')}
          fields={guideline.outcomeSheet.fields}
        />
      </Section>
      <p class="trama-muted">{t('plan.guidelines.edition', { sha256: props.sha256.slice(0, 16) })}</p>
    </Shell>
  );
}

function ChapterTable({ ctx, chapters }: { ctx: PageCtx; chapters: readonly GuidelineChapter[] }): VNode {
  const t = lifeText(ctx.lang);
  return (
    <DataTable
      lang={ctx.lang}
      caption={t('plan.guidelines.chapters')}
      captionHidden
      rows={chapters}
      rowKey={(chapter) => chapter.number}
      columns={[
        { key: 'number', label: t('plan.guidelines.number'), cell: (chapter) => chapter.number },
        {
          key: 'title',
          label: planText(ctx.lang)('plan.title-field'),
          heads: true,
          cell: (chapter) => chapter.title[ctx.lang],
        },
        { key: 'help', label: t('plan.guidelines.about'), cell: (chapter) => chapter.help[ctx.lang] },
        {
          key: 'blocks',
          label: t('plan.guidelines.blocks'),
          cell: (chapter) =>
            chapter.blocks
              .filter((block) => block.required)
              .map((block) => block.purpose[ctx.lang])
              .join('; '),
        },
      ]}
    />
  );
}

function FieldTable(props: { ctx: PageCtx; caption: string; fields: readonly SheetField[] }): VNode {
  const { ctx } = props;
  const t = lifeText(ctx.lang);
  return (
    <DataTable
      lang={ctx.lang}
      caption={props.caption}
      captionHidden
      rows={props.fields}
      rowKey={(field) => field.key}
      columns={[
        {
          key: 'label',
          label: t('plan.guidelines.field'),
          heads: true,
          cell: (field) => field.label[ctx.lang],
        },
        { key: 'help', label: t('plan.guidelines.about'), cell: (field) => field.help[ctx.lang] },
        {
          key: 'required',
          label: t('plan.guidelines.required'),
          cell: (field) => t(field.required ? 'plan.guidelines.yes' : 'plan.guidelines.no'),
        },
      ]}
    />
  );
}
