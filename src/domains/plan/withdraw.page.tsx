import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { Form, LongTextField } from '#platform/ui/form.js';
import { type Crumb, Shell } from '#platform/ui/shell.js';
import { planText } from './plan.messages.js';

export interface WithdrawPageProps {
  ctx: PageCtx;
  title: string;
  kicker: string;
  consequence: string;
  door: string;
  crumbs: Crumb[];
  action: string;
  back: string;
  form: FormState;
}

/** Taking something out of a plan asks why, and says what follows. */
export function WithdrawPage(props: WithdrawPageProps): VNode {
  const { ctx, form } = props;
  const t = planText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={props.title}
      kicker={props.kicker}
      lead={props.consequence}
      door={props.door}
      crumbs={props.crumbs}
    >
      <Form ctx={ctx} action={props.action} form={form} submit={props.title} cancel={props.back}>
        <LongTextField
          ctx={ctx}
          form={form}
          name="reason"
          label={t('plan.withdraw.reason')}
          help={t('plan.withdraw.reason-help')}
          rows={3}
        />
      </Form>
    </Shell>
  );
}
