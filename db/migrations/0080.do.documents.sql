create schema documents;
grant usage on schema documents to trama_app;

create table documents.rendition (
  ambito_id uuid not null references platform.ambito,
  subject text not null,
  format text not null check (format in ('pdf', 'docx')),
  content_hash text not null,
  bytes bytea not null,
  rendered_at timestamptz not null default now(),
  render_ms integer not null,
  primary key (ambito_id, subject, format)
);
comment on table documents.rendition is 'The last file made of a document. Good as long as the content still has the same hash.';
comment on column documents.rendition.subject is 'Which document: plan:2021-2023.';
call platform.wall('documents.rendition');
