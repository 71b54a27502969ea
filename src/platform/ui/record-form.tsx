import type { ComponentChildren, VNode } from 'preact';
import type { FormPage } from '#platform/http/record-routes.js';
import { Form } from './form.js';
import { Shell } from './shell.js';
import { uiText } from './ui.messages.js';

/** The page on which a record is added or changed: its fields in a form, and nothing else that could lead away. */
export function RecordForm(props: {
  page: Pick<FormPage<unknown>, 'ctx' | 'form' | 'action' | 'cancel' | 'crumbs'>;
  door: string;
  title: string;
  kicker?: string;
  children: ComponentChildren;
}): VNode {
  const { ctx, form, action, cancel, crumbs } = props.page;
  return (
    <Shell
      ctx={ctx}
      door={props.door}
      title={props.title}
      crumbs={crumbs}
      {...(props.kicker === undefined ? {} : { kicker: props.kicker })}
    >
      <Form ctx={ctx} form={form} action={action} cancel={cancel} submit={uiText(ctx.lang)('ui.save')}>
        {props.children}
      </Form>
    </Shell>
  );
}
