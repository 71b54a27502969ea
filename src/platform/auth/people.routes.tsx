import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findBrokenAudit, listAudit } from '#platform/audit/audit.sql.js';
import { Invalid } from '#platform/errors.js';
import { type PageCtx, requireRole } from '#platform/http/context.js';
import { type FormState, optional, submit, text } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import { forgetAmbito } from '#platform/http/resolve.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import {
  getPerson,
  giveRole,
  invitePerson,
  openPeople,
  openPerson,
  reissueInvitation,
  rewriteAmbito,
  suspendPerson,
  takeRole,
} from './accounts.actions.js';
import { listPeople } from './accounts.sql.js';
import { AddressPage, InvitePage, PeoplePage, PersonPage } from './people.page.js';
import { type Grant, ROLES } from './roles.js';
import type { ListScopes, Scopes } from './scopes.js';
import { AuditPage, SettingsPage } from './settings.page.js';

const ADMINISTRATORS = ['administrator'] as const;
const EMPTY: FormState = { values: {}, errors: [] };

const grantFields = {
  role: z.enum(ROLES),
  scope: z.string().regex(/^(ambito:|(area|comune):[a-z0-9-]+)$/),
};

/** @throws Invalid for a place that the ambito does not have, or an administrator of less than the whole */
function grantOf(input: { role: Grant['role']; scope: string }, scopes: Scopes): Grant {
  if (!scopes.some((scope) => scope.value === input.scope))
    throw new Invalid([{ field: 'scope', code: 'platform.bad-parameter' }]);
  if (input.role === 'administrator' && input.scope !== 'ambito:')
    throw new Invalid([{ field: 'scope', code: 'auth.administrator-whole' }]);
  const [scopeKind = 'ambito', scopeCode = ''] = input.scope.split(':');
  return { role: input.role, scopeKind: scopeKind as Grant['scopeKind'], scopeCode };
}

/** The one-time address as this administrator's browser reaches the site. */
function addressOf(request: FastifyRequest, token: string): string {
  return `${request.protocol}://${request.host}/invito/${token}`;
}

export function registerPeople(server: Server, listScopes: ListScopes): void {
  const person = z.object({ id: z.uuid() });
  const office = { face: 'office', audience: ADMINISTRATORS } as const;
  server.doors.push({
    key: 'settings',
    face: 'office',
    path: '/impostazioni',
    label: 'auth.door.settings',
    order: 900,
    roles: ADMINISTRATORS,
  });

  ambitoPage(server, {
    ...office,
    path: '/persone',
    handle: async (ctx) =>
      page(<PeoplePage ctx={ctx} people={await openPeople(ctx)} scopes={await listScopes(ctx)} />),
  });

  ambitoPage(server, {
    ...office,
    path: '/persone/invita',
    handle: async (ctx) => {
      requireRole(ctx, ADMINISTRATORS);
      return page(<InvitePage ctx={ctx} form={EMPTY} scopes={await listScopes(ctx)} />);
    },
  });

  ambitoPage(server, {
    ...office,
    method: 'POST',
    path: '/persone/invita',
    handle: async (ctx, { body, request }) => {
      requireRole(ctx, ADMINISTRATORS);
      const scopes = await listScopes(ctx);
      return submit(ctx, {
        schema: z.object({
          name: text(120, 2),
          email: z
            .string()
            .trim()
            .max(200)
            .pipe(z.email({ error: 'auth.email-wrong' })),
          ...grantFields,
        }),
        body,
        act: async (input) => {
          const { token } = await invitePerson(ctx, {
            email: input.email,
            name: input.name,
            grant: grantOf(input, scopes),
          });
          return page(
            <AddressPage
              ctx={ctx}
              name={input.name}
              address={token === null ? null : addressOf(request, token)}
            />,
          );
        },
        again: (form) => <InvitePage ctx={ctx} form={form} scopes={scopes} />,
      });
    },
  });

  ambitoPage(server, {
    ...office,
    path: '/persone/:id',
    params: person,
    handle: async (ctx, { params }) =>
      page(
        <PersonPage
          ctx={ctx}
          form={EMPTY}
          person={await openPerson(ctx, params.id)}
          scopes={await listScopes(ctx)}
        />,
      ),
  });

  ambitoPage(server, {
    ...office,
    method: 'POST',
    path: '/persone/:id/ruolo',
    params: person,
    handle: async (ctx, { params, body }) => {
      const scopes = await listScopes(ctx);
      return submit(ctx, {
        schema: z.object(grantFields),
        body,
        act: async (input) => {
          await giveRole(ctx, params.id, grantOf(input, scopes));
          return seeOther(at(ctx, `/persone/${params.id}`), 'auth.role-given');
        },
        again: async (form) => (
          <PersonPage ctx={ctx} form={form} person={await getPerson(ctx, params.id)} scopes={scopes} />
        ),
      });
    },
  });

  /** Acts without fields: each leads back to the person with a word on what was done, or why not. */
  const act = (
    path: string,
    notice: string,
    work: (ctx: PageCtx, id: string, body: Record<string, unknown>) => Promise<void>,
  ) =>
    ambitoPage(server, {
      ...office,
      method: 'POST',
      path: `/persone/:id${path}`,
      params: person,
      handle: async (ctx, { params, body }) =>
        submit(ctx, {
          schema: z.object({}),
          body: {},
          act: async () => {
            await work(ctx, params.id, body);
            return seeOther(at(ctx, `/persone/${params.id}`), notice);
          },
          again: async (form) => (
            <PersonPage
              ctx={ctx}
              form={form}
              person={await getPerson(ctx, params.id)}
              scopes={await listScopes(ctx)}
            />
          ),
        }),
    });
  act('/sospendi', 'auth.suspended', (ctx, id) => suspendPerson(ctx, id, true));
  act('/riammetti', 'auth.readmitted', (ctx, id) => suspendPerson(ctx, id, false));
  ambitoPage(server, {
    ...office,
    method: 'POST',
    path: '/persone/:id/togli',
    params: person,
    handle: async (ctx, { params, body }) =>
      submit(ctx, {
        schema: z.object({ grant: z.uuid() }),
        body,
        act: async (input) => {
          await takeRole(ctx, params.id, input.grant);
          const stays = (await listPeople(ctx)).some((one) => one.id === params.id);
          return seeOther(at(ctx, stays ? `/persone/${params.id}` : '/persone'), 'auth.role-taken');
        },
        again: async (form) => (
          <PersonPage
            ctx={ctx}
            form={form}
            person={await getPerson(ctx, params.id)}
            scopes={await listScopes(ctx)}
          />
        ),
      }),
  });

  ambitoPage(server, {
    ...office,
    method: 'POST',
    path: '/persone/:id/indirizzo',
    params: person,
    handle: async (ctx, { params, request }) =>
      submit(ctx, {
        schema: z.object({}),
        body: {},
        act: async () => {
          const { name } = await getPerson(ctx, params.id);
          const token = await reissueInvitation(ctx, params.id);
          return page(<AddressPage ctx={ctx} name={name} address={addressOf(request, token)} />);
        },
        again: async (form) => (
          <PersonPage
            ctx={ctx}
            form={form}
            person={await getPerson(ctx, params.id)}
            scopes={await listScopes(ctx)}
          />
        ),
      }),
  });

  registerSettings(server);
}

function registerSettings(server: Server): void {
  const office = { face: 'office', audience: ADMINISTRATORS } as const;
  const stored = (ctx: PageCtx): FormState => ({
    values: { name: ctx.ambito.name, leadBody: ctx.ambito.leadBody },
    errors: [],
  });

  ambitoPage(server, {
    ...office,
    path: '/impostazioni',
    handle: async (ctx) => {
      requireRole(ctx, ADMINISTRATORS);
      return page(<SettingsPage ctx={ctx} form={stored(ctx)} links={server.settings} />);
    },
  });

  ambitoPage(server, {
    ...office,
    method: 'POST',
    path: '/impostazioni',
    handle: (ctx, { body }) =>
      submit(ctx, {
        schema: z.object({ name: text(200, 2), leadBody: optional(text(200)) }),
        body,
        act: async (input) => {
          await rewriteAmbito(ctx, input);
          forgetAmbito(server.database, ctx.ambito.slug);
          return seeOther(at(ctx, '/impostazioni'), 'auth.settings.saved');
        },
        again: (form) => <SettingsPage ctx={ctx} form={form} links={server.settings} />,
      }),
  });

  ambitoPage(server, {
    ...office,
    path: '/registro',
    query: z.object({ prima: z.coerce.number().int().positive().optional() }),
    handle: async (ctx, { query }) => {
      requireRole(ctx, ADMINISTRATORS);
      return page(
        <AuditPage
          ctx={ctx}
          entries={await listAudit(ctx, query.prima ?? null)}
          broken={await findBrokenAudit(ctx)}
        />,
      );
    },
  });
}
