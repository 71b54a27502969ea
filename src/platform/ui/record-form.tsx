import type { ComponentChildren, VNode } from 'preact';
import type { FormPage } from '#platform/http/record-routes.js';
import { Form } from './form.js';
import { Shell } from './shell.js';

/** Whose form it is, what it holds, where it goes and where one goes without it. */
export type FormFrame = Pick<FormPage<unknown>, 'ctx' | 'form' | 'action' | 'cancel' | 'crumbs'>;

/** The page on which a record is added or changed: its fields in a form, and nothing else that could lead away. */
export function RecordForm(props: {
  page: FormFrame;
  door: string;
  title: string;
  kicker?: string;
  lead?: string;
  /** Label of the button where it does not simply save. */
  submit?: string;
  /** What is read before one writes. */
  above?: ComponentChildren;
  children: ComponentChildren;
}): VNode {
  const { page, door, title, kicker, lead, submit, above, children } = props;
  const { ctx, form, action, cancel, crumbs } = page;
  return (
    <Shell
      ctx={ctx}
      door={door}
      title={title}
      crumbs={crumbs}
      {...(kicker === undefined ? {} : { kicker })}
      {...(lead === undefined ? {} : { lead })}
    >
      {above}
      <Form
        ctx={ctx}
        form={form}
        action={action}
        cancel={cancel}
        {...(submit === undefined ? {} : { submit })}
      >
        {children}
      </Form>
    </Shell>
  );
}
