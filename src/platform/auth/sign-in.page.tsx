import type { VNode } from 'preact';
import type { SitePageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { ActButton, Form, TextField } from '#platform/ui/form.js';
import { Callout, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import type { Invitation } from './accounts.sql.js';
import { authText } from './auth.messages.js';
import { MIN_PASSWORD } from './passwords.js';

export interface DemoPerson {
  id: string;
  name: string;
  /** Roles in words. */
  roles: string;
}

export function SignInPage(props: {
  ctx: SitePageCtx;
  form: FormState;
  returnTo: string;
  /** The session ended before what was being sent arrived. */
  wasSending: boolean;
  demoPeople: DemoPerson[];
}): VNode {
  const { ctx, form, demoPeople } = props;
  const t = authText(ctx.lang);
  return (
    <Shell ctx={ctx} title={t('auth.sign-in.title')} lead={t('auth.sign-in.lead')}>
      {props.wasSending ? <Callout tone="late">{t('auth.sign-in.expired')}</Callout> : null}
      {demoPeople.length > 0 ? (
        <Section id="dimostrazione" title={t('auth.demo.title')} lead={t('auth.demo.lead')}>
          <ul class="trama-people">
            {demoPeople.map((person) => (
              <li key={person.id}>
                <div>
                  <strong>{person.name}</strong>
                  <span>{person.roles}</span>
                </div>
                <ActButton
                  ctx={ctx}
                  action="/accesso/dimostrazione"
                  label={t('auth.demo.enter')}
                  values={{ account: person.id, da: props.returnTo }}
                  about={person.name}
                />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section plain id="con-password" title={t('auth.sign-in.with-password')}>
        <Form ctx={ctx} action="/accesso" form={form} submit={t('auth.sign-in.submit')}>
          <input type="hidden" name="da" value={props.returnTo} />
          <TextField
            ctx={ctx}
            form={form}
            name="email"
            type="email"
            autocomplete="username"
            label={t('auth.email')}
          />
          <TextField
            ctx={ctx}
            form={form}
            name="password"
            type="password"
            autocomplete="current-password"
            label={t('auth.password')}
          />
        </Form>
        <p class="trama-help">{t('auth.sign-in.lost')}</p>
      </Section>
    </Shell>
  );
}

/** Where a one-time address leads. */
export function AcceptPage(props: {
  ctx: SitePageCtx;
  form: FormState;
  invitation: Invitation;
  token: string;
}): VNode {
  const { ctx, form, invitation } = props;
  const t = authText(ctx.lang);
  const first = invitation.purpose === 'first-administrator';
  return (
    <Shell
      ctx={ctx}
      title={first ? t('auth.accept.first-title') : t('auth.accept.title', { name: invitation.name })}
      lead={first ? t('auth.accept.first-lead') : t('auth.accept.lead', { email: invitation.email })}
    >
      <Form ctx={ctx} action={`/invito/${props.token}`} form={form} submit={t('auth.accept.submit')}>
        {first ? (
          <>
            <TextField ctx={ctx} form={form} name="name" autocomplete="name" label={t('auth.name')} />
            <TextField
              ctx={ctx}
              form={form}
              name="email"
              type="email"
              autocomplete="username"
              label={t('auth.email')}
            />
          </>
        ) : null}
        <TextField
          ctx={ctx}
          form={form}
          name="password"
          type="password"
          autocomplete="new-password"
          label={t('auth.new-password')}
          help={t('auth.password-help', { limit: MIN_PASSWORD })}
        />
      </Form>
    </Shell>
  );
}

/** One's own page: where one works, password, sign out. */
export function ProfilePage(props: {
  ctx: SitePageCtx;
  form: FormState;
  ambiti: { slug: string; name: string }[];
  hasPassword: boolean;
}): VNode {
  const { ctx, form } = props;
  const t = authText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      title={ctx.user?.name ?? ''}
      lead={t('auth.profile.lead')}
      actions={<ActButton ctx={ctx} action="/esci" label={t('auth.sign-out')} />}
    >
      <Section plain id="ambiti" title={t('auth.profile.ambiti')}>
        {props.ambiti.length === 0 ? (
          <p>
            {ctx.user?.isInstallationAdmin ? t('auth.profile.no-ambito-admin') : t('auth.profile.no-ambito')}
          </p>
        ) : (
          <ul class="trama-list">
            {props.ambiti.map((ambito) => (
              <li key={ambito.slug}>
                <a href={`/${ambito.slug}/ufficio`}>{ambito.name}</a>
              </li>
            ))}
          </ul>
        )}
        {ctx.user?.isInstallationAdmin ? (
          <p>
            <a class="btn btn-primary btn-sm" href="/nuovo-ambito">
              {t('auth.profile.new-ambito')}
            </a>
          </p>
        ) : null}
      </Section>
      {props.hasPassword ? (
        <Section plain id="cambia-password" title={t('auth.profile.password')}>
          <Form ctx={ctx} action="/profilo/password" form={form} submit={t('auth.profile.change')}>
            <TextField
              ctx={ctx}
              form={form}
              name="present"
              type="password"
              autocomplete="current-password"
              label={t('auth.present-password')}
            />
            <TextField
              ctx={ctx}
              form={form}
              name="password"
              type="password"
              autocomplete="new-password"
              label={t('auth.new-password')}
              help={t('auth.password-help', { limit: MIN_PASSWORD })}
            />
          </Form>
        </Section>
      ) : (
        <Callout tone="info">
          <p>{t('auth.profile.demo')}</p>
        </Callout>
      )}
      <Section
        plain
        id="ovunque"
        title={t('auth.profile.everywhere')}
        lead={t('auth.profile.everywhere-lead')}
      >
        <ActButton ctx={ctx} action="/profilo/esci-ovunque" label={t('auth.sign-out-everywhere')} />
      </Section>
    </Shell>
  );
}
