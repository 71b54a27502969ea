create schema governance;
grant usage on schema governance to trama_app;

create table governance.organisation (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null check (kind in ('comune', 'consortium', 'healthBody', 'province', 'region', 'school', 'thirdSector', 'religious', 'foundation', 'company', 'other')),
  is_group boolean not null default false,
  note text,
  primary key (ambito_id, id),
  unique (ambito_id, code)
);
comment on table governance.organisation is 'Every public, third-sector or private body of the network.';
comment on column governance.organisation.is_group is 'True where a source names several together without listing them: comuni, ETS accreditati.';
call platform.track('governance.organisation');
call platform.wall('governance.organisation');

create table governance.body (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  code text not null,
  name text not null,
  level text not null check (level in ('political', 'technical', 'participatory')),
  place_id uuid,
  members text[] not null default '{}',
  functions text[] not null default '{}',
  source text,
  note text,
  primary key (ambito_id, id),
  unique (ambito_id, code),
  foreign key (ambito_id, place_id) references territory.place (ambito_id, id)
);
comment on table governance.body is 'Assemblies, boards and tables: who sits there and what for.';
call platform.track('governance.body');
call platform.wall('governance.body');

create table governance.network (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  code text not null,
  name text not null,
  theme text not null,
  place_id uuid,
  frequency text,
  since text,
  state text not null check (state in ('active', 'starting', 'ended', 'planned')),
  source text,
  note text,
  primary key (ambito_id, id),
  unique (ambito_id, code),
  foreign key (ambito_id, place_id) references territory.place (ambito_id, id)
);
comment on table governance.network is 'Organisations tied by a theme, with or without a formal agreement.';
call platform.track('governance.network');
call platform.wall('governance.network');

create table governance.network_member (
  ambito_id uuid not null,
  network_id uuid not null,
  organisation_id uuid not null,
  role text,
  position integer not null default 0,
  primary key (ambito_id, network_id, organisation_id),
  foreign key (ambito_id, network_id) references governance.network (ambito_id, id) on delete cascade,
  foreign key (ambito_id, organisation_id) references governance.organisation (ambito_id, id)
);
comment on table governance.network_member is 'Who belongs to a network.';
comment on column governance.network_member.role is 'Capofila, coordinamento, which office of it: as the source says.';
create index network_member_organisation on governance.network_member (ambito_id, organisation_id);
call platform.wall('governance.network_member');

create table governance.agreement (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  code text not null,
  title text not null,
  subject text,
  place_id uuid,
  dated text,
  expiry text,
  state text not null check (state in ('inForce', 'planned', 'ended')),
  source text,
  note text,
  primary key (ambito_id, id),
  unique (ambito_id, code),
  foreign key (ambito_id, place_id) references territory.place (ambito_id, id)
);
comment on table governance.agreement is 'Signed acts: parties, subject, start and expiry.';
comment on column governance.agreement.dated is 'As far as it is known: a year, a month (2019-12) or a day.';
call platform.track('governance.agreement');
call platform.wall('governance.agreement');

create table governance.agreement_party (
  ambito_id uuid not null,
  agreement_id uuid not null,
  organisation_id uuid not null,
  role text,
  position integer not null default 0,
  primary key (ambito_id, agreement_id, organisation_id),
  foreign key (ambito_id, agreement_id) references governance.agreement (ambito_id, id) on delete cascade,
  foreign key (ambito_id, organisation_id) references governance.organisation (ambito_id, id)
);
comment on table governance.agreement_party is 'Who signed an agreement.';
comment on column governance.agreement_party.role is 'Capofila, sede: as the source says.';
create index agreement_party_organisation on governance.agreement_party (ambito_id, organisation_id);
call platform.wall('governance.agreement_party');
