-- A plan keeps the edition of the guideline under which it was written, whatever the file says later.
create table plan.guideline_edition (
  code text not null,
  sha256 text not null unique,
  content jsonb not null,
  loaded_at timestamptz not null default now(),
  primary key (code, sha256)
);
comment on table plan.guideline_edition is 'Every edition of the guidelines that this installation has had. The same for all.';
grant select on plan.guideline_edition to trama_app;
insert into plan.guideline_edition (code, sha256, content) select code, sha256, content from plan.guideline;

alter table plan.plan
  add column guideline_sha256 text,
  add foreign key (guideline_sha256) references plan.guideline_edition (sha256);
comment on column plan.plan.guideline_sha256 is 'The edition that it follows; the present one when null.';
