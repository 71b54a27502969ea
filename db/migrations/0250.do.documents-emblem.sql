create table documents.emblem_file (
  ambito_id uuid not null references platform.ambito,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea not null check (octet_length(bytes) between 1 and 1048576),
  primary key (ambito_id, sha256)
);
comment on table documents.emblem_file is 'Drawings that are or were the coat of arms of an ambito, by their hash.';
call platform.wall('documents.emblem_file');

create table documents.emblem (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  sha256 text not null,
  format text not null check (format in ('svg', 'png', 'jpeg')),
  alt text not null check (length(alt) between 3 and 300),
  primary key (ambito_id, id),
  unique (ambito_id),
  foreign key (ambito_id, sha256) references documents.emblem_file (ambito_id, sha256)
);
comment on table documents.emblem is 'The coat of arms on the cover of the documents of an ambito: one or none.';
comment on column documents.emblem.alt is 'What it shows, in words, for who does not see it.';
call platform.track('documents.emblem');
call platform.wall('documents.emblem');
