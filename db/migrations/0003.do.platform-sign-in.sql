-- Functions with the owner's rights: the only way for the application to reach passwords and sessions.
create function platform.sign_in_account(p_email text)
  returns table (id uuid, password_hash text, suspended boolean) language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, a.password_hash, a.suspended_at is not null from platform.account a where lower(a.email) = lower(p_email)
$$;

create function platform.open_session(p_token bytea, p_account uuid, p_hours integer) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from platform.session where expires_at < now();
  insert into platform.session (token_hash, account_id, expires_at) values (p_token, p_account, now() + make_interval(hours => p_hours));
$$;

-- Names the account in this transaction and tells who it is. Two hours without a request end a session.
create function platform.resume_session(p_token bytea)
  returns table (id uuid, name text, lang text, is_installation_admin boolean) language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare found_account uuid; last_seen timestamptz;
begin
  select s.account_id, s.seen_at into found_account, last_seen from platform.session s join platform.account a on a.id = s.account_id
  where s.token_hash = p_token and s.expires_at > now() and s.seen_at > now() - interval '2 hours' and a.suspended_at is null;
  if found_account is null then return; end if;
  -- Once a minute is enough, and keeps reads from writing.
  if last_seen < now() - interval '1 minute' and not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off' then
    update platform.session s set seen_at = now() where s.token_hash = p_token;
  end if;
  perform set_config('app.account_id', found_account::text, true);
  return query select a.id, a.name, a.lang, a.is_installation_admin from platform.account a where a.id = found_account;
end $$;

create function platform.close_session(p_token bytea) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from platform.session where token_hash = p_token
$$;

create function platform.close_own_sessions() returns integer language sql security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (delete from platform.session where account_id = platform.current_account() returning 1) select count(*)::integer from gone
$$;

create function platform.own_password_hash() returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select password_hash from platform.account where id = platform.current_account()
$$;

create function platform.set_own_password(p_hash text) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  update platform.account set password_hash = p_hash where id = platform.current_account()
$$;

create function platform.may_administer() returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select platform.is_installation_admin() or exists (
    select 1 from platform.role_grant g where g.ambito_id = platform.current_ambito() and g.account_id = platform.current_account()
      and g.role = 'administrator' and g.scope_kind = 'ambito')
$$;

-- Returns the account of that address, made now if there was none. The installation itself (no account) may too: the command line.
create function platform.ensure_account(p_id uuid, p_email text, p_name text, p_installation_admin boolean) returns uuid language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare known uuid;
begin
  if platform.current_account() is not null and not platform.may_administer() then raise insufficient_privilege using message = 'account.forbidden'; end if;
  if p_installation_admin and platform.current_account() is not null and not platform.is_installation_admin() then raise insufficient_privilege using message = 'account.forbidden'; end if;
  select a.id into known from platform.account a where lower(a.email) = lower(p_email);
  if known is not null then return known; end if;
  insert into platform.account (id, email, name, is_installation_admin) values (p_id, p_email, p_name, p_installation_admin);
  return p_id;
end $$;

-- May who acts here give this account an address at which its password is set? Whoever holds the address becomes the
-- account, with all its roles: so an administrator of one ambito only for who works there and nowhere else.
create function platform.may_issue_address(p_account uuid) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.current_account() is null or platform.is_installation_admin() then return true; end if;
  return platform.may_administer()
    and exists (select 1 from platform.role_grant g where g.ambito_id = platform.current_ambito() and g.account_id = p_account)
    and not exists (select 1 from platform.account a where a.id = p_account and a.is_installation_admin)
    and not platform.works_outside(p_account, platform.current_ambito());
end $$;

create function platform.issue_invitation(p_token bytea, p_account uuid, p_purpose text, p_hours integer) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.may_issue_address(p_account) then raise insufficient_privilege using message = 'account.forbidden'; end if;
  -- A newer address replaces the older ones.
  update platform.invitation set used_at = now() where account_id = p_account and used_at is null;
  insert into platform.invitation (token_hash, account_id, purpose, expires_at, issued_in)
  values (p_token, p_account, p_purpose, now() + make_interval(hours => p_hours),
          case when platform.current_account() is not null and not platform.is_installation_admin() then platform.current_ambito() end);
end $$;

-- Has this account chosen a password? Told only to who gives it a role here.
create function platform.has_password(p_account uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.current_account() is not null and not platform.may_administer() then raise insufficient_privilege using message = 'account.forbidden'; end if;
  return exists (select 1 from platform.account a where a.id = p_account and a.password_hash is not null);
end $$;

-- The account meanwhile got a role in an ambito whose administrators did not issue the address: it opens no more.
create function platform.is_overtaken(p_account uuid, p_ambito uuid) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  return p_ambito is not null and platform.works_outside(p_account, p_ambito);
end $$;

create function platform.find_invitation(p_token bytea) returns table (account_id uuid, purpose text, name text, email text) language sql security definer set search_path = pg_catalog, pg_temp as $$
  select i.account_id, i.purpose, a.name, a.email from platform.invitation i join platform.account a on a.id = i.account_id
  where i.token_hash = p_token and i.used_at is null and i.expires_at > now() and a.suspended_at is null
    and not platform.is_overtaken(i.account_id, i.issued_in)
$$;

-- Sets the password, ends the address and every open session of the account.
create function platform.accept_invitation(p_token bytea, p_hash text) returns uuid language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare who uuid; issued_in uuid;
begin
  update platform.invitation i set used_at = now() where i.token_hash = p_token and i.used_at is null and i.expires_at > now()
  returning i.account_id, i.issued_in into who, issued_in;
  if who is null or platform.is_overtaken(who, issued_in) then return null; end if;
  update platform.account set password_hash = p_hash where id = who and suspended_at is null;
  if not found then return null; end if;
  delete from platform.session where account_id = who;
  return who;
end $$;

-- The first administrator says who it is; until then the account has neither name nor address.
create function platform.accept_first_administrator(p_token bytea, p_name text, p_email text, p_hash text) returns uuid language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare who uuid;
begin
  if platform.has_accounts() then return null; end if;
  select i.account_id into who from platform.invitation i
  where i.token_hash = p_token and i.purpose = 'first-administrator' and i.used_at is null and i.expires_at > now();
  if who is null then return null; end if;
  update platform.account set name = p_name, email = p_email where id = who;
  return platform.accept_invitation(p_token, p_hash);
end $$;

-- An administrator of one ambito may not shut out somebody who works in another as well.
create function platform.set_suspended(p_account uuid, p_suspended boolean) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.may_administer() then raise insufficient_privilege using message = 'account.forbidden'; end if;
  if p_account = platform.current_account() then return 'self'; end if;
  if not platform.is_installation_admin() then
    if not exists (select 1 from platform.role_grant g where g.ambito_id = platform.current_ambito() and g.account_id = p_account) then return 'absent'; end if;
    if platform.works_outside(p_account, platform.current_ambito()) then return 'elsewhere'; end if;
    if (select a.is_installation_admin from platform.account a where a.id = p_account) then return 'elsewhere'; end if;
  end if;
  update platform.account set suspended_at = case when p_suspended then coalesce(suspended_at, now()) end where id = p_account;
  if p_suspended then delete from platform.session where account_id = p_account; end if;
  return 'done';
end $$;

create function platform.has_accounts() returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from platform.account where password_hash is not null)
$$;

create function platform.note_failure(p_keys bytea[]) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from platform.sign_in_attempt where at < now() - interval '1 hour';
  insert into platform.sign_in_attempt (key_hash) select unnest(p_keys);
$$;

-- Seconds to wait within a quarter of an hour: after five failures at one account from one place, and after fifty at one
-- account from anywhere, one minute more for each further one. Were five enough from anywhere, anybody could keep
-- somebody else out.
create function platform.seconds_to_wait(p_place bytea, p_account bytea) returns integer language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(max(greatest(0, extract(epoch from f.last - now())::integer + 60 * least(15, f.failures - f.free + 1))), 0) from (
    select count(*)::integer as failures, max(at) as last, case when key_hash = p_account then 50 else 5 end as free
    from platform.sign_in_attempt
    where key_hash in (p_place, p_account) and at > now() - interval '15 minutes' group by key_hash) f where f.failures >= f.free
$$;

-- Only those of the place: who enters must not give a fresh start to who is guessing elsewhere.
create function platform.forget_failures(p_place bytea) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from platform.sign_in_attempt where key_hash = p_place
$$;

-- role_grant is walled for its owner as well, so the question over all ambiti is asked in the name of the account concerned.
create function platform.works_outside(p_account uuid, p_ambito uuid) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare me text := current_setting('app.account_id', true); answer boolean;
begin
  perform set_config('app.account_id', p_account::text, true);
  answer := exists (select 1 from platform.role_grant g where g.account_id = p_account and g.ambito_id is distinct from p_ambito);
  perform set_config('app.account_id', coalesce(me, ''), true);
  return answer;
end $$;

create function platform.create_ambito(p_id uuid, p_slug text, p_name text, p_lead_body text, p_demo boolean) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.current_account() is not null and not platform.is_installation_admin() then raise insufficient_privilege using message = 'ambito.forbidden'; end if;
  insert into platform.ambito (id, slug, name, lead_body, is_demo) values (p_id, p_slug, p_name, p_lead_body, p_demo);
end $$;
create policy ambito_owner_insert on platform.ambito for insert to current_user with check (true);

create function platform.update_ambito(p_name text, p_lead_body text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.current_account() is not null and not platform.may_administer() then raise insufficient_privilege using message = 'ambito.forbidden'; end if;
  update platform.ambito set name = p_name, lead_body = p_lead_body where id = platform.current_ambito();
end $$;
create policy ambito_owner_update on platform.ambito for update to current_user using (true);

create table platform.job (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  task text not null,
  payload jsonb not null default '{}',
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  progress real not null default 0 check (progress between 0 and 1),
  note text,
  requested_by uuid,
  requested_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (ambito_id, id)
);
comment on table platform.job is 'Long work: what was asked, by whom, how far it is. The queue itself is graphile-worker''s.';
comment on column platform.job.note is 'Message key of the present step or of the failure.';
call platform.wall('platform.job');

create function platform.enqueue(p_task text, p_payload jsonb, p_key text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- The queue is one for all ambiti: a message may only be of work that this ambito has asked for.
  if not exists (select 1 from platform.job j where j.ambito_id = platform.current_ambito() and j.task = p_task
      and p_payload = jsonb_build_object('ambitoId', j.ambito_id, 'jobId', j.id)) then
    raise insufficient_privilege using message = 'job.forbidden';
  end if;
  perform graphile_worker.add_job(p_task, p_payload::json, job_key => p_key, max_attempts => 1);
end $$;

create table platform.schema_mark (name text primary key, value text not null);
comment on table platform.schema_mark is 'What the installation has already loaded: reference tables by hash, the demonstration.';
grant select, insert, update on platform.schema_mark to trama_app;

create table platform.secret (name text primary key, bytes bytea not null);
comment on table platform.secret is 'Keys of this installation: what signs forms. Not for the application''s role; read once at start.';
alter table platform.secret enable row level security;
