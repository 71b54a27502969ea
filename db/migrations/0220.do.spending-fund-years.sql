-- What a fund asks of who spends it, and what it gives in each year.
alter table spending.fund
  add column eligible_uses text,
  add column policy_areas text[] not null default '{}',
  add column first_year smallint check (first_year between 1990 and 2100),
  add column last_year smallint check (last_year between 1990 and 2100),
  add column spend_by date,
  add column carry_over text not null default 'unsaid' check (carry_over in ('allowed', 'refused', 'unsaid')),
  add column carry_over_until date,
  add column co_funding_hundredths integer check (co_funding_hundredths between 0 and 10000),
  add constraint fund_years check (last_year >= first_year);
comment on column spending.fund.eligible_uses is 'What may be paid with it, in the words of the act that gives it.';
comment on column spending.fund.policy_areas is 'Letters of the guideline''s policy areas that it may serve; empty for all.';
comment on column spending.fund.first_year is 'First year for which it gives; null where it is not said.';
comment on column spending.fund.spend_by is 'Day by which it must be spent.';
comment on column spending.fund.carry_over is 'Whether what is left of a year may be spent in the next.';
comment on column spending.fund.carry_over_until is 'Last day on which a carry-over may be decided.';
comment on column spending.fund.co_funding_hundredths is 'Least share that others must add, in hundredths of a per cent of the whole.';

create table spending.fund_assignment (
  ambito_id uuid not null,
  id uuid not null,
  fund_id uuid not null,
  year smallint not null check (year between 1990 and 2100),
  assigned_cents bigint not null check (assigned_cents >= 0),
  act_number text not null,
  act_on date not null,
  note text,
  primary key (ambito_id, id),
  foreign key (ambito_id, fund_id) references spending.fund (ambito_id, id)
);
comment on table spending.fund_assignment is 'What a fund gives to the ambito for a year, with the act that says so. A later act of the same year adds to it.';
comment on column spending.fund_assignment.assigned_cents is 'Cents of euro.';
create index fund_assignment_fund on spending.fund_assignment (ambito_id, fund_id, year);
call platform.track('spending.fund_assignment');
call platform.wall('spending.fund_assignment');

create table spending.carry_over (
  ambito_id uuid not null,
  id uuid not null,
  fund_id uuid not null,
  year smallint not null check (year between 1990 and 2100),
  carried_cents bigint not null check (carried_cents > 0),
  act_number text not null,
  act_on date not null,
  note text,
  primary key (ambito_id, id),
  foreign key (ambito_id, fund_id) references spending.fund (ambito_id, id)
);
comment on table spending.carry_over is 'What is left of a fund in a year and goes to the next, by an act.';
comment on column spending.carry_over.year is 'The year that leaves it; the next one has it.';
create index carry_over_fund on spending.carry_over (ambito_id, fund_id, year);
call platform.track('spending.carry_over');
call platform.wall('spending.carry_over');

create table spending.fund_allocation (
  ambito_id uuid not null,
  id uuid not null,
  fund_id uuid not null,
  year smallint not null check (year between 1990 and 2100),
  basis text not null check (basis in ('population', 'quota', 'hand')),
  total_cents bigint not null check (total_cents >= 0),
  population_year smallint,
  act_number text,
  act_on date,
  note text,
  primary key (ambito_id, id),
  unique (ambito_id, fund_id, year),
  foreign key (ambito_id, fund_id) references spending.fund (ambito_id, id)
);
comment on table spending.fund_allocation is 'Riparto: how a year of a fund is shared among the comuni.';
comment on column spending.fund_allocation.basis is 'By residents, by quotas that were agreed, or sum by sum.';
comment on column spending.fund_allocation.population_year is 'Year whose residents on 1 January were counted.';
call platform.track('spending.fund_allocation');
call platform.wall('spending.fund_allocation');

create table spending.fund_share (
  ambito_id uuid not null,
  allocation_id uuid not null,
  comune_id uuid not null,
  weight_thousandths bigint check (weight_thousandths >= 0),
  share_cents bigint not null check (share_cents >= 0),
  primary key (ambito_id, allocation_id, comune_id),
  foreign key (ambito_id, allocation_id) references spending.fund_allocation (ambito_id, id) on delete cascade,
  foreign key (ambito_id, comune_id) references territory.place (ambito_id, id)
);
comment on table spending.fund_share is 'What a comune has of a shared year.';
comment on column spending.fund_share.weight_thousandths is 'Residents or quota of the comune, in thousandths; null where the sum was given by hand.';
call platform.wall('spending.fund_share');

create function spending.fund_allocation_parts(p_ambito uuid, p_id uuid) returns jsonb language sql stable as $$
  select jsonb_build_object('shares', coalesce(
    jsonb_agg(p.name || ': ' || replace(round(s.share_cents / 100.0, 2)::text, '.', ',') order by p.name), '[]'::jsonb))
  from spending.fund_share s
  join territory.place p on p.ambito_id = s.ambito_id and p.id = s.comune_id
  where s.ambito_id = p_ambito and s.allocation_id = p_id
$$;
call platform.track_parts('spending.fund_allocation');
