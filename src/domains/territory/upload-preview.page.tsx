import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { Form, LongTextField, RadioField, SelectField, TextField } from '#platform/ui/form.js';
import { Callout, Facts, KeyFigure, KeyFigures, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { type Dataset, LICENCES } from './dataset.types.js';
import { licenceName } from './dataset.words.js';
import { ChangeTable } from './figure-change.table.js';
import { CHANGE_KINDS, type FigureChanges } from './figure-change.types.js';
import { territoryText } from './territory.messages.js';
import type { UploadView } from './upload.actions.js';
import { uploadText } from './upload.messages.js';
import { REFRESH_SECONDS } from './upload.page.js';
import { KEEPS, type UploadOutcome } from './upload.types.js';
import {
  isWorking,
  layoutName,
  listMessages,
  sayBytes,
  sayExtent,
  sayKept,
  saySuperseded,
  shownState,
} from './upload.words.js';
import { sayBroken, sayUpload, UploadActs, UploadState, UploadWork, uploadPath } from './upload-parts.js';

/** One file before it is loaded: what it is, what would change, what is wrong; afterwards, what became of it. */
export function UploadPreviewPage(props: {
  ctx: PageCtx;
  upload: UploadView;
  form: FormState;
  editions: readonly Dataset[];
}): VNode {
  const { ctx, upload } = props;
  const t = uploadText(ctx.lang);
  const say = territoryText(ctx.lang);
  const { outcome } = upload;
  const state = shownState(upload);
  const messages = outcome && state !== 'unknown' ? listMessages(outcome, ctx.lang) : [];
  const superseded = outcome && state !== 'loaded' ? saySuperseded(outcome, ctx.lang) : null;
  const figures = outcome?.kind === 'figures' ? outcome : null;
  const isWorked = isWorking(upload);
  const broken = sayBroken(ctx, upload);
  const kept = state === 'ready' ? sayKept(upload, ctx.lang) : null;
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={upload.fileName}
      kicker={<UploadState ctx={ctx} upload={upload} />}
      crumbs={[
        { label: say('territory.door.office'), href: at(ctx, '/territorio') },
        { label: say('territory.data.title'), href: at(ctx, '/territorio/dati') },
        { label: say('territory.import.title'), href: at(ctx, '/territorio/dati/importa') },
        { label: upload.fileName },
      ]}
      {...(isWorked ? { refreshSeconds: REFRESH_SECONDS } : {})}
    >
      {isWorked ? (
        <UploadWork ctx={ctx} upload={upload} />
      ) : (
        <>
          <Callout tone={broken ? 'late' : state === 'ready' ? 'info' : state === 'loaded' ? 'good' : 'late'}>
            {broken ? <p>{broken}</p> : null}
            <p>
              <strong>{sayUpload(ctx, upload)}</strong>
            </p>
            {superseded ? <p>{superseded}</p> : null}
            {kept ? (
              <p>
                {kept} <a href="#come">{t('territory.upload.kept.change')}</a>
              </p>
            ) : null}
          </Callout>
          <UploadActs ctx={ctx} upload={upload} isOwnPage />
        </>
      )}
      {messages.length > 0 && state !== 'loaded' ? (
        <Section
          id="messaggi"
          title={t(outcome?.kind === 'problems' ? 'territory.upload.problems' : 'territory.upload.warnings', {
            count: messages.length,
            shown: formatNumber(messages.length, { lang: ctx.lang }),
          })}
          plain
        >
          <ul class="trama-list">
            {messages.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </Section>
      ) : null}
      {figures ? <UploadFacts ctx={ctx} upload={upload} outcome={figures} /> : null}
      {figures?.changes && state !== 'loaded' ? <Changes ctx={ctx} changes={figures.changes} /> : null}
      {state === 'loaded' || isWorked ? null : <HowForm {...props} />}
    </Shell>
  );
}

function UploadFacts(props: {
  ctx: PageCtx;
  upload: UploadView;
  outcome: Extract<UploadOutcome, { kind: 'figures' }>;
}): VNode {
  const { ctx, upload, outcome } = props;
  const say = territoryText(ctx.lang);
  return (
    <Section id="che-cosa" title={outcome.title} plain>
      <Facts
        empty={say('territory.quality.unsaid')}
        rows={[
          { label: say('territory.data.dataset'), content: layoutName(outcome.layout, ctx.lang) },
          { label: say('territory.import.source'), content: outcome.source },
          { label: say('territory.import.licence'), content: licenceName(outcome.licence, say) },
          {
            label: say('territory.data.file'),
            content: [sayBytes(upload.bytes, ctx.lang), ...sayExtent(outcome, ctx.lang)].join(' · '),
          },
        ]}
      />
    </Section>
  );
}

function Changes({ ctx, changes }: { ctx: PageCtx; changes: FigureChanges }): VNode {
  const t = uploadText(ctx.lang);
  const written = (count: number) => formatNumber(count, { lang: ctx.lang });
  return (
    <Section id="cambia" title={t('territory.upload.changes')} plain>
      <KeyFigures>
        {CHANGE_KINDS.map((kind) => (
          <KeyFigure
            key={kind}
            value={written(changes.counts[kind])}
            label={t(`territory.upload.kind.${kind}`)}
            {...(changes.counts[kind] > 0 ? { href: `#cifre-${kind}` } : {})}
          />
        ))}
      </KeyFigures>
      {CHANGE_KINDS.filter((kind) => changes.first[kind].length > 0).map((kind) => (
        <details
          key={kind}
          class="trama-more"
          id={`cifre-${kind}`}
          open={kind !== 'equal' && (kind !== 'fresh' || changes.counts.changed + changes.counts.gone === 0)}
        >
          <summary>
            {t(`territory.upload.${kind}-title`)} ({written(changes.counts[kind])})
          </summary>
          {kind === 'gone' ? <p class="trama-help">{t('territory.upload.gone-lead')}</p> : null}
          <ChangeTable lang={ctx.lang} kind={kind} changes={changes.first[kind]} />
          {changes.counts[kind] > changes.first[kind].length ? (
            <p class="trama-source">
              {t('territory.upload.first-of', {
                shown: written(changes.first[kind].length),
                all: written(changes.counts[kind]),
              })}
            </p>
          ) : null}
        </details>
      ))}
    </Section>
  );
}

function HowForm(props: {
  ctx: PageCtx;
  upload: UploadView;
  form: FormState;
  editions: readonly Dataset[];
}): VNode {
  const { ctx, form, upload } = props;
  const t = uploadText(ctx.lang);
  const say = territoryText(ctx.lang);
  return (
    <Section id="come" title={t('territory.upload.how')} plain>
      <Form
        ctx={ctx}
        action={at(ctx, uploadPath(upload.id))}
        form={form}
        submit={t('territory.upload.save-facts')}
        keepsDraft={false}
      >
        <RadioField
          ctx={ctx}
          form={form}
          name="keeps"
          label={t('territory.upload.keeps')}
          choices={KEEPS.map((keeps) => ({ value: keeps, label: t(`territory.upload.keeps.${keeps}`) }))}
        />
        <details
          class="trama-more"
          open={Boolean(form.values.title || form.values.source || form.errors.length > 0)}
        >
          <summary>{say('territory.import.stated')}</summary>
          <p class="trama-help">{say('territory.import.stated-help')}</p>
          <SelectField
            ctx={ctx}
            form={form}
            name="code"
            label={say('territory.import.edition')}
            optional
            empty={say('territory.import.edition-new')}
            choices={props.editions.map(({ code, title }) => ({ value: code, label: title }))}
          />
          <TextField ctx={ctx} form={form} name="title" label={say('territory.import.name')} optional />
          <TextField ctx={ctx} form={form} name="source" label={say('territory.import.source')} optional />
          <SelectField
            ctx={ctx}
            form={form}
            name="licence"
            label={say('territory.import.licence')}
            optional
            empty={say('territory.import.licence-unsaid')}
            choices={LICENCES.map((licence) => ({ value: licence, label: licenceName(licence, say) }))}
          />
          <TextField
            ctx={ctx}
            form={form}
            name="referenceOn"
            type="date"
            label={say('territory.import.reference')}
            optional
            short
          />
          <LongTextField
            ctx={ctx}
            form={form}
            name="note"
            label={say('territory.import.note')}
            optional
            rows={2}
          />
        </details>
      </Form>
    </Section>
  );
}
