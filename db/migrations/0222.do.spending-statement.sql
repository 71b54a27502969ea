-- The social-spending statement: what comuni spent in a year, in the areas and interventions of ISTAT's survey.
create table spending.statement_cell (
  ambito_id uuid not null,
  id uuid not null,
  place_id uuid not null,
  year smallint not null check (year between 1990 and 2100),
  area text not null,
  intervention text not null,
  users integer check (users >= 0),
  spending_cents bigint check (spending_cents >= 0),
  co_payment_cents bigint check (co_payment_cents >= 0),
  health_cents bigint check (health_cents >= 0),
  note text,
  primary key (ambito_id, id),
  unique (ambito_id, place_id, year, area, intervention),
  foreign key (ambito_id, place_id) references territory.place (ambito_id, id),
  check (num_nonnulls(users, spending_cents, co_payment_cents, health_cents) > 0)
);
comment on table spending.statement_cell is 'Spending of a comune (or of an area, where that is all that was published) in a year, for an area of users and an intervention.';
comment on column spending.statement_cell.users is 'People who had it in the year; null where it is not known, never nil for that.';
comment on column spending.statement_cell.co_payment_cents is 'Compartecipazione: what users paid.';
comment on column spending.statement_cell.health_cents is 'What the health service paid.';
create index statement_cell_year on spending.statement_cell (ambito_id, year, place_id);
call platform.track('spending.statement_cell');
call platform.wall('spending.statement_cell');
