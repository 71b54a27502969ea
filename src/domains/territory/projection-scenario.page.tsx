import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { formatNumber } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { Form, LongTextField, TextField, TickField } from '#platform/ui/form.js';
import { ButtonLink, EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { projectionText } from './projection.messages.js';
import { PROJECTION_PATH, SCENARIOS_PATH } from './projection.page.js';
import type { OwnScenario } from './projection-scenario.types.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

/** The office's own scenarios. */
export function ScenariosPage({
  ctx,
  scenarios,
}: {
  ctx: PageCtx;
  scenarios: readonly OwnScenario[];
}): VNode {
  const { lang } = ctx;
  const t = projectionText(lang);
  const mayEdit = may(ctx, TERRITORY_EDITORS);
  const adding = mayEdit ? (
    <ButtonLink href={at(ctx, `${SCENARIOS_PATH}/nuovo`)} kind="primary">
      {t('territory.projection.scenario-new')}
    </ButtonLink>
  ) : undefined;
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.projection.scenarios-title')}
      lead={t('territory.projection.scenarios-page-lead')}
      crumbs={[
        { label: t('territory.projection.title'), href: at(ctx, PROJECTION_PATH) },
        { label: t('territory.projection.scenarios-title') },
      ]}
      actions={scenarios.length > 0 ? adding : undefined}
    >
      <DataTable
        lang={lang}
        caption={t('territory.projection.scenarios-title')}
        captionHidden
        rows={scenarios}
        rowKey={(row) => row.code}
        empty={
          <EmptyState
            title={t('territory.projection.scenarios-none-title')}
            text={t('territory.projection.scenarios-none')}
            action={adding}
          />
        }
        columns={[
          {
            key: 'name',
            label: t('territory.projection.scenario-name'),
            heads: true,
            cell: (row) => (
              <>
                <a href={withQuery(at(ctx, PROJECTION_PATH), { scenario: row.code })}>{row.name}</a>
                <span class="trama-cell-note">{row.note}</span>
              </>
            ),
          },
          {
            key: 'fertility',
            label: t('territory.projection.scenario-fertility'),
            kind: 'number',
            cell: (row) => formatNumber(row.fertility, { decimals: 2, lang }),
          },
          {
            key: 'life',
            label: t('territory.projection.scenario-life'),
            kind: 'number',
            cell: (row) => formatNumber(row.lifeGain, { decimals: 1, lang, sign: 'always' }),
          },
          {
            key: 'migration',
            label: t('territory.projection.scenario-migration'),
            kind: 'number',
            cell: (row) => formatNumber(row.migration, { decimals: 1, lang, sign: 'always' }),
          },
          {
            key: 'public',
            label: t('territory.projection.scenario-public'),
            cell: (row) =>
              t(
                row.isPublic
                  ? 'territory.projection.scenario-public-yes'
                  : 'territory.projection.scenario-public-no',
              ),
          },
          ...(mayEdit
            ? [
                {
                  key: 'acts',
                  label: <span class="visually-hidden">{t('territory.projection.acts')}</span>,
                  cell: (row: OwnScenario) => <Acts ctx={ctx} scenario={row} />,
                },
              ]
            : []),
        ]}
      />
    </Shell>
  );
}

function Acts({ ctx, scenario }: { ctx: PageCtx; scenario: OwnScenario }): VNode {
  const t = projectionText(ctx.lang);
  const to = (act: string, label: string) => (
    <a href={at(ctx, `${SCENARIOS_PATH}/${scenario.code}/${act}`)}>
      {label}
      <span class="visually-hidden"> {scenario.name}</span>
    </a>
  );
  return (
    <span class="trama-row-acts">
      {to('modifica', t('territory.projection.scenario-change'))}{' '}
      {to('storia', t('territory.projection.scenario-history'))}{' '}
      {to('rimuovi', t('territory.projection.scenario-remove'))}
    </span>
  );
}

export interface ScenarioFormProps extends FormPage<OwnScenario> {
  /** What was observed in the ambito, to start from; null when nothing can be projected yet. */
  observed: { fertility: number; migration: number } | null;
}

export function ScenarioForm(props: ScenarioFormProps): VNode {
  const { ctx, form, observed, record } = props;
  const { lang } = ctx;
  const t = projectionText(lang);
  const helped = (now: number | undefined, decimals: number) => ({
    known: now === undefined ? 'no' : 'yes',
    now:
      now === undefined
        ? ''
        : formatNumber(now, { decimals, lang, sign: decimals === 1 ? 'always' : 'negative' }),
  });
  const common = { ctx, form };
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t(record ? 'territory.projection.scenario-edit' : 'territory.projection.scenario-new')}
      crumbs={props.crumbs}
    >
      <Form
        ctx={ctx}
        form={form}
        action={props.action}
        cancel={props.cancel}
        submit={t('territory.projection.scenario-save')}
      >
        <TextField {...common} name="name" label={t('territory.projection.scenario-name')} />
        <LongTextField
          {...common}
          name="note"
          rows={3}
          label={t('territory.projection.scenario-note')}
          help={t('territory.projection.scenario-note-help')}
        />
        <TextField
          {...common}
          short
          inputMode="decimal"
          name="fertility"
          label={t('territory.projection.scenario-fertility')}
          help={t('territory.projection.scenario-fertility-help', helped(observed?.fertility, 2))}
        />
        <TextField
          {...common}
          short
          inputMode="decimal"
          name="lifeGain"
          label={t('territory.projection.scenario-life')}
          help={t('territory.projection.scenario-life-help')}
        />
        <TextField
          {...common}
          short
          inputMode="decimal"
          name="migration"
          label={t('territory.projection.scenario-migration')}
          help={t('territory.projection.scenario-migration-help', helped(observed?.migration, 1))}
        />
        <TickField
          {...common}
          name="isPublic"
          label={t('territory.projection.scenario-public')}
          choices={[{ value: 'yes', label: t('territory.projection.scenario-public-tick') }]}
        />
      </Form>
    </Shell>
  );
}
