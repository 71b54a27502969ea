create table territory.publisher (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  name text not null check (length(name) between 2 and 200),
  ipa_code text check (ipa_code ~ '^[A-Za-z0-9_-]{2,40}$'),
  holder_name text check (length(holder_name) between 2 and 200),
  holder_ipa_code text check (holder_ipa_code ~ '^[A-Za-z0-9_-]{2,40}$'),
  contact_name text check (length(contact_name) between 2 and 200),
  contact_email text check (length(contact_email) between 3 and 200),
  contact_phone text check (length(contact_phone) <= 60),
  contact_url text check (contact_url ~ '^https?://'),
  primary key (ambito_id, id),
  unique (ambito_id)
);
comment on table territory.publisher is 'Who publishes the open data of the ambito, as the catalogue must say (DCAT-AP_IT): at most one row an ambito.';
comment on column territory.publisher.ipa_code is 'Code in the index of the public administrations (indicepa.gov.it): dct:identifier of the publisher.';
comment on column territory.publisher.holder_name is 'Holder of the rights on the data, where it is not the publisher.';
comment on column territory.publisher.contact_name is 'The office that answers, never a person: it is published.';
call platform.track('territory.publisher');
call platform.wall('territory.publisher');
