import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { ActButton, Form, SelectField, TextField } from '#platform/ui/form.js';
import { ButtonLink, Callout, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import type { Person } from './accounts.sql.js';
import { authText, roleLabel } from './auth.messages.js';
import { ROLES } from './roles.js';
import { grantInWords, type Scopes } from './scopes.js';

export function PeoplePage(props: { ctx: PageCtx; people: Person[]; scopes: Scopes }): VNode {
  const { ctx, people, scopes } = props;
  const t = authText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('auth.people.title')}
      lead={t('auth.people.lead')}
      door="settings"
      crumbs={[
        { label: t('auth.settings'), href: at(ctx, '/impostazioni') },
        { label: t('auth.people.title') },
      ]}
      actions={
        <ButtonLink href={at(ctx, '/persone/invita')} kind="primary">
          {t('auth.people.invite')}
        </ButtonLink>
      }
    >
      <DataTable
        lang={ctx.lang}
        caption={t('auth.people.caption', { count: people.length })}
        rows={people}
        rowKey={(person) => person.id}
        columns={[
          {
            key: 'name',
            label: t('auth.name'),
            heads: true,
            cell: (person) => <a href={at(ctx, `/persone/${person.id}`)}>{person.name}</a>,
          },
          { key: 'email', label: t('auth.email'), cell: (person) => person.email },
          {
            key: 'roles',
            label: t('auth.roles'),
            cell: (person) => person.grants.map((grant) => grantInWords(ctx.lang, grant, scopes)).join('; '),
          },
          {
            key: 'state',
            label: t('auth.state'),
            cell: (person) =>
              person.suspendedAt ? (
                <StateTag tone="late">
                  {t('auth.suspended-on', { date: formatDate(person.suspendedAt, { lang: ctx.lang }) })}
                </StateTag>
              ) : (
                <StateTag tone="good">{t('auth.active')}</StateTag>
              ),
          },
        ]}
      />
    </Shell>
  );
}

function GrantFields({ ctx, form, scopes }: { ctx: PageCtx; form: FormState; scopes: Scopes }): VNode {
  const t = authText(ctx.lang);
  return (
    <>
      <SelectField
        ctx={ctx}
        form={form}
        name="role"
        label={t('auth.role')}
        help={t('auth.role-help')}
        choices={ROLES.map((role) => ({ value: role, label: roleLabel(ctx.lang, role) }))}
      />
      <SelectField
        ctx={ctx}
        form={form}
        name="scope"
        label={t('auth.scope')}
        help={t('auth.scope-help')}
        choices={scopes}
      />
    </>
  );
}

export function InvitePage(props: { ctx: PageCtx; form: FormState; scopes: Scopes }): VNode {
  const { ctx, form } = props;
  const t = authText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t('auth.people.invite')}
      lead={t('auth.people.invite-lead')}
      door="settings"
      crumbs={[
        { label: t('auth.people.title'), href: at(ctx, '/persone') },
        { label: t('auth.people.invite') },
      ]}
    >
      <Form
        ctx={ctx}
        action={at(ctx, '/persone/invita')}
        form={form}
        submit={t('auth.people.make-address')}
        cancel={at(ctx, '/persone')}
      >
        <TextField ctx={ctx} form={form} name="name" label={t('auth.name')} />
        <TextField ctx={ctx} form={form} name="email" type="email" label={t('auth.email')} />
        <GrantFields ctx={ctx} form={form} scopes={props.scopes} />
      </Form>
    </Shell>
  );
}

/** Shown once: the address is not kept anywhere. Null for who has a password, and needs none. */
export function AddressPage(props: { ctx: PageCtx; name: string; address: string | null }): VNode {
  const { ctx } = props;
  const t = authText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={t(props.address === null ? 'auth.address.role-title' : 'auth.address.title', {
        name: props.name,
      })}
      door="settings"
      crumbs={[{ label: t('auth.people.title'), href: at(ctx, '/persone') }, { label: props.name }]}
    >
      <Callout tone="info">
        {props.address === null ? (
          <p>{t('auth.address.not-needed')}</p>
        ) : (
          <>
            <p>{t('auth.address.text')}</p>
            <p>
              <code class="trama-address">{props.address}</code>
            </p>
          </>
        )}
      </Callout>
      <ButtonLink href={at(ctx, '/persone')}>{t('auth.address.back')}</ButtonLink>
    </Shell>
  );
}

export function PersonPage(props: { ctx: PageCtx; person: Person; scopes: Scopes; form: FormState }): VNode {
  const { ctx, person, scopes, form } = props;
  const t = authText(ctx.lang);
  const here = at(ctx, `/persone/${person.id}`);
  return (
    <Shell
      ctx={ctx}
      title={person.name}
      lead={person.email}
      door="settings"
      crumbs={[{ label: t('auth.people.title'), href: at(ctx, '/persone') }, { label: person.name }]}
    >
      <Section id="ruoli" title={t('auth.roles')}>
        <ul class="trama-rows">
          {person.grants.map((grant) => (
            <li key={grant.id}>
              <span>{grantInWords(ctx.lang, grant, scopes)}</span>
              <ActButton
                ctx={ctx}
                action={`${here}/togli`}
                label={t('auth.role-take')}
                values={{ grant: grant.id }}
                about={grantInWords(ctx.lang, grant, scopes)}
              />
            </li>
          ))}
        </ul>
      </Section>
      <Section id="nuovo-ruolo" title={t('auth.role-give')}>
        <Form ctx={ctx} action={`${here}/ruolo`} form={form} submit={t('auth.role-give')}>
          <GrantFields ctx={ctx} form={form} scopes={scopes} />
        </Form>
      </Section>
      <Section
        id="accesso"
        title={t('auth.access')}
        lead={person.suspendedAt ? t('auth.suspended-lead') : t('auth.access-lead')}
      >
        <div class="trama-actions">
          <ActButton ctx={ctx} action={`${here}/indirizzo`} label={t('auth.new-address')} />
          {person.suspendedAt ? (
            <ActButton ctx={ctx} action={`${here}/riammetti`} label={t('auth.readmit')} />
          ) : (
            <ActButton ctx={ctx} action={`${here}/sospendi`} label={t('auth.suspend')} kind="danger" />
          )}
        </div>
      </Section>
    </Shell>
  );
}
