import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatEuroCents } from '#platform/i18n/format.js';
import { hasMessage, translate } from '#platform/i18n/messages.js';
import { EmptyState, KeyFigure, KeyFigures, Section, StateTag } from '#platform/ui/parts.js';
import { type Crumb, Shell } from '#platform/ui/shell.js';
import type { Guideline } from '../guideline.types.js';
import {
  type ChapterDifference,
  type ContentDifference,
  type FieldDifference,
  type ItemDifference,
  isSame,
  type WordRun,
} from './compare.rules.js';
import { lifeText } from './life.messages.js';

const TONES = { added: 'good', removed: 'late', changed: 'calm' } as const;

/** How one version became another; its address can be kept, and it prints as it stands. */
export function ComparePage(props: {
  ctx: PageCtx;
  title: string;
  kicker: string;
  lead: string;
  crumbs: Crumb[];
  difference: ContentDifference;
  guideline: Guideline;
}): VNode {
  const { ctx, difference } = props;
  return (
    <Shell
      ctx={ctx}
      title={props.title}
      kicker={props.kicker}
      lead={props.lead}
      door="plan"
      crumbs={props.crumbs}
    >
      <Differences ctx={ctx} difference={difference} guideline={props.guideline} />
    </Shell>
  );
}

export function Differences(props: {
  ctx: PageCtx;
  difference: ContentDifference;
  guideline: Guideline;
}): VNode {
  const { ctx, difference, guideline } = props;
  const t = lifeText(ctx.lang);
  if (isSame(difference))
    return <EmptyState title={t('plan.life.compare.same')} text={t('plan.life.compare.same-text')} />;
  const { plan, chapters, needs, objectives, budget, contributions, totals } = difference;
  const section = (id: string, title: string, list: readonly ItemDifference[]) =>
    list.length === 0 ? null : (
      <Section id={id} title={title}>
        <Items ctx={ctx} items={list} guideline={guideline} />
      </Section>
    );
  return (
    <>
      <KeyFigures>
        <KeyFigure value={String(chapters.length)} label={t('plan.life.compare.chapters')} />
        <KeyFigure value={String(needs.length)} label={t('plan.life.compare.needs')} />
        <KeyFigure value={String(objectives.length)} label={t('plan.life.compare.objectives')} />
        <KeyFigure
          value={formatEuroCents(totals.after - totals.before, { decimals: 2, lang: ctx.lang })}
          label={t('plan.life.compare.money')}
        />
      </KeyFigures>
      {plan.length === 0 ? null : (
        <Section id="piano" title={t('plan.life.compare.plan')}>
          <Fields ctx={ctx} fields={plan} guideline={guideline} />
        </Section>
      )}
      {chapters.length === 0 ? null : (
        <Section id="capitoli" title={t('plan.life.compare.chapters')}>
          {chapters.map((chapter) => (
            <Chapter key={chapter.number} ctx={ctx} chapter={chapter} />
          ))}
        </Section>
      )}
      {section('bisogni', t('plan.life.compare.needs'), needs)}
      {section('obiettivi', t('plan.life.compare.objectives'), objectives)}
      {section('risorse', t('plan.life.compare.budget'), budget)}
      {section('contributi', t('plan.life.compare.contributions'), contributions)}
    </>
  );
}

function Chapter({ ctx, chapter }: { ctx: PageCtx; chapter: ChapterDifference }): VNode {
  const t = lifeText(ctx.lang);
  return (
    <section class="trama-difference">
      <h3>
        <StateTag tone={TONES[chapter.kind]}>{t(`plan.life.compare.${chapter.kind}`)}</StateTag>{' '}
        {chapter.number} {chapter.title}
      </h3>
      {chapter.passages.map((passage, index) =>
        passage.kind === 'same' ? (
          <p key={String(index)} class="trama-muted">
            {t('plan.life.compare.same-passages', { count: passage.count })}
          </p>
        ) : (
          <p key={String(index)} lang="it">
            <Words ctx={ctx} words={passage.words} />
          </p>
        ),
      )}
    </section>
  );
}

function Items(props: { ctx: PageCtx; items: readonly ItemDifference[]; guideline: Guideline }): VNode {
  const { ctx, items, guideline } = props;
  const t = lifeText(ctx.lang);
  return (
    <>
      {items.map((item, index) => (
        <section class="trama-difference" key={String(index)}>
          <h3>
            <StateTag tone={TONES[item.kind]}>{t(`plan.life.compare.${item.kind}`)}</StateTag>{' '}
            <span class="trama-code">{item.code}</span> {item.title}
          </h3>
          {item.fields.length === 0 ? null : <Fields ctx={ctx} fields={item.fields} guideline={guideline} />}
        </section>
      ))}
    </>
  );
}

function Fields(props: { ctx: PageCtx; fields: readonly FieldDifference[]; guideline: Guideline }): VNode {
  const { ctx, fields, guideline } = props;
  return (
    <dl class="trama-facts">
      {fields.map(({ field, words }) => (
        <div key={field}>
          <dt>{fieldName(ctx, field, guideline)}</dt>
          <dd class="trama-difference-words">
            <Words
              ctx={ctx}
              words={words.map((run) => ({ ...run, text: chosenWord(ctx, field, run.text) }))}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Names of what is chosen from a list, which versions keep by their codes. */
const CHOSEN: Record<string, string> = {
  outcome: 'participation.state',
  priority: 'plan.priority',
  level: 'plan.level',
  rank: 'plan.rank',
};

function chosenWord(ctx: PageCtx, field: string, text: string): string {
  const key = `${CHOSEN[field]}.${text}`;
  return CHOSEN[field] !== undefined && hasMessage(key) ? translate(ctx.lang, key) : text;
}

function fieldName(ctx: PageCtx, field: string, guideline: Guideline): string {
  if (!field.startsWith('other.'))
    return lifeText(ctx.lang)(`plan.life.field.${field}` as 'plan.life.field.title');
  const key = field.slice('other.'.length);
  return guideline.objectiveSheet.fields.find((one) => one.key === key)?.label[ctx.lang] ?? key;
}

/** Words that went and came, told apart by more than their colour. */
export function Words({ ctx, words }: { ctx: PageCtx; words: readonly WordRun[] }): VNode {
  const t = lifeText(ctx.lang);
  return (
    <>
      {words.map((run, index) => {
        if (run.kind === 'same') return <span key={String(index)}>{run.text}</span>;
        const says = <span class="visually-hidden">{t(`plan.life.compare.words-${run.kind}`)} </span>;
        return run.kind === 'added' ? (
          <ins key={String(index)}>
            {says}
            {run.text}
          </ins>
        ) : (
          <del key={String(index)}>
            {says}
            {run.text}
          </del>
        );
      })}
    </>
  );
}
