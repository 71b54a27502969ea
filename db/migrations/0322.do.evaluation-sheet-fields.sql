-- An outcome sheet asks what its guideline asks: what every guideline asks has a column, the rest is kept here.
alter table evaluation.outcome_sheet add column fields jsonb not null default '{}';
comment on column evaluation.outcome_sheet.fields is 'Answers to fields that only the guideline of its plan asks, by key; <key>Reason for the words beside them.';
