import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { fieldMessage } from '#platform/http/errors.js';
import type { FormState } from '#platform/http/form.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { formatDate, formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DangerZone } from '#platform/ui/danger.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { LongTextField, RadioField, TextField } from '#platform/ui/form.js';
import { ButtonLink, Callout, Section } from '#platform/ui/parts.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { spendingText } from '../spending.messages.js';
import { euro, mayEditFunds } from '../spending.parts.js';
import type { Fund } from '../spending.types.js';
import { ActFields } from './fund-year.page.js';
import { type Allocation, BASES, type Share } from './fund-year.types.js';
import { fundingText } from './funding.messages.js';

/** On a fund's page: comuni in rows, shared years in columns. */
export function AllocationList(props: {
  ctx: PageCtx;
  allocations: readonly Allocation[];
  shares: readonly (Share & { allocationId: string })[];
  path: string;
  edits: boolean;
}): VNode | null {
  const { ctx, allocations, path, edits } = props;
  const f = fundingText(ctx.lang);
  if (allocations.length === 0 && !edits) return null;
  const comuni = [...Map.groupBy(props.shares, (share) => share.comune)];
  return (
    <Section
      title={f('spending.allocations')}
      id="riparto"
      actions={
        edits ? (
          <ButtonLink href={at(ctx, `${path}/riparti/nuovo`)}>{f('spending.allocation.new')}</ButtonLink>
        ) : null
      }
    >
      <DataTable
        lang={ctx.lang}
        caption={f('spending.allocations')}
        captionHidden
        rows={comuni}
        rowKey={([code]) => code}
        empty={<p>{f('spending.allocation.none')}</p>}
        columns={[
          {
            key: 'comune',
            label: f('spending.allocation.comune'),
            heads: true,
            cell: ([, own]) => own[0]?.name ?? '',
          },
          ...allocations.map((one) => ({
            key: one.id,
            label: <a href={at(ctx, `${path}/riparti/${one.id}`)}>{one.year}</a>,
            kind: 'number' as const,
            cell: ([, own]: (typeof comuni)[number]) =>
              euro(ctx, own.find((share) => share.allocationId === one.id)?.shareCents),
          })),
        ]}
        foot={[
          [spendingText(ctx.lang)('spending.total'), ...allocations.map((one) => euro(ctx, one.totalCents))],
        ]}
      />
    </Section>
  );
}

/** One shared year, with the formula of every sum. */
export function AllocationPage(props: {
  ctx: PageCtx;
  fund: Fund;
  allocation: Allocation;
  shares: readonly Share[];
}): VNode {
  const { ctx, fund, allocation, shares } = props;
  const { basis } = allocation;
  const t = spendingText(ctx.lang);
  const f = fundingText(ctx.lang);
  const fundPath = `/risorse/fondi/${fund.code}`;
  const path = `${fundPath}/riparti/${allocation.id}`;
  const whole = shares.reduce((sum, share) => sum + (share.weightThousandths ?? 0), 0);
  const total = euro(ctx, allocation.totalCents);
  const weight = (thousandths: number) =>
    formatNumber(thousandths / 1_000, { lang: ctx.lang, decimals: thousandths % 1_000 === 0 ? 0 : 3 });
  const edits = mayEditFunds(ctx);
  return (
    <Shell
      ctx={ctx}
      door={ctx.view.face === 'office' ? 'spending' : 'plan'}
      kicker={fund.name}
      title={f('spending.allocation', { year: String(allocation.year) })}
      crumbs={[
        { label: t('spending.funds'), href: at(ctx, '/risorse/fondi') },
        { label: fund.name, href: at(ctx, fundPath) },
        { label: String(allocation.year) },
      ]}
      actions={
        <>
          {edits ? (
            <ButtonLink href={at(ctx, `${path}/modifica`)} kind="primary">
              {t('spending.edit')}
            </ButtonLink>
          ) : null}
          {edits ? <ButtonLink href={at(ctx, `${path}/storia`)}>{t('spending.history')}</ButtonLink> : null}
          <DownloadMenu
            lang={ctx.lang}
            files={[{ label: f('spending.allocation.download'), href: at(ctx, `${path}/riparto.csv`) }]}
          />
        </>
      }
    >
      <Callout tone="info">
        {basis === 'hand'
          ? f('spending.allocation.by-hand', { total })
          : f('spending.allocation.formula-lead', {
              total,
              weight: f(`spending.allocation.formula-weight.${basis}`),
              whole: weight(whole),
            })}
      </Callout>
      <DataTable
        lang={ctx.lang}
        caption={f('spending.allocation', { year: String(allocation.year) })}
        captionHidden
        rows={shares}
        rowKey={(share) => share.comune}
        columns={[
          {
            key: 'comune',
            label: f('spending.allocation.comune'),
            heads: true,
            cell: (share) => share.name,
          },
          ...(basis === 'hand'
            ? []
            : [
                {
                  key: 'weight',
                  label: f(`spending.allocation.weight.${basis}`, {
                    year: String(allocation.populationYear ?? ''),
                  }),
                  kind: 'number' as const,
                  cell: (share: Share) => weight(share.weightThousandths ?? 0),
                },
                {
                  key: 'formula',
                  label: f('spending.allocation.formula'),
                  kind: 'number' as const,
                  cell: (share: Share) =>
                    `${total} × ${weight(share.weightThousandths ?? 0)} ÷ ${weight(whole)}`,
                },
              ]),
          {
            key: 'share',
            label: f('spending.allocation.share'),
            kind: 'number',
            cell: (share) => euro(ctx, share.shareCents),
          },
        ]}
        foot={[
          [
            t('spending.total'),
            ...(basis === 'hand' ? [] : [weight(whole), '']),
            euro(
              ctx,
              shares.reduce((sum, share) => sum + share.shareCents, 0),
            ),
          ],
        ]}
      />
      {allocation.actNumber || allocation.note ? (
        <p class="trama-source">
          {[
            allocation.actNumber && allocation.actOn
              ? f('spending.act-words', {
                  number: allocation.actNumber,
                  on: formatDate(allocation.actOn, { lang: ctx.lang }),
                })
              : allocation.actNumber,
            allocation.note,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      ) : null}
      {edits ? (
        <DangerZone
          title={t('spending.remove')}
          consequence={t('spending.removed')}
          act={<ButtonLink href={at(ctx, `${path}/rimuovi`)}>{t('spending.remove')}</ButtonLink>}
        />
      ) : null}
    </Shell>
  );
}

export type OpenedAllocation = Allocation & { fundName: string; shares: readonly Share[] };

export function AllocationFormPage(
  props: FormPage<OpenedAllocation> & { comuni: readonly { code: string; name: string }[] },
): VNode {
  const { ctx, form } = props;
  const t = spendingText(ctx.lang);
  const f = fundingText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door="spending"
      title={
        props.record
          ? f('spending.allocation', { year: String(props.record.year) })
          : f('spending.allocation.new')
      }
    >
      <TextField {...field} name="year" label={t('spending.year')} inputMode="numeric" short />
      <TextField
        {...field}
        name="totalCents"
        label={f('spending.allocation.total')}
        help={f('spending.amount-help')}
        inputMode="decimal"
        short
      />
      <RadioField
        {...field}
        name="basis"
        label={f('spending.allocation.basis')}
        help={f('spending.allocation.basis-help')}
        choices={BASES.map((basis) => ({ value: basis, label: f(`spending.allocation.basis.${basis}`) }))}
      />
      <ShareFields ctx={ctx} form={form} comuni={props.comuni} />
      <ActFields {...field} optional />
      <LongTextField {...field} name="note" label={t('spending.note')} rows={2} optional />
    </RecordForm>
  );
}

function ShareFields(props: {
  ctx: PageCtx;
  form: FormState;
  comuni: readonly { code: string; name: string }[];
}): VNode {
  const { ctx, form } = props;
  const f = fundingText(ctx.lang);
  const values = (form.values.shares ?? {}) as Record<string, unknown>;
  const errors = form.errors.filter(({ field }) => field === 'shares' || field.startsWith('shares.'));
  const wrong = new Set(errors.map(({ field }) => field.slice('shares.'.length)));
  return (
    <fieldset class={errors.length > 0 ? 'trama-field trama-field-wrong' : 'trama-field'} id="shares">
      <legend>{f('spending.allocation.typed')}</legend>
      <p class="trama-help">{f('spending.allocation.typed-help')}</p>
      {errors.slice(0, 1).map((error) => (
        <p key={error.field} class="trama-field-error" id="shares-errore">
          {fieldMessage(error, ctx.lang)}
        </p>
      ))}
      <table class="trama-entry">
        <tbody>
          {props.comuni.map(({ code, name }) => (
            <tr key={code}>
              <th scope="row">
                <label for={`share-${code}`}>{name}</label>
              </th>
              <td>
                <input
                  type="text"
                  class="form-control trama-short"
                  id={`share-${code}`}
                  name={`share.${code}`}
                  inputMode="decimal"
                  autocomplete="off"
                  aria-invalid={wrong.has(code) ? 'true' : undefined}
                  value={typeof values[code] === 'string' ? values[code] : ''}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
}
