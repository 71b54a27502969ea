import type { VNode } from 'preact';
import { ChartFigure } from '#platform/charts/figure.js';
import type { PageCtx } from '#platform/http/context.js';
import { at } from '#platform/ui/address.js';
import { EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { FindingWarning } from '../finding-mark.js';
import { ProjectionWay } from '../projection-way.js';
import { territoryText } from '../territory.messages.js';
import { drawnParts } from './look.drawn.js';
import { lookText } from './look.messages.js';
import { briefSource, joinNotes, notesOf } from './look.notes.js';
import { lookAddress, paramsOf, questionOf } from './look.query.js';
import type { Look, LookQuestion } from './look.types.js';
import { headingOf, subtitleOf, toldOf } from './look.words.js';
import { LookChoices, LookKinds } from './look-choice.js';

/** Where a look with this query is put into a document; null when the reader may not. */
export type AddAddress = (ctx: PageCtx, query: Readonly<Record<string, string>>) => string | null;

interface Props {
  ctx: PageCtx;
  look: Look;
  addAddress?: AddAddress | undefined;
}

/** The question that reproduces this look, and its address in the reader's face. */
function stableQuestion({ choice, options, asked }: Look): LookQuestion {
  const whole = options.against.find(({ kind }) => kind === 'ambito')?.code ?? '';
  // Where boundaries come later, what was asked for as a map becomes one.
  return { ...questionOf(choice, whole), kind: asked === 'map' ? 'map' : choice.kind };
}

export function LookPage({ ctx, look, addAddress }: Props): VNode {
  const t = lookText(ctx.lang);
  const shared = territoryText(ctx.lang);
  const { metric, other, choice } = look;
  const hasData = choice.kind === 'pyramid' ? look.pyramids.length > 0 : look.options.years.length > 0;
  const title =
    choice.kind === 'pyramid'
      ? t('territory.look.question-ages')
      : choice.kind === 'scatter' && other
        ? t('territory.look.question-two', { x: metric.name, y: other.name })
        : metric.question;
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={title}
      canonical={lookAddress(at(ctx, '/osservatorio', 'public'), stableQuestion(look))}
      kicker={shared('territory.observatory.kicker')}
      crumbs={
        ctx.view.face === 'office'
          ? [
              { label: shared('territory.door.office'), href: at(ctx, '/territorio') },
              { label: shared('territory.observatory.title') },
            ]
          : []
      }
    >
      <LookKinds ctx={ctx} look={look} />
      <div class="trama-look">
        <div class="trama-look-parts">
          <LookChoices ctx={ctx} look={look} />
          <div class="trama-look-view">
            {hasData ? (
              <Picture ctx={ctx} look={look} addAddress={addAddress} />
            ) : (
              <Empty ctx={ctx} look={look} />
            )}
          </div>
          {hasData ? (
            <aside class="trama-look-told">
              <Told ctx={ctx} look={look} />
            </aside>
          ) : null}
        </div>
      </div>
      {hasData ? <div dangerouslySetInnerHTML={{ __html: drawnParts(ctx, look).table }} /> : null}
      <ProjectionWay ctx={ctx} />
    </Shell>
  );
}

function Empty({ ctx, look }: Props): VNode {
  const t = lookText(ctx.lang);
  const isPyramid = look.choice.kind === 'pyramid';
  return (
    <EmptyState
      title={
        isPyramid
          ? t('territory.look.empty-ages-title')
          : t('territory.look.empty-title', { metric: look.metric.name })
      }
      text={
        isPyramid
          ? t('territory.look.empty-ages')
          : t('territory.look.empty', { formula: look.metric.formula })
      }
      action={
        ctx.view.face === 'office' ? (
          <a class="btn btn-primary" href={at(ctx, '/territorio/dati')}>
            {t('territory.look.import')}
          </a>
        ) : (
          <a href={at(ctx, '/osservatorio')}>{t('territory.look.back')}</a>
        )
      }
    />
  );
}

function Picture({ ctx, look, addAddress }: Props): VNode {
  const t = lookText(ctx.lang);
  const drawn = drawnParts(ctx, look);
  const question = stableQuestion(look);
  const address = (path: string) => lookAddress(at(ctx, path), question);
  const notes = notesOf(look, ctx.lang);
  const heading = headingOf(look, ctx.lang);
  const isTable = look.choice.kind === 'table';
  const adding = addAddress?.(ctx, paramsOf(question)) ?? null;
  return (
    <>
      <ChartFigure
        id="figura"
        level={2}
        lang={ctx.lang}
        heading={heading}
        subtitle={subtitleOf(look, ctx.lang)}
        {...(isTable
          ? {}
          : {
              chart: (
                <trama-picture
                  data-keys={t('territory.look.keys')}
                  dangerouslySetInnerHTML={{ __html: drawn.wide }}
                />
              ),
              narrow: (
                <trama-picture
                  data-keys={t('territory.look.keys')}
                  dangerouslySetInnerHTML={{ __html: drawn.narrow }}
                />
              ),
            })}
        source={briefSource(look.sources, ctx.lang)}
        {...(notes.length === 0 ? {} : { note: joinNotes(notes) })}
        links={[
          { label: t('territory.look.table-link'), href: '#tabella' },
          { label: 'CSV', href: address('/osservatorio/dati.csv'), download: '' },
          { label: 'XLSX', href: address('/osservatorio/dati.xlsx'), download: '' },
          ...(isTable
            ? []
            : [
                { label: 'SVG', href: address('/osservatorio/figura.svg'), download: '' },
                { label: 'PNG', href: address('/osservatorio/figura.png'), download: '' },
              ]),
        ]}
      />
      <div class="trama-look-acts">
        <trama-copy data-label={t('territory.look.copy')} data-done={t('territory.look.copied')}>
          <a href={address('/osservatorio')}>{t('territory.look.address')}</a>
        </trama-copy>
        {adding === null ? null : (
          <a class="btn btn-primary btn-sm" href={adding}>
            {t('territory.look.add')}
          </a>
        )}
      </div>
      {/* Announced when a choice has changed the picture in place. */}
      <p class="trama-rows visually-hidden">{heading}</p>
    </>
  );
}

/** What the picture says, in two sentences, how it is computed, and what was published wrong about it. */
function Told({ ctx, look }: Props): VNode {
  const t = lookText(ctx.lang);
  const told = toldOf(look, ctx.lang);
  const metrics =
    look.choice.kind === 'pyramid' ? [] : look.other ? [look.metric, look.other] : [look.metric];
  return (
    <>
      <div class="trama-told">
        {told.map(({ before, strong, after }) => (
          <p key={before}>
            {before}
            {strong === undefined ? null : <strong>{strong}</strong>}
            {after}
          </p>
        ))}
      </div>
      {metrics.length === 0 ? null : (
        <Section title={t('territory.look.formula')}>
          {metrics.map((metric) => (
            <p key={metric.code}>
              {metrics.length > 1 ? <strong>{metric.name}. </strong> : null}
              {metric.formula}
            </p>
          ))}
          <p>{t('territory.look.summed')}</p>
        </Section>
      )}
      <FindingWarning ctx={ctx} findings={look.findings} />
    </>
  );
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'trama-picture': { 'data-keys': string; dangerouslySetInnerHTML: { __html: string } };
      'trama-copy': { 'data-label': string; 'data-done': string; children: ComponentChildren };
    }
  }
}
