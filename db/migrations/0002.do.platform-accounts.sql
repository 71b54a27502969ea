-- People who work with Trama. Personal data here are the name and the e-mail address, nothing else.
create table platform.account (
  id uuid primary key,
  email text not null,
  name text not null check (length(name) between 2 and 120),
  password_hash text,
  is_installation_admin boolean not null default false,
  suspended_at timestamptz,
  lang text not null default 'it' check (lang in ('it', 'en')),
  created_at timestamptz not null default now()
);
create unique index account_email on platform.account (lower(email));
comment on table platform.account is 'Who may sign in. Seen only by its owner, by who shares an ambito with it, never by the public, and by the installation''s administrators.';
comment on column platform.account.password_hash is 'argon2id, PHC string; null until the invitation is accepted.';

create table platform.role_grant (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  account_id uuid not null references platform.account,
  role text not null check (role in ('administrator', 'director', 'coordinator', 'socialWorker', 'mayor', 'municipalOfficer', 'thirdSector')),
  scope_kind text not null default 'ambito' check (scope_kind in ('ambito', 'area', 'comune')),
  scope_code text not null default '',
  primary key (ambito_id, id),
  unique (ambito_id, account_id, role, scope_kind, scope_code),
  check ((scope_kind = 'ambito') = (scope_code = ''))
);
comment on table platform.role_grant is 'What an account may do, in the whole ambito or in one area or comune of it.';
comment on column platform.role_grant.scope_code is 'Code of the area, or ISTAT code of the comune; empty for the whole ambito.';
call platform.track('platform.role_grant');
call platform.wall('platform.role_grant');
create index role_grant_account on platform.role_grant (account_id);

create table platform.session (
  token_hash bytea primary key,
  account_id uuid not null references platform.account on delete cascade,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_account on platform.session (account_id);
comment on table platform.session is 'Open sessions. Only the hash of the token is kept: the table cannot be used to enter.';

create table platform.invitation (
  token_hash bytea primary key,
  account_id uuid not null references platform.account on delete cascade,
  purpose text not null check (purpose in ('invitation', 'first-administrator', 'reset')),
  issued_in uuid references platform.ambito,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
comment on table platform.invitation is 'One-time addresses at which a password is set.';
comment on column platform.invitation.issued_in is 'Whose administrator issued it; null for the installation. It ends when the account gets a role elsewhere.';

create table platform.sign_in_attempt (
  id bigint generated always as identity primary key,
  key_hash bytea not null,
  at timestamptz not null default now()
);
create index sign_in_attempt_key on platform.sign_in_attempt (key_hash, at);
comment on table platform.sign_in_attempt is 'Failed sign-ins of the last hour, by hash of address and of e-mail, to slow guessing.';

alter table platform.account enable row level security;
alter table platform.session enable row level security;
alter table platform.invitation enable row level security;
alter table platform.sign_in_attempt enable row level security;

-- The application's role reaches accounts only through the wall below and the functions of the next migration.
-- One's own grants are seen from outside every ambito too, so that one can choose where to work.
create policy own_grants on platform.role_grant for select using (account_id = platform.current_account());
create function platform.is_installation_admin() returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select a.is_installation_admin and a.suspended_at is null from platform.account a where a.id = platform.current_account()), false)
$$;
create policy account_visible on platform.account for select to trama_app using (
  id = platform.current_account()
  or (platform.current_account() is not null or platform.is_installation())
    and exists (select 1 from platform.role_grant g where g.ambito_id = platform.current_ambito() and g.account_id = account.id)
  or platform.is_installation_admin());
create policy account_update_self on platform.account for update to trama_app using (id = platform.current_account());
grant select (id, email, name, is_installation_admin, suspended_at, lang, created_at) on platform.account to trama_app;
grant update (name, lang) on platform.account to trama_app;
