-- Tables that people brought and loaded: what each changed, so that it can be seen and taken back as a whole.
create table platform.table_import (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  kind text not null check (kind ~ '^[a-z]+\.[a-z]+(-[a-z]+)*$'),
  subject text not null,
  file_name text not null,
  new_count integer not null,
  changed_count integer not null,
  loaded_at timestamptz not null default now(),
  loaded_by uuid default platform.current_account(),
  undone_at timestamptz,
  undone_by uuid,
  undone_reason text,
  kept_count integer,
  primary key (ambito_id, id),
  check ((undone_at is null) = (undone_reason is null))
);
comment on table platform.table_import is 'Tables that were brought and loaded, each in one transaction.';
comment on column platform.table_import.kind is 'What was brought, by the name that its domain gives it.';
comment on column platform.table_import.subject is 'Of which plan it was, by its code; empty where it was of none.';
comment on column platform.table_import.kept_count is 'How many of its changes were left when it was undone, because somebody had changed them since.';
create index table_import_loaded on platform.table_import (ambito_id, loaded_at desc);
call platform.wall('platform.table_import');
revoke delete on platform.table_import from trama_app;

create table platform.table_import_change (
  ambito_id uuid not null,
  import_id uuid not null,
  position integer not null,
  table_name text not null,
  row_key jsonb not null,
  before jsonb,
  after jsonb not null,
  primary key (ambito_id, import_id, position),
  foreign key (ambito_id, import_id) references platform.table_import (ambito_id, id)
);
comment on table platform.table_import_change is 'What each import wrote, row by row: the row as it was and as it became.';
comment on column platform.table_import_change.before is 'Null for a row that the import added.';
call platform.wall('platform.table_import_change');
revoke update, delete on platform.table_import_change from trama_app;
