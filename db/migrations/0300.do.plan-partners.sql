-- With whom an objective is pursued: organisations of the network, each with the part that it has.
create table plan.objective_organisation (
  ambito_id uuid not null,
  objective_id uuid not null,
  organisation_id uuid not null,
  role text not null default 'partner' check (role in ('lead', 'partner', 'provider', 'funder', 'adherent')),
  reason text check (length(reason) <= 500),
  primary key (ambito_id, objective_id, organisation_id),
  foreign key (ambito_id, objective_id) references plan.objective (ambito_id, id) on delete cascade,
  foreign key (ambito_id, organisation_id) references governance.organisation (ambito_id, id)
);
comment on table plan.objective_organisation is 'Organisations with which an objective is pursued. The names that a sheet gives in its own words stay in plan.objective.co_design.';
comment on column plan.objective_organisation.role is 'lead: capofila; partner; provider: gestore; funder: finanziatore; adherent: aderente.';
create index objective_organisation_organisation on plan.objective_organisation (ambito_id, organisation_id);
call platform.wall('plan.objective_organisation');
