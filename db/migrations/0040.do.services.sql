create schema services;
grant usage on schema services to trama_app;

create table services.service (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  place_id uuid,
  description text,
  target text[] not null default '{}',
  opening text,
  state text not null check (state in ('active', 'starting', 'suspended', 'ended', 'planned')),
  source text,
  note text,
  primary key (ambito_id, id),
  unique (ambito_id, code),
  foreign key (ambito_id, place_id) references territory.place (ambito_id, id)
);
comment on table services.service is 'What is offered to people.';
comment on column services.service.kind is 'Servizio domiciliare, sportello, comunità…: the plan''s own words.';
call platform.track('services.service');
call platform.wall('services.service');

create table services.service_provider (
  ambito_id uuid not null,
  service_id uuid not null,
  organisation_id uuid not null,
  role text,
  position integer not null default 0,
  primary key (ambito_id, service_id, organisation_id),
  foreign key (ambito_id, service_id) references services.service (ambito_id, id) on delete cascade,
  foreign key (ambito_id, organisation_id) references governance.organisation (ambito_id, id)
);
comment on table services.service_provider is 'Who delivers a service.';
comment on column services.service_provider.role is 'Capofila, which office of it: as the source says.';
create index service_provider_organisation on services.service_provider (ambito_id, organisation_id);
call platform.wall('services.service_provider');

create table services.service_figure (
  ambito_id uuid not null,
  id uuid not null,
  service_id uuid not null,
  position integer not null default 0,
  measure text not null,
  value numeric,
  unit text,
  period text,
  primary key (ambito_id, id),
  foreign key (ambito_id, service_id) references services.service (ambito_id, id) on delete cascade
);
comment on table services.service_figure is 'Users, hours, places of a service in a period, as published.';
create index service_figure_service on services.service_figure (ambito_id, service_id);
call platform.wall('services.service_figure');
