-- The wall: each ambito's rows are visible only inside a transaction that names that ambito.
-- Two settings are made in the first round trip of every transaction: app.ambito_id and app.account_id.
create schema platform;
grant usage on schema platform to trama_app;

create function platform.current_ambito() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.ambito_id', true), '')::uuid $$;
comment on function platform.current_ambito() is 'The ambito of this transaction; null outside one, and then no row of any ambito is visible.';

create function platform.current_account() returns uuid language sql stable parallel safe
  as $$ select nullif(nullif(current_setting('app.account_id', true), ''), '00000000-0000-0000-0000-000000000000')::uuid $$;
comment on function platform.current_account() is 'Who acts in this transaction; null for the public and for the installation itself.';

-- Neither the public nor the installation has an account, and they must not see the same.
create function platform.is_installation() returns boolean language sql stable parallel safe
  as $$ select current_setting('app.account_id', true) is not distinct from '00000000-0000-0000-0000-000000000000' $$;
comment on function platform.is_installation() is 'A command, a job or the demonstration works in this transaction.';

create table platform.ambito (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
  name text not null check (length(name) between 2 and 200),
  lead_body text,
  is_demo boolean not null default false,
  created_at timestamptz not null default now()
);
comment on table platform.ambito is 'The tenants of this installation. Name and address are public, so there is no wall here.';
comment on column platform.ambito.slug is 'First segment of every address of the ambito.';
comment on column platform.ambito.lead_body is 'Ente capofila, as its own acts write it.';
comment on column platform.ambito.is_demo is 'True for the demonstration: every page says so.';
grant select on platform.ambito to trama_app;
alter table platform.ambito enable row level security;
create policy ambito_read on platform.ambito for select using (true);

create table platform.history (
  ambito_id uuid not null references platform.ambito,
  table_name text not null,
  row_key text not null,
  version integer not null,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  operation text not null check (operation in ('update', 'delete')),
  before jsonb not null,
  reason text,
  primary key (ambito_id, table_name, row_key, version, operation)
);
comment on table platform.history is 'Every former state of every row that people edit: the record as it was on any date.';
comment on column platform.history.version is 'Version of the row that this state had.';
comment on column platform.history.before is 'The whole row before the change.';
comment on column platform.history.reason is 'Why a row was removed, in the words of who removed it; from the transaction''s app.reason.';

-- Stamps who and when, counts versions. Attached by platform.track().
create function platform.stamp() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
    new.created_by := coalesce(platform.current_account(), new.created_by);
  else
    new.version := old.version + 1;
    new.created_at := old.created_at;
    new.created_by := old.created_by;
  end if;
  new.updated_at := now();
  new.updated_by := platform.current_account();
  return new;
end $$;

-- Keeps what an update or a delete would lose.
create function platform.keep_history() returns trigger language plpgsql as $$
declare former jsonb := to_jsonb(old);
begin
  insert into platform.history (ambito_id, table_name, row_key, version, changed_by, operation, before, reason)
  values (old.ambito_id, tg_table_schema || '.' || tg_table_name, former ->> 'id', (former ->> 'version')::integer,
          platform.current_account(), lower(tg_op), former, nullif(current_setting('app.reason', true), ''));
  return null;
end $$;

create procedure platform.wall(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('alter table %s alter column ambito_id set default platform.current_ambito()', target);
  -- As a subquery the setting is read once a statement; bare, once for each row of each table, which doubles the cost of a list.
  execute format('create policy ambito_wall on %s using (ambito_id = (select platform.current_ambito())) with check (ambito_id = platform.current_ambito())', target);
  execute format('grant select, insert, update, delete on %s to trama_app', target);
end $$;
comment on procedure platform.wall is 'Puts a table of an ambito behind the wall. Every such table has ambito_id first in its keys.';

create procedure platform.track(target regclass) language plpgsql as $$
begin
  execute format('alter table %s add column version integer not null default 1, add column created_at timestamptz not null default now(), add column created_by uuid, add column updated_at timestamptz not null default now(), add column updated_by uuid', target);
  execute format('create trigger stamp before insert or update on %s for each row execute function platform.stamp()', target);
  execute format('create trigger keep_history after update or delete on %s for each row execute function platform.keep_history()', target);
end $$;
comment on procedure platform.track is 'Gives a table with an id its version, its stamps and its history.';

call platform.wall('platform.history');
revoke update, delete on platform.history from trama_app;

create table platform.audit_entry (
  ambito_id uuid not null references platform.ambito,
  seq bigint not null,
  at timestamptz not null default now(),
  account_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  details jsonb not null default '{}',
  request_id text,
  hash bytea not null,
  primary key (ambito_id, seq)
);
comment on table platform.audit_entry is 'Who did or looked at what. Append-only; each entry''s hash covers the one before, so that a change or a gap shows.';
comment on column platform.audit_entry.details is 'What a reader needs to understand the act; never personal data.';
create index audit_entry_subject on platform.audit_entry (ambito_id, subject_kind, subject_id, seq);
call platform.wall('platform.audit_entry');
revoke update, delete on platform.audit_entry from trama_app;

create function platform.audit_hash(previous bytea, entry platform.audit_entry) returns bytea language sql immutable as $$
  select sha256(coalesce(previous, ''::bytea) || convert_to(
    concat_ws(E'\x1f', entry.ambito_id, entry.seq, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
              entry.account_id, entry.action, entry.subject_kind, entry.subject_id, entry.details::text, entry.request_id), 'UTF8'))
$$;

create function platform.write_audit(p_action text, p_kind text, p_id text, p_details jsonb, p_request text) returns void language plpgsql as $$
declare
  entry platform.audit_entry;
  previous platform.audit_entry;
begin
  -- Entries of one ambito form one chain, so they are written one after the other.
  perform pg_advisory_xact_lock(hashtextextended('audit' || platform.current_ambito()::text, 0));
  select * into previous from platform.audit_entry where ambito_id = platform.current_ambito() order by seq desc limit 1;
  entry.ambito_id := platform.current_ambito();
  entry.seq := coalesce(previous.seq, 0) + 1;
  entry.at := clock_timestamp();
  entry.account_id := platform.current_account();
  entry.action := p_action; entry.subject_kind := p_kind; entry.subject_id := p_id;
  entry.details := coalesce(p_details, '{}'); entry.request_id := p_request;
  entry.hash := platform.audit_hash(previous.hash, entry);
  insert into platform.audit_entry values (entry.*);
end $$;

create function platform.first_broken_audit() returns bigint language sql stable as $$
  select min(seq) from (
    select e.seq, e.hash is distinct from platform.audit_hash(lag(e.hash) over w, e) or e.seq <> coalesce(lag(e.seq) over w, 0) + 1 as broken
    from platform.audit_entry e where e.ambito_id = platform.current_ambito() window w as (order by e.seq)) chain
  where broken
$$;
comment on function platform.first_broken_audit() is 'Sequence number of the first entry that was altered or follows a removed one; null when the chain is whole.';
