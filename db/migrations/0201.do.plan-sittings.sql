-- Who writes in the editor is saved every few seconds. History keeps what a chapter was before a stretch of writing began,
-- not every pause for breath within it.
alter table plan.chapter add column sitting_at timestamptz not null default now();
comment on column plan.chapter.sitting_at is 'When the present stretch of writing began: one person''s, without a long pause and without anybody else''s words between.';

drop trigger keep_history on plan.chapter;
create trigger keep_history after update or delete on plan.chapter for each row
  when (current_setting('app.same_sitting', true) is distinct from 'on')
  execute function platform.keep_history();

-- Images of the plan's text, once each by the hash of their bytes.
create table plan.image (
  ambito_id uuid not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  plan_id uuid not null,
  format text not null check (format in ('png', 'jpeg')),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  bytes bytea not null check (length(bytes) <= 5000000),
  made_at timestamptz not null default now(),
  made_by uuid default platform.current_account(),
  primary key (ambito_id, plan_id, hash),
  foreign key (ambito_id, plan_id) references plan.plan (ambito_id, id)
);
comment on table plan.image is 'Images in the chapters of a plan. Never changed: another image is another hash.';
comment on column plan.image.hash is 'SHA-256 of the bytes.';
comment on column plan.image.width is 'Points across.';
call platform.wall('plan.image');
revoke update, delete on plan.image from trama_app;
