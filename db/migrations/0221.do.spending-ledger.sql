-- For which service and in which comune a line is spent, and what was committed and paid of it.
alter table spending.budget_line
  add column service_id uuid,
  add column comune_id uuid,
  add foreign key (ambito_id, service_id) references services.service (ambito_id, id),
  add foreign key (ambito_id, comune_id) references territory.place (ambito_id, id);
comment on column spending.budget_line.service_id is 'The service that it pays, where one is named.';
comment on column spending.budget_line.comune_id is 'The comune in which it is spent, where it is one alone.';

create table spending.ledger_import (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  kind text not null check (kind in ('commitment', 'payment')),
  file_name text not null,
  row_count integer not null,
  imported_at timestamptz not null default now(),
  imported_by uuid,
  undone_at timestamptz,
  undone_reason text,
  primary key (ambito_id, id)
);
comment on table spending.ledger_import is 'Files of commitments or payments that were taken in, whole; undoing one reverses every row that it brought.';
call platform.wall('spending.ledger_import');

create table spending.commitment (
  ambito_id uuid not null,
  id uuid not null,
  budget_line_id uuid not null,
  committed_cents bigint not null check (committed_cents <> 0),
  committed_on date not null,
  act_number text not null,
  organisation_id uuid,
  payee text,
  purpose text,
  over_line_reason text,
  reverses_id uuid,
  reason text,
  import_id uuid,
  entered_at timestamptz not null default now(),
  entered_by uuid,
  primary key (ambito_id, id),
  foreign key (ambito_id, budget_line_id) references spending.budget_line (ambito_id, id),
  foreign key (ambito_id, organisation_id) references governance.organisation (ambito_id, id),
  foreign key (ambito_id, reverses_id) references spending.commitment (ambito_id, id),
  foreign key (ambito_id, import_id) references spending.ledger_import (ambito_id, id),
  check ((committed_cents < 0) = (reverses_id is not null)),
  check (reverses_id is null or reason is not null)
);
comment on table spending.commitment is 'Impegni: rows are only ever added. A correction is a row of its own that takes away, with its reason.';
comment on column spending.commitment.committed_cents is 'Cents of euro; below nil only in what takes away from another row.';
comment on column spending.commitment.payee is 'Who receives it, where it is no organisation of the network; never a person in need.';
comment on column spending.commitment.over_line_reason is 'Why more was committed than the line gives; null where it was not.';
comment on column spending.commitment.reverses_id is 'The commitment from which this row takes away.';
create index commitment_line on spending.commitment (ambito_id, budget_line_id);
create index commitment_reverses on spending.commitment (ambito_id, reverses_id);
create index commitment_import on spending.commitment (ambito_id, import_id);
call platform.wall('spending.commitment');

create table spending.payment (
  ambito_id uuid not null,
  id uuid not null,
  commitment_id uuid not null,
  paid_cents bigint not null check (paid_cents <> 0),
  paid_on date not null,
  act_number text not null,
  note text,
  reverses_id uuid,
  reason text,
  import_id uuid,
  entered_at timestamptz not null default now(),
  entered_by uuid,
  primary key (ambito_id, id),
  foreign key (ambito_id, commitment_id) references spending.commitment (ambito_id, id),
  foreign key (ambito_id, reverses_id) references spending.payment (ambito_id, id),
  foreign key (ambito_id, import_id) references spending.ledger_import (ambito_id, id),
  check ((paid_cents < 0) = (reverses_id is not null)),
  check (reverses_id is null or reason is not null)
);
comment on table spending.payment is 'Pagamenti of a commitment: rows are only ever added, as for commitments.';
comment on column spending.payment.paid_cents is 'Cents of euro; below nil only in what takes away from another row.';
comment on column spending.payment.act_number is 'Number of the payment order (mandato).';
create index payment_commitment on spending.payment (ambito_id, commitment_id);
create index payment_reverses on spending.payment (ambito_id, reverses_id);
create index payment_import on spending.payment (ambito_id, import_id);
call platform.wall('spending.payment');

-- Nothing is edited silently: not even the application could.
revoke update, delete on spending.commitment, spending.payment from trama_app;
revoke delete on spending.ledger_import from trama_app;

create view spending.line_money with (security_invoker = true) as
  select b.ambito_id, b.id as budget_line_id, b.objective_id, b.fund_id, b.year, b.allocated_cents,
    coalesce(c.cents, 0)::bigint as committed_cents, coalesce(p.cents, 0)::bigint as paid_cents
  from spending.budget_line b
  left join (
    select ambito_id, budget_line_id, sum(committed_cents) as cents from spending.commitment group by 1, 2
  ) c on c.ambito_id = b.ambito_id and c.budget_line_id = b.id
  left join (
    select i.ambito_id, i.budget_line_id, sum(y.paid_cents) as cents
    from spending.payment y join spending.commitment i on i.ambito_id = y.ambito_id and i.id = y.commitment_id
    group by 1, 2
  ) p on p.ambito_id = b.ambito_id and p.budget_line_id = b.id;
comment on view spending.line_money is 'Every budget line with what was committed and paid of it, reversals taken away.';
grant select on spending.line_money to trama_app;
