import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { withQuery } from '#platform/ui/address.js';
import { SearchBox } from '#platform/ui/filter.js';
import { FilterForm, Form, SelectField, TextField } from '#platform/ui/form.js';
import { type Crumb, Shell } from '#platform/ui/shell.js';
import { uiText } from '#platform/ui/ui.messages.js';
import type { LinkTarget } from './link.sql.js';
import { PARTNER_ROLES } from './objective.types.js';
import { fold } from './objective-tree.rules.js';
import { planText } from './plan.messages.js';

export interface LinkPageProps {
  ctx: PageCtx;
  title: string;
  kicker: string;
  lead: string;
  door: string;
  crumbs: Crumb[];
  /** Address of this page, to which the form is sent as well. */
  path: string;
  back: string;
  targets: readonly LinkTarget[];
  search: string | undefined;
  form: FormState;
  /** Organisations are tied as something: capofila, partner… */
  roles?: boolean;
}

/** What is tied stays in sight whatever the search, so that saving a filtered list unties nothing by accident. */
export function LinkPage(props: LinkPageProps): VNode {
  const { ctx, form, search, targets } = props;
  const t = planText(ctx.lang);
  const ui = uiText(ctx.lang);
  const chosen = new Set([form.values.codes ?? []].flat().map(String));
  const words = fold(search ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const shown = targets.filter((one) => {
    const text = fold(`${one.code} ${one.title} ${one.detail}`);
    return !chosen.has(one.code) && words.every((word) => text.includes(word));
  });
  const tied = targets.filter((one) => chosen.has(one.code));
  return (
    <Shell
      ctx={ctx}
      title={props.title}
      kicker={props.kicker}
      lead={props.lead}
      door={props.door}
      crumbs={props.crumbs}
    >
      <FilterForm
        lang={ctx.lang}
        action={props.path}
        submit={ui('ui.search')}
        clear={search ? withQuery(props.path, {}) : undefined}
      >
        <SearchBox name="cerca" label={t('plan.link.search')} value={search} />
      </FilterForm>
      <Form ctx={ctx} action={props.path} form={form} cancel={props.back}>
        <Boxes
          {...props}
          legend={t('plan.link.tied', { count: tied.length })}
          targets={tied}
          chosen={chosen}
        />
        <Boxes
          {...props}
          legend={t('plan.link.others', { count: shown.length })}
          targets={shown}
          chosen={chosen}
        />
      </Form>
    </Shell>
  );
}

function Boxes(props: {
  ctx: PageCtx;
  form: FormState;
  roles?: boolean;
  legend: string;
  targets: readonly LinkTarget[];
  chosen: ReadonlySet<string>;
}): VNode {
  return (
    <fieldset class="trama-field trama-choices">
      <legend>{props.legend}</legend>
      {props.targets.map((one) => (
        <div class="trama-tie" key={one.code}>
          <div class="form-check">
            <input
              type="checkbox"
              class="form-check-input"
              id={`codes-${one.code}`}
              name="codes"
              value={one.code}
              checked={props.chosen.has(one.code)}
            />
            <label class="form-check-label" for={`codes-${one.code}`}>
              <span class="trama-code">{one.code}</span> {one.title}
              <span class="trama-why">{one.detail}</span>
            </label>
          </div>
          <TieWords ctx={props.ctx} form={props.form} roles={props.roles ?? false} code={one.code} />
        </div>
      ))}
    </fieldset>
  );
}

/** Why, and as what: shown of what is ticked. */
function TieWords(props: { ctx: PageCtx; form: FormState; roles: boolean; code: string }): VNode {
  const { ctx, form, code } = props;
  const t = planText(ctx.lang);
  return (
    <div class="trama-tie-words">
      {props.roles ? (
        <SelectField
          ctx={ctx}
          form={form}
          name={`role-${code}`}
          label={t('plan.link.role')}
          choices={PARTNER_ROLES.map((role) => ({ value: role, label: t(`plan.partner.${role}`) }))}
        />
      ) : null}
      <TextField ctx={ctx} form={form} name={`why-${code}`} label={t('plan.link.why')} optional />
    </div>
  );
}
