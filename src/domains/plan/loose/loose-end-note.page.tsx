import type { VNode } from 'preact';
import type { LooseRule } from '#domains/thread/index.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { LongTextField } from '#platform/ui/form.js';
import { RecordForm } from '#platform/ui/record-form.js';
import { planText } from '../plan.messages.js';
import { looseText } from './loose-end.messages.js';
import type { LooseEndNote } from './loose-end-note.types.js';

/** The end that is explained: which link is missing, and of what. */
export interface ExplainedNode {
  rule: LooseRule;
  code: string;
  /** Null for a note on something that is no longer loose. */
  title: string | null;
}

export function LooseEndNoteForm(props: FormPage<LooseEndNote> & { end: ExplainedNode }): VNode {
  const { ctx, end, form, record } = props;
  const t = looseText(ctx.lang);
  return (
    <RecordForm
      page={props}
      door="plan"
      title={t(record === null ? 'plan.loose-note.new' : 'plan.loose-note.edit')}
      kicker={planText(ctx.lang)(`plan.loose.${end.rule}`)}
    >
      <p>
        <span class="trama-code">{end.code}</span> {end.title}
      </p>
      <LongTextField
        ctx={ctx}
        form={form}
        name="reason"
        label={t('plan.loose-note.reason')}
        help={`${t('plan.loose-note.help')} ${t('plan.loose-note.example')}`}
        rows={5}
      />
    </RecordForm>
  );
}
