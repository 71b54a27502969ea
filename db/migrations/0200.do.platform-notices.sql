-- What concerns one person: somebody named them in a comment, an answer came, a file is ready. Seen by that person alone.
create table platform.notice (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  account_id uuid not null references platform.account on delete cascade,
  kind text not null check (kind ~ '^[a-z]+(\.[a-z0-9-]+)+$'),
  params jsonb not null default '{}',
  address text not null check (address ~ '^/' and address !~ '^//' and length(address) <= 500),
  made_at timestamptz not null default now(),
  read_at timestamptz,
  primary key (ambito_id, id)
);
comment on table platform.notice is 'What concerns one person and was brought to their attention. Only its own account sees it.';
comment on column platform.notice.account_id is 'Whom it is for.';
comment on column platform.notice.kind is 'Key of the message that says it; speaks the reader''s language.';
comment on column platform.notice.params is 'Values of the message: names, codes, numbers; no other personal data.';
comment on column platform.notice.address is 'Page of the workplace that it leads to, from after /ufficio on.';
comment on column platform.notice.read_at is 'When it was opened or set aside; null while it waits.';
call platform.wall('platform.notice');

-- The same thing is not said twice to who has not read it yet; also what is counted on every page.
create unique index notice_unread on platform.notice (ambito_id, account_id, kind, address) where read_at is null;
create index notice_of_account on platform.notice (ambito_id, account_id, made_at desc);

-- Anybody of the ambito may send one; only its reader sees it, marks it or removes it.
create policy notice_own_read on platform.notice as restrictive for select using (account_id = (select platform.current_account()));
create policy notice_own_update on platform.notice as restrictive for update using (account_id = (select platform.current_account()));
create policy notice_own_delete on platform.notice as restrictive for delete using (account_id = (select platform.current_account()));
