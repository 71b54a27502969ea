import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { fieldMessage } from '#platform/http/errors.js';
import type { FormState } from '#platform/http/form.js';
import { DataTable } from '#platform/ui/table.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { alikeText } from './alike.messages.js';
import { isSaid, proposedStay, staysOf, type WordField } from './alike-words.rules.js';

interface WordTableProps {
  ctx: PageCtx;
  kept: { code: string };
  away: { code: string };
  words: readonly WordField[];
  form: FormState;
}

/** What two say, side by side, and field by field whose words stay. */
export function WordTable(props: WordTableProps): VNode {
  const { ctx, kept, away, words } = props;
  const t = alikeText(ctx.lang);
  const said = (field: WordField, value: unknown) => {
    const shown = field.words(value);
    return shown === '' ? (
      <span class="trama-unsaid">{uiText(ctx.lang)('ui.not-said')}</span>
    ) : (
      <div class="trama-long">{shown}</div>
    );
  };
  return (
    <div class="trama-words">
      <DataTable
        lang={ctx.lang}
        caption={t('plan.alike.words')}
        captionHidden
        rows={words.filter(isSaid)}
        rowKey={(field) => field.key}
        columns={[
          { key: 'field', label: t('plan.alike.field'), heads: true, cell: (field) => field.label },
          {
            key: 'kept',
            label: t('plan.alike.kept', { code: kept.code }),
            cell: (field) => said(field, field.kept),
          },
          {
            key: 'away',
            label: t('plan.alike.away', { code: away.code }),
            cell: (field) => said(field, field.away),
          },
          {
            key: 'stays',
            label: t('plan.alike.stays'),
            cell: (field) => <StayChoice {...props} field={field} />,
          },
        ]}
      />
    </div>
  );
}

function StayChoice({ ctx, kept, away, form, field }: WordTableProps & { field: WordField }): VNode {
  const t = alikeText(ctx.lang);
  const stays = staysOf(field);
  if (stays.length === 1)
    return (
      <span>
        {field.words(field.kept) === field.words(field.away)
          ? t('plan.alike.stays-equal')
          : t('plan.alike.stays-one', { code: kept.code })}
      </span>
    );
  const name = `resta-${field.key}`;
  const chosen = form.values[name] ?? proposedStay(field);
  const error = form.errors.find((one) => one.field === name);
  return (
    <fieldset class="trama-stays" id={name}>
      <legend class="visually-hidden">{t('plan.alike.stays-of', { field: field.label })}</legend>
      {error ? <p class="trama-field-error">{fieldMessage(error, ctx.lang)}</p> : null}
      {stays.map((stay) => (
        <div class="form-check" key={stay}>
          <input
            type="radio"
            class="form-check-input"
            id={`${name}-${stay}`}
            name={name}
            value={stay}
            checked={chosen === stay}
          />
          <label class="form-check-label" for={`${name}-${stay}`}>
            {t(`plan.alike.stays.${stay}`, { kept: kept.code, away: away.code })}
          </label>
        </div>
      ))}
    </fieldset>
  );
}
