import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import type { SitePageCtx } from '#platform/http/context.js';
import { readCookie, SESSION_COOKIE } from '#platform/http/cookies.js';
import { type FormState, submit } from '#platform/http/form.js';
import { type Outcome, page, seeOther } from '#platform/http/outcome.js';
import { sitePage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { networkOf } from '#platform/http/visitor-network.js';
import { acceptAddress, changePassword, openNewSession, signIn } from './accounts.actions.js';
import { findInvitation, getOwnPasswordHash, listOwnAmbiti } from './accounts.sql.js';
import './auth.messages.js';
import { listDemoPeople } from './demo-people.js';
import { MAX_PASSWORD, MIN_PASSWORD } from './passwords.js';
import type { ListScopes } from './scopes.js';
import { closeOwnSessions, closeSession, SESSION_HOURS } from './session.sql.js';
import { AcceptPage, ProfilePage, SignInPage } from './sign-in.page.js';

const EMPTY: FormState = { values: {}, errors: [] };

const newPassword = z.string().min(MIN_PASSWORD).max(MAX_PASSWORD);

const email = z
  .string()
  .trim()
  .max(200)
  .pipe(z.email({ error: 'auth.email-wrong' }));

/** Only addresses of this site: a link that leads out after signing in would be a trap. */
export function safeReturn(value: unknown): string {
  return typeof value === 'string' && /^\/(?![/\\])[^\s]*$/.test(value) && value.length < 500
    ? value
    : '/profilo';
}

/** Whoever enters leaves the session that this browser had, so that nobody goes on in another's name. */
async function leave(ctx: SitePageCtx, request: FastifyRequest): Promise<void> {
  const token = readCookie(request, SESSION_COOKIE);
  if (token) await closeSession(ctx.tx, token);
}

/** Entering and leaving happen outside every ambito, so they are told in the log: what and how it ended, not who. */
function note(request: FastifyRequest, act: string, outcome: 'done' | 'refused' | 'made to wait'): void {
  request.log.info({ act, outcome }, 'access');
}

function withSession(to: string, token: string, notice?: string): Outcome {
  return seeOther(to, notice, [{ name: SESSION_COOKIE, value: token, maxAgeSeconds: SESSION_HOURS * 3600 }]);
}

export function registerSignIn(server: Server, listScopes: ListScopes): void {
  const signInPage = async (ctx: SitePageCtx, form: FormState, returnTo: string, wasSending = false) => (
    <SignInPage
      ctx={ctx}
      form={form}
      returnTo={returnTo}
      wasSending={wasSending}
      demoPeople={
        ctx.view.offersDemoPeople ? await listDemoPeople(server.database, listScopes, ctx.lang) : []
      }
    />
  );

  sitePage(server, {
    path: '/accesso',
    audience: 'public',
    query: z.object({ da: z.string().optional(), scaduta: z.string().optional() }),
    handle: async (ctx, { query }) =>
      page(await signInPage(ctx, EMPTY, safeReturn(query.da), query.scaduta !== undefined)),
  });

  sitePage(server, {
    method: 'POST',
    path: '/accesso',
    audience: 'public',
    rateLimit: { max: 20, timeWindow: '1 minute' },
    // No savepoint here: a failed attempt must stay written.
    handle: async (ctx, { body, request }) => {
      const given = z
        .object({ email: z.string().trim().min(1).max(200), password: z.string().min(1).max(MAX_PASSWORD) })
        .safeParse(body);
      const returnTo = safeReturn(body.da);
      const again = async (code: string, values = {}) =>
        page(
          await signInPage(
            ctx,
            { values: { email: body.email }, errors: [{ field: '', code, values }] },
            returnTo,
          ),
          422,
        );
      if (!given.success) return again('auth.sign-in.wrong');
      const answer = await signIn(ctx, given.data.email, given.data.password, networkOf(request.ip));
      note(request, 'sign-in', 'token' in answer ? 'done' : 'refused' in answer ? 'refused' : 'made to wait');
      if ('waitSeconds' in answer)
        return again('auth.sign-in.wait', { minutes: Math.ceil(answer.waitSeconds / 60) });
      if ('refused' in answer) return again('auth.sign-in.wrong');
      await leave(ctx, request);
      return withSession(returnTo, answer.token);
    },
  });

  if (server.demoMode) {
    sitePage(server, {
      method: 'POST',
      path: '/accesso/dimostrazione',
      audience: 'public',
      handle: async (ctx, { body, request }) => {
        const people = ctx.view.offersDemoPeople
          ? await listDemoPeople(server.database, listScopes, ctx.lang)
          : [];
        const person = people.find((one) => one.id === body.account);
        if (!person) throw new Absent('demonstration');
        await leave(ctx, request);
        const to = safeReturn(body.da);
        return withSession(
          to === '/profilo' ? `/${person.ambito}/ufficio` : to,
          await openNewSession(ctx.tx, person.id),
        );
      },
    });
  }

  sitePage(server, {
    method: 'POST',
    path: '/esci',
    audience: 'public',
    handle: async (ctx, { request }) => {
      await leave(ctx, request);
      return seeOther('/', 'auth.signed-out', [{ name: SESSION_COOKIE, value: null }]);
    },
  });

  registerAddresses(server);
  registerProfile(server);
}

function registerAddresses(server: Server): void {
  const params = z.object({ token: z.string().min(20).max(100) });
  const getInvitation = async (ctx: SitePageCtx, token: string) => {
    const invitation = await findInvitation(ctx.tx, token);
    if (!invitation) throw new Absent('invitation', 'auth.accept.over');
    return invitation;
  };

  sitePage(server, {
    path: '/invito/:token',
    audience: 'public',
    params,
    handle: async (ctx, { params: { token } }) =>
      page(<AcceptPage ctx={ctx} form={EMPTY} token={token} invitation={await getInvitation(ctx, token)} />),
  });

  sitePage(server, {
    method: 'POST',
    path: '/invito/:token',
    audience: 'public',
    params,
    rateLimit: { max: 20, timeWindow: '1 minute' },
    handle: async (ctx, { params: { token }, body, request }) => {
      const invitation = await getInvitation(ctx, token);
      return submit(ctx, {
        schema: z.object({
          password: newPassword,
          name: z.string().trim().min(2).max(120).optional(),
          email: email.optional(),
        }),
        body,
        act: async (input) => {
          const given = {
            password: input.password,
            ...(input.name ? { name: input.name } : {}),
            ...(input.email ? { email: input.email } : {}),
          };
          await leave(ctx, request);
          const session = await acceptAddress(ctx, token, given);
          note(request, 'one-time address', 'done');
          return withSession('/profilo', session, 'auth.accept.done');
        },
        again: (form) => <AcceptPage ctx={ctx} form={form} token={token} invitation={invitation} />,
      });
    },
  });
}

function registerProfile(server: Server): void {
  const profilePage = async (ctx: SitePageCtx, form: FormState) => (
    <ProfilePage
      ctx={ctx}
      form={form}
      ambiti={await listOwnAmbiti(ctx.tx)}
      hasPassword={(await getOwnPasswordHash(ctx.tx)) !== null}
    />
  );

  sitePage(server, {
    path: '/profilo',
    audience: 'signedIn',
    handle: async (ctx) => page(await profilePage(ctx, EMPTY)),
  });

  sitePage(server, {
    method: 'POST',
    path: '/profilo/password',
    audience: 'signedIn',
    rateLimit: { max: 20, timeWindow: '1 minute' },
    handle: (ctx, { body, request }) =>
      submit(ctx, {
        schema: z.object({ present: z.string().min(1).max(MAX_PASSWORD), password: newPassword }),
        body,
        act: async (input) => {
          const session = await changePassword(ctx, input.present, input.password);
          note(request, 'password change', 'done');
          return withSession('/profilo', session, 'auth.profile.changed');
        },
        again: (form) => profilePage(ctx, form),
      }),
  });

  sitePage(server, {
    method: 'POST',
    path: '/profilo/esci-ovunque',
    audience: 'signedIn',
    handle: async (ctx) => {
      await closeOwnSessions(ctx.tx);
      return seeOther('/', 'auth.signed-out', [{ name: SESSION_COOKIE, value: null }]);
    },
  });
}
