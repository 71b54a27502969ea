import type { VNode } from 'preact';
import { Bars } from '#platform/charts/bars.js';
import { ChartFigure } from '#platform/charts/figure.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatNumber, formatPercent } from '#platform/i18n/format.js';
import { type Download, DownloadMenu } from '#platform/ui/downloads.js';
import { Callout, List, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { questionnaireText } from './questionnaire.messages.js';
import { CHANNELS, type FreeAnswer, type Questionnaire } from './questionnaire.types.js';
import { type OptionCount, type QuestionResult, THRESHOLD } from './results.rules.js';

/** Counts, shares and bars of every question; by channel where that tells of nobody. */
export function Results({ ctx, results }: { ctx: PageCtx; results: readonly QuestionResult[] }): VNode {
  return (
    <>
      {results.map((result) => (
        <OneResult key={result.question.id} ctx={ctx} result={result} />
      ))}
    </>
  );
}

function OneResult({ ctx, result }: { ctx: PageCtx; result: QuestionResult }): VNode {
  const t = questionnaireText(ctx.lang);
  const { question, options, answered, mean, isWithheld } = result;
  if (isWithheld)
    return (
      <ChartFigure
        id={`domanda-${question.id}`}
        level={3}
        heading={question.words}
        subtitle={t('evaluation.questionnaire.question-few', { threshold: THRESHOLD })}
        lang={ctx.lang}
      />
    );
  const percent = (value: number) => formatPercent(value, { decimals: 0, lang: ctx.lang });
  const chart = (id: string, width: number) => (
    <Bars
      id={id}
      title={question.words}
      unit="%"
      decimals={0}
      upTo={100}
      order="given"
      width={width}
      lang={ctx.lang}
      bars={options.map((one) => ({ label: one.label, value: one.share, shown: percent(one.share) }))}
    />
  );
  // Hidden for one option, they are hidden for all of the question.
  const tellsChannels = options.every((one) => CHANNELS.every((name) => one.byChannel[name] !== null));
  return (
    <ChartFigure
      id={`domanda-${question.id}`}
      level={3}
      heading={question.words}
      subtitle={
        mean === null
          ? t('evaluation.questionnaire.result-count', { count: answered })
          : t('evaluation.questionnaire.result-mean', {
              mean: formatNumber(mean, { decimals: 1, lang: ctx.lang }),
              top: options.length,
              count: answered,
            })
      }
      chart={chart(`barre-${question.id}`, 560)}
      narrow={chart(`barre-strette-${question.id}`, 330)}
      legend={
        <DataTable
          lang={ctx.lang}
          caption={question.words}
          captionHidden
          rows={options}
          rowKey={(one) => one.label}
          columns={[
            {
              key: 'option',
              label: t('evaluation.questionnaire.option'),
              heads: true,
              cell: (one) => one.label,
            },
            {
              key: 'count',
              label: t('evaluation.questionnaire.count'),
              kind: 'number',
              cell: (one) => one.count,
            },
            {
              key: 'share',
              label: t('evaluation.questionnaire.share'),
              kind: 'number',
              cell: (one) => percent(one.share),
            },
            ...(tellsChannels ? CHANNELS : []).map((name) => ({
              key: name,
              label: t(`evaluation.questionnaire.channel.${name}`),
              kind: 'number' as const,
              cell: (one: OptionCount) => one.byChannel[name],
            })),
          ]}
        />
      }
      note={
        tellsChannels ? undefined : t('evaluation.questionnaire.channels-hidden', { threshold: THRESHOLD })
      }
      lang={ctx.lang}
    />
  );
}

/** The results to print. */
export function paperFiles(ctx: PageCtx, { id }: Pick<Questionnaire, 'id'>): Download[] {
  return (['pdf', 'docx'] as const).map((format) => ({
    label: questionnaireText(ctx.lang)('evaluation.questionnaire.paper'),
    note: format.toUpperCase(),
    href: `/api/v1/${ctx.ambito.slug}/questionnaires/${id}/results.${format}`,
  }));
}

/** What a closed questionnaire tells at its public address. */
export function PublicResultsPage(props: {
  ctx: PageCtx;
  questionnaire: Questionnaire;
  results: readonly QuestionResult[];
  texts: readonly FreeAnswer[];
}): VNode {
  const { ctx, questionnaire } = props;
  const t = questionnaireText(ctx.lang);
  const shown = props.texts.filter((one) => one.decision === 'shown');
  const isTold = questionnaire.answers >= THRESHOLD;
  return (
    <Shell
      ctx={ctx}
      door="services"
      kicker={`${questionnaire.subjectCode} ${questionnaire.subjectTitle}`}
      title={questionnaire.title}
      lead={t('evaluation.questionnaire.answers-count', { count: questionnaire.answers })}
      actions={isTold ? <DownloadMenu lang={ctx.lang} files={paperFiles(ctx, questionnaire)} /> : undefined}
    >
      {isTold ? (
        <Results ctx={ctx} results={props.results} />
      ) : (
        <Callout tone="info">{t('evaluation.questionnaire.results-few', { threshold: THRESHOLD })}</Callout>
      )}
      {isTold && shown.length > 0 ? (
        <Section title={t('evaluation.questionnaire.texts')} id="parole">
          <List items={shown.map((one) => one.words)} />
        </Section>
      ) : null}
    </Shell>
  );
}
