import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { at } from '#platform/ui/address.js';
import { Shell } from '#platform/ui/shell.js';
import { ambitoText } from './ambito.messages.js';
import { ChoiceForm } from './ambito.page.js';
import { ComuneFields } from './comune-choice.fields.js';
import type { ComuneChoice } from './comune-choice.js';

/** Comuni that join the ambito. */
export function AddComuniPage(props: {
  ctx: PageCtx;
  form: FormState;
  choice: ComuneChoice;
  /** Path of the list from which one came. */
  list: string;
}): VNode {
  const { ctx, form, choice } = props;
  const t = ambitoText(ctx.lang);
  const action = at(ctx, `${props.list}/aggiungi`);
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.comune.add')}
      lead={t('territory.comune.add-lead')}
      crumbs={[
        { label: t('territory.places.title'), href: at(ctx, props.list) },
        { label: t('territory.comune.add') },
      ]}
    >
      <ChoiceForm
        ctx={ctx}
        form={form}
        action={action}
        submit={t('territory.comune.save')}
        cancel={at(ctx, props.list)}
      >
        <ComuneFields ctx={ctx} form={form} choice={choice} action={action} />
      </ChoiceForm>
    </Shell>
  );
}
