import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatNumber } from '#platform/i18n/format.js';
import { LongTextField, SelectField, TextField } from '#platform/ui/form.js';
import { planText } from '../plan.messages.js';
import type { BodyRef } from './act.sql.js';
import { lifeText } from './life.messages.js';

/** Day, number, body, and for a decision who was there and how they voted. */
export function ActFieldset(props: {
  ctx: PageCtx;
  form: FormState;
  bodies: readonly BodyRef[];
  withVotes: boolean;
}): VNode {
  const { ctx, form, bodies, withVotes } = props;
  const t = lifeText(ctx.lang);
  const p = planText(ctx.lang);
  const field = { ctx, form };
  return (
    <>
      <TextField {...field} name="takenOn" type="date" label={p('plan.act.taken-on')} short />
      <TextField {...field} name="actNumber" label={p('plan.act.number')} optional={!withVotes} short />
      <SelectField
        {...field}
        name="body"
        label={p('plan.act.body')}
        help={p('plan.act.body-help')}
        empty={t('plan.life.act.other-body')}
        choices={bodies.map((body) => ({ value: body.code, label: body.name }))}
        optional
      />
      <TextField
        {...field}
        name="bodyName"
        label={t('plan.life.act.body-words')}
        help={t('plan.life.act.body-words-help')}
        optional
      />
      {withVotes ? (
        <fieldset class="trama-field">
          <legend>{t('plan.life.act.meeting')}</legend>
          <p class="trama-help">{ruleWords(ctx, bodies)}</p>
          {(['membersEntitled', 'membersPresent', 'votesFor', 'votesAgainst', 'votesAbstained'] as const).map(
            (name) => (
              <TextField
                key={name}
                {...field}
                name={name}
                label={t(`plan.life.act.${name}`)}
                inputMode="numeric"
                short
              />
            ),
          )}
        </fieldset>
      ) : null}
      <LongTextField {...field} name="note" label={p('plan.note')} optional rows={3} />
    </>
  );
}

/** The common rule, and the bodies that have one of their own. */
function ruleWords(ctx: PageCtx, bodies: readonly BodyRef[]): string {
  const t = lifeText(ctx.lang);
  const percent = (value: number) => formatNumber(value, { lang: ctx.lang });
  const own = bodies.filter((body) => body.quorumPercent !== 50 || body.majorityPercent !== 50);
  return [
    t('plan.life.act.rule-common'),
    ...own.map((body) =>
      t('plan.life.act.rule-own', {
        body: body.name,
        quorum: percent(body.quorumPercent),
        majority: percent(body.majorityPercent),
      }),
    ),
  ].join(' ');
}
