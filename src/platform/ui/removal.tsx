import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { Form, LongTextField } from './form.js';
import { type Crumb, Shell } from './shell.js';
import { uiText } from './ui.messages.js';

/** Removing is an act with a reason: what goes, what stays, why. */
export function RemovalPage(props: {
  ctx: PageCtx;
  door: string;
  crumbs: Crumb[];
  /** What is removed: "N-07 Politiche per il lavoro". */
  about: string;
  action: string;
  cancel: string;
  form: FormState;
}): VNode {
  const { ctx } = props;
  const t = uiText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      door={props.door}
      kicker={props.about}
      title={t('ui.removal-title')}
      lead={t('ui.removal-lead')}
      crumbs={props.crumbs}
    >
      <Form ctx={ctx} action={props.action} form={props.form} submit={t('ui.remove')} cancel={props.cancel}>
        <LongTextField
          ctx={ctx}
          form={props.form}
          name="reason"
          label={t('ui.removal-reason')}
          help={t('ui.removal-reason-help')}
          rows={3}
        />
      </Form>
    </Shell>
  );
}
