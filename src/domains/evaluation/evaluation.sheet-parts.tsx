import type { SheetPart } from '#domains/plan/index.js';
import { formatDate } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { List, Section } from '#platform/ui/parts.js';
import { DataTable } from '#platform/ui/table.js';
import { evaluationText } from './evaluation.messages.js';
import { AnswerTag, sheetAddress, writePercent } from './evaluation.parts.js';
import { writeValue } from './measurement.page.js';
import { listMeasuredIndicators } from './measurement.sql.js';
import { listSheetsBefore } from './outcome.sql.js';

/** On an objective's sheet: every value measured of its indicators, newest first. Nothing where none was. */
export const measurementPart: SheetPart = {
  key: 'measurements',
  order: 15,
  load: async (ctx, { plan, objective, memory }) => {
    const indicators = await memory.recall('measurements', () =>
      listMeasuredIndicators(ctx.tx, plan.id, objective.id),
    );
    const rows = indicators.flatMap((indicator) =>
      indicator.measurements.map((measurement) => ({ indicator, measurement })),
    );
    if (rows.length === 0) return null;
    const t = evaluationText(ctx.lang);
    const isOffice = ctx.view.face === 'office';
    return (
      <Section title={t('evaluation.measurements')} id="rilevazioni">
        <DataTable
          lang={ctx.lang}
          caption={t('evaluation.measurements')}
          captionHidden
          rows={rows}
          rowKey={(row) => row.measurement.id}
          columns={[
            {
              key: 'indicator',
              label: t('evaluation.indicator'),
              heads: true,
              cell: ({ indicator }) =>
                isOffice ? (
                  <a href={at(ctx, `/rilevazioni/${indicator.id}`)}>{indicator.title}</a>
                ) : (
                  indicator.title
                ),
            },
            {
              key: 'day',
              label: t('evaluation.day'),
              cell: ({ measurement }) => formatDate(measurement.measuredOn, { lang: ctx.lang }),
            },
            {
              key: 'value',
              label: t('evaluation.value'),
              kind: 'number',
              cell: ({ indicator, measurement }) => writeValue(ctx, indicator, measurement.value),
            },
            {
              key: 'note',
              label: t('evaluation.measurement-note'),
              cell: ({ measurement }) => measurement.note ?? '—',
            },
          ]}
        />
      </Section>
    );
  },
};

/** On an objective's sheet: what came of the objectives that it takes up. */
export const outcomePart: SheetPart = {
  key: 'outcomes',
  order: 50,
  load: async (ctx, { objective, memory }) => {
    const sheets = await memory.recall('outcomes', () => listSheetsBefore(ctx.tx, objective.id));
    if (sheets.length === 0) return null;
    const t = evaluationText(ctx.lang);
    return (
      <Section title={t('evaluation.before')} id="esiti">
        <List
          items={sheets.map((sheet) => (
            <>
              <a href={sheetAddress(ctx, sheet)}>
                {sheet.code} {sheet.title}
              </a>
              {sheet.achievementPercent === null
                ? ''
                : ` · ${t('evaluation.achievement')} ${writePercent(ctx, sheet.achievementPercent)}`}{' '}
              · {t('evaluation.answered')} <AnswerTag ctx={ctx} answer={sheet.answeredNeed} />
            </>
          ))}
        />
      </Section>
    );
  },
};
