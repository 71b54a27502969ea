import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDateTime, formatNumber, type Lang } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { Form, LongTextField, RadioField, TextField } from '#platform/ui/form.js';
import { StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import type { AmbitoRule } from './finding.types.js';
import { RULES, type RuleDefinition, type Threshold } from './quality/rule.catalogue.js';
import { territoryText } from './territory.messages.js';
import { RULE_EDITORS } from './territory.roles.js';

export interface RuleList {
  own: readonly AmbitoRule[];
  /** Findings that stand, by rule. */
  counts: ReadonlyMap<string, number>;
}

/** Name of the field of a threshold. */
export function thresholdField(key: string): string {
  return `soglia-${key}`;
}

/** What the check looks for: the rules in words, with their thresholds, and why the ambito changed some. */
export function RulesPage({ ctx, list }: { ctx: PageCtx; list: RuleList }): VNode {
  const t = territoryText(ctx.lang);
  const { lang } = ctx;
  const mayEdit = ctx.view.face === 'office' && may(ctx, RULE_EDITORS);
  const ownOf = (rule: RuleDefinition) => list.own.find((one) => one.rule === rule.code);
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.rules.title')}
      kicker={t('territory.quality.kicker')}
      lead={t('territory.rules.lead')}
      crumbs={[
        { label: t('territory.quality.kicker'), href: at(ctx, '/qualita') },
        { label: t('territory.quality.rules') },
      ]}
    >
      <DataTable
        lang={lang}
        caption={t('territory.rules.title')}
        captionHidden
        rows={RULES}
        rowKey={(rule) => rule.code}
        columns={[
          {
            key: 'rule',
            label: t('territory.rules.rule'),
            heads: true,
            cell: (rule) => (
              <>
                {rule.name[lang]}
                <span class="trama-cell-note">{rule.explanation[lang]}</span>
              </>
            ),
          },
          {
            key: 'thresholds',
            label: t('territory.rules.thresholds'),
            cell: (rule) => <Thresholds ctx={ctx} rule={rule} own={ownOf(rule)} />,
          },
          {
            key: 'state',
            label: t('territory.quality.state'),
            cell: (rule) => {
              const isOn = ownOf(rule)?.active ?? true;
              return (
                <StateTag tone={isOn ? 'good' : 'off'}>
                  {t(isOn ? 'territory.rules.on' : 'territory.rules.off')}
                </StateTag>
              );
            },
          },
          {
            key: 'count',
            label: t('territory.rules.standing'),
            kind: 'number',
            cell: (rule) => <Count ctx={ctx} rule={rule} count={list.counts.get(rule.code) ?? 0} />,
          },
          ...(mayEdit
            ? [
                {
                  key: 'edit',
                  label: t('territory.rules.edit'),
                  cell: (rule: RuleDefinition) => (
                    <a href={at(ctx, `/qualita/regole/${rule.code}`)}>
                      {t('territory.rules.edit')}
                      <span class="visually-hidden"> {rule.name[lang]}</span>
                    </a>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Shell>
  );
}

function Count({ ctx, rule, count }: { ctx: PageCtx; rule: RuleDefinition; count: number }): VNode {
  if (count === 0) return <>0</>;
  return <a href={withQuery(at(ctx, '/qualita'), { regola: rule.code })}>{formatNumber(count, ctx)}</a>;
}

function Thresholds(props: { ctx: PageCtx; rule: RuleDefinition; own: AmbitoRule | undefined }): VNode {
  const { ctx, rule, own } = props;
  const { lang } = ctx;
  const t = territoryText(lang);
  return (
    <>
      {rule.thresholds.map((threshold) => (
        <span key={threshold.key} class="trama-cell-note">
          {threshold.label[lang]}:{' '}
          <strong>{sayThreshold(own?.thresholds[threshold.key] ?? threshold.value, threshold, lang)}</strong>
        </span>
      ))}
      {own ? (
        <span class="trama-cell-note">
          {own.changedBy !== null && ctx.view.face === 'office'
            ? t('territory.rules.changed', {
                name: own.changedBy,
                at: formatDateTime(own.changedAt, lang),
                reason: own.reason,
              })
            : t('territory.rules.changed-by-none', {
                at: formatDateTime(own.changedAt, lang),
                reason: own.reason,
              })}
        </span>
      ) : null}
    </>
  );
}

function sayThreshold(value: number, threshold: Threshold, lang: Lang): string {
  const decimals = String(value).split('.')[1]?.length ?? 0;
  return `${formatNumber(value, { lang, decimals })}${threshold.unit === '' ? '' : `\u00a0${threshold.unit}`}`;
}

/** A rule to switch or to move, with the reason. */
export function RulePage(props: { ctx: PageCtx; rule: RuleDefinition; form: FormState }): VNode {
  const { ctx, rule, form } = props;
  const { lang } = ctx;
  const t = territoryText(lang);
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.rules.edit-title', { name: rule.name[lang] })}
      kicker={t('territory.quality.rules')}
      lead={rule.explanation[lang]}
      crumbs={[
        { label: t('territory.quality.kicker'), href: at(ctx, '/qualita') },
        { label: t('territory.quality.rules'), href: at(ctx, '/qualita/regole') },
        { label: rule.name[lang] },
      ]}
    >
      <Form
        ctx={ctx}
        action={at(ctx, `/qualita/regole/${rule.code}`)}
        form={form}
        submit={t('territory.rules.save')}
        cancel={at(ctx, '/qualita/regole')}
      >
        <RadioField
          ctx={ctx}
          form={form}
          name="active"
          label={t('territory.rules.active')}
          choices={[
            { value: 'yes', label: t('territory.rules.active-on') },
            { value: 'no', label: t('territory.rules.active-off') },
          ]}
        />
        {rule.thresholds.map((threshold) => (
          <TextField
            key={threshold.key}
            ctx={ctx}
            form={form}
            name={thresholdField(threshold.key)}
            label={threshold.label[lang]}
            help={t('territory.rules.limits', {
              min: formatNumber(threshold.min, { lang, decimals: threshold.min % 1 === 0 ? 0 : 2 }),
              max: formatNumber(threshold.max, { lang }),
              value: sayThreshold(threshold.value, { ...threshold, unit: '' }, lang),
              unit: threshold.unit === '' ? '' : `\u00a0${threshold.unit}`,
            })}
            inputMode="decimal"
            short
          />
        ))}
        <LongTextField
          ctx={ctx}
          form={form}
          name="reason"
          label={t('territory.rules.reason')}
          help={t('territory.rules.reason-help')}
        />
      </Form>
    </Shell>
  );
}
