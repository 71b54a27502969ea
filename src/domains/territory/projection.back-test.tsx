import type { ComponentChildren, VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatNumber, formatPercent } from '#platform/i18n/format.js';
import { Callout, Section } from '#platform/ui/parts.js';
import { DataTable } from '#platform/ui/table.js';
import { type BackTest, beatsGuesses, type Errors } from './projection/back-test.js';
import { projectionText } from './projection.messages.js';
import type { ProjectionGround } from './projection.types.js';

/** How far the projection erred from an older year, beside two simple guesses; plainly, also where they do better. */
export function BackTestSection({ ctx, ground }: { ctx: PageCtx; ground: ProjectionGround }): VNode {
  const t = projectionText(ctx.lang);
  const { backTest, known } = ground;
  if (!backTest)
    return (
      <Section id="prova" title={t('territory.projection.back-test')}>
        <p>{t('territory.projection.back-test-none', { count: known.length })}</p>
      </Section>
    );
  return (
    <Section
      id="prova"
      title={t('territory.projection.back-test')}
      lead={t('territory.projection.back-test-lead', {
        from: String(backTest.from),
        to: String(backTest.to),
      })}
    >
      <Verdict ctx={ctx} backTest={backTest} />
      <ErrorsTable
        ctx={ctx}
        caption={t('territory.projection.back-test-ages')}
        about={t('territory.projection.table-ages')}
        rows={backTest.ages.map((row) => ({
          ...row,
          name: t(`territory.projection.measure.${row.measure}`),
        }))}
      />
      <ErrorsTable
        ctx={ctx}
        caption={t('territory.projection.back-test-sizes')}
        about={t('territory.projection.back-test-size')}
        rows={backTest.sizes.map((row) => ({ ...row, name: t(`territory.projection.size.${row.size}`) }))}
      />
      <p class="trama-source">
        {t('territory.projection.back-test-note')}{' '}
        {t('territory.projection.back-test-covered', {
          covered: formatPercent(backTest.covered * 100, { decimals: 0, lang: ctx.lang }),
        })}
      </p>
    </Section>
  );
}

function Verdict({ ctx, backTest }: { ctx: PageCtx; backTest: BackTest }): VNode {
  const t = projectionText(ctx.lang);
  const { overall, ages, sizes } = backTest;
  const percent = (value: number) => formatPercent(value, { lang: ctx.lang });
  const isGood = beatsGuesses(overall);
  const worse = [
    ...ages
      .filter((row) => row.count > 0 && !beatsGuesses(row))
      .map((row) => t(`territory.projection.measure.${row.measure}`)),
    ...sizes
      .filter((row) => row.count > 0 && !beatsGuesses(row))
      .map((row) => t(`territory.projection.size.${row.size}`)),
  ];
  return (
    <Callout tone={isGood ? 'info' : 'late'}>
      <p>
        {t(isGood ? 'territory.projection.back-test-good' : 'territory.projection.back-test-bad', {
          projection: percent(overall.projection),
          constant: percent(overall.constant),
          linear: percent(overall.linear),
          best: overall.constant <= overall.linear ? 'constant' : 'linear',
        })}{' '}
        {worse.length > 0 ? t('territory.projection.back-test-worse', { names: worse.join('; ') }) : null}
      </p>
    </Callout>
  );
}

type NamedErrors = Errors & { name: string };

function ErrorsTable(props: {
  ctx: PageCtx;
  caption: string;
  about: string;
  rows: readonly NamedErrors[];
}): VNode {
  const { ctx } = props;
  const t = projectionText(ctx.lang);
  const column = (key: 'projection' | 'constant' | 'linear') => ({
    key,
    label: t(`territory.projection.back-test-${key}`),
    kind: 'number' as const,
    cell: (row: NamedErrors): ComponentChildren => {
      if (row.count === 0) return '–';
      const said = formatPercent(row[key], { lang: ctx.lang });
      const isBest = row[key] === Math.min(row.projection, row.constant, row.linear);
      return isBest ? <strong>{said}</strong> : said;
    },
  });
  return (
    <DataTable
      lang={ctx.lang}
      caption={props.caption}
      staysTable
      rows={props.rows}
      rowKey={(row) => row.name}
      columns={[
        { key: 'name', label: props.about, heads: true, cell: (row) => row.name },
        {
          key: 'count',
          label: t('territory.projection.back-test-count'),
          kind: 'number',
          cell: (row) => formatNumber(row.count, { lang: ctx.lang }),
        },
        column('projection'),
        column('constant'),
        column('linear'),
      ]}
    />
  );
}
