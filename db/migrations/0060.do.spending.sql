create schema spending;
grant usage on schema spending to trama_app;

create table spending.fund (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null check (kind in ('state', 'region', 'comuni', 'europe', 'users', 'private', 'health', 'own', 'notStated')),
  note text,
  primary key (ambito_id, id),
  unique (ambito_id, code)
);
comment on table spending.fund is 'Sources of money.';
call platform.track('spending.fund');
call platform.wall('spending.fund');

create table spending.budget_line (
  ambito_id uuid not null,
  id uuid not null,
  objective_id uuid not null,
  fund_id uuid not null,
  year smallint,
  description text,
  allocated_cents bigint check (allocated_cents >= 0),
  stated boolean not null default true,
  note text,
  position integer not null default 0,
  primary key (ambito_id, id),
  foreign key (ambito_id, objective_id) references plan.objective (ambito_id, id),
  foreign key (ambito_id, fund_id) references spending.fund (ambito_id, id)
);
comment on table spending.budget_line is 'What a fund gives to an objective in a year.';
comment on column spending.budget_line.year is 'Null when the plan does not say for which year.';
comment on column spending.budget_line.allocated_cents is 'Stanziato, in cents of euro; null where the plan names the fund and not the sum.';
comment on column spending.budget_line.stated is 'False when the sum follows from the plan''s words but is not written there.';
create index budget_line_objective on spending.budget_line (ambito_id, objective_id);
create index budget_line_fund on spending.budget_line (ambito_id, fund_id);
call platform.track('spending.budget_line');
call platform.wall('spending.budget_line');
