import type { ComponentChildren, VNode } from 'preact';
import type { SitePageCtx } from '#platform/http/context.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import { fieldMessage } from '#platform/http/errors.js';
import type { FormState } from '#platform/http/form.js';
import { TextField } from '#platform/ui/form.js';
import { Shell } from '#platform/ui/shell.js';
import { uiText } from '#platform/ui/ui.messages.js';
import { ambitoText } from './ambito.messages.js';
import { ComuneFields } from './comune-choice.fields.js';
import type { ComuneChoice } from './comune-choice.js';

/** A new ambito: its name, its address, its comuni. */
export function NewAmbitoPage(props: { ctx: SitePageCtx; form: FormState; choice: ComuneChoice }): VNode {
  const { ctx, form, choice } = props;
  const t = ambitoText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('territory.ambito.new')}
      lead={t('territory.ambito.new-lead')}
      crumbs={[
        { label: t('territory.ambito.account'), href: '/profilo' },
        { label: t('territory.ambito.new') },
      ]}
    >
      <ChoiceForm
        ctx={ctx}
        form={form}
        action="/nuovo-ambito"
        submit={t('territory.ambito.create')}
        cancel="/profilo"
      >
        <TextField
          ctx={ctx}
          form={form}
          name="name"
          label={t('territory.ambito.name')}
          help={t('territory.ambito.name-help')}
        />
        <TextField
          ctx={ctx}
          form={form}
          name="slug"
          label={t('territory.ambito.slug')}
          help={t('territory.ambito.slug-help')}
          short
          optional
        />
        <TextField
          ctx={ctx}
          form={form}
          name="leadBody"
          label={t('territory.ambito.lead-body')}
          help={t('territory.ambito.lead-body-help')}
          optional
        />
        <ComuneFields ctx={ctx} form={form} choice={choice} action="/nuovo-ambito" />
      </ChoiceForm>
    </Shell>
  );
}

/**
 * A form in which some buttons only ask (GET) and one writes (POST). The token goes with the button that writes, so that
 * it never stands in an address.
 */
export function ChoiceForm(props: {
  ctx: SitePageCtx;
  form: FormState;
  action: string;
  submit: string;
  cancel: string;
  children: ComponentChildren;
}): VNode {
  const { ctx, form } = props;
  const t = uiText(ctx.lang);
  return (
    <form method="get" action={props.action} class="trama-form trama-choice" novalidate data-draft="no">
      {form.errors.length > 0 ? (
        <div class="trama-errors" role="alert" tabIndex={-1} id="errori">
          <h2>{t('ui.error-summary', { count: form.errors.length })}</h2>
          <ul>
            {form.errors.map((error) => (
              <li key={error.field}>
                <a href={`#${error.field}`}>{fieldMessage(error, ctx.lang)}</a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {props.children}
      <div class="trama-form-end">
        <button
          type="submit"
          class="btn btn-primary"
          formmethod="post"
          formaction={props.action}
          name={CSRF_FIELD}
          value={ctx.view.csrf()}
        >
          {props.submit}
        </button>
        <a class="btn btn-outline-primary" href={props.cancel}>
          {t('ui.cancel')}
        </a>
      </div>
    </form>
  );
}
