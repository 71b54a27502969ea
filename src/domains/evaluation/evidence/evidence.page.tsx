import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate, formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { FileField, Form } from '#platform/ui/form.js';
import { Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { evaluationText } from '../evaluation.messages.js';
import { mayEdit } from '../evaluation.parts.js';
import { indicatorText } from '../indicator/indicator.messages.js';
import { writeValue } from '../measurement.page.js';
import type { OpenedValue } from './evidence.actions.js';

/** The files that prove one measured value. */
export function EvidencePage(props: { ctx: PageCtx; opened: OpenedValue; form: FormState }): VNode {
  const { ctx, opened, form } = props;
  const { indicator, measurement, files } = opened;
  const t = evaluationText(ctx.lang);
  const says = indicatorText(ctx.lang);
  const ui = uiText(ctx.lang);
  const path = at(ctx, `/rilevazioni/${indicator.id}/${measurement.id}/documenti`);
  const edits = mayEdit(ctx, indicator.within);
  const day = formatDate(measurement.measuredOn, { lang: ctx.lang });
  return (
    <Shell
      ctx={ctx}
      door="evaluation"
      kicker={`${indicator.title}: ${writeValue(ctx, indicator, measurement.value)}, ${day}`}
      title={says('evaluation.evidence.title')}
      lead={says('evaluation.evidence.lead')}
      crumbs={[
        { label: t('evaluation.measurements'), href: at(ctx, '/rilevazioni') },
        { label: indicator.title, href: at(ctx, `/rilevazioni/${indicator.id}`) },
        { label: says('evaluation.evidence') },
      ]}
    >
      <DataTable
        lang={ctx.lang}
        caption={says('evaluation.evidence')}
        captionHidden
        rows={files}
        rowKey={(file) => file.id}
        empty={<p>{says('evaluation.evidence.none')}</p>}
        columns={[
          {
            key: 'name',
            label: says('evaluation.evidence.file'),
            heads: true,
            cell: (file) => (
              <a href={`${path}/${file.id}`} data-turbo="false">
                {says('evaluation.evidence.size', { name: file.name, size: writeSize(ctx, file.size) })}
              </a>
            ),
          },
          {
            key: 'hash',
            label: 'SHA-256',
            cell: (file) => <span class="trama-code">{file.sha256.slice(0, 16)}…</span>,
          },
          ...(edits
            ? [
                {
                  key: 'acts',
                  label: <span class="visually-hidden">{ui('ui.row-acts')}</span>,
                  cell: (file: OpenedValue['files'][number]) => (
                    <a href={`${path}/${file.id}/rimuovi`}>{ui('ui.remove')}</a>
                  ),
                },
              ]
            : []),
        ]}
      />
      {edits ? (
        <Section title={says('evaluation.evidence.add')} id="allega">
          <Form ctx={ctx} form={form} action={path} submit={says('evaluation.evidence.add')} multipart>
            <FileField
              ctx={ctx}
              form={form}
              name="file"
              label={says('evaluation.evidence.file')}
              help={says('evaluation.evidence.help')}
              accept=".pdf,.png,.jpg,.jpeg,.csv,.xlsx,.docx,.ods,.odt"
            />
          </Form>
        </Section>
      ) : null}
    </Shell>
  );
}

function writeSize(ctx: PageCtx, bytes: number): string {
  const style = { decimals: 1, lang: ctx.lang };
  return bytes < 100_000
    ? `${formatNumber(bytes / 1024, style)} kB`
    : `${formatNumber(bytes / 1_048_576, style)} MB`;
}
