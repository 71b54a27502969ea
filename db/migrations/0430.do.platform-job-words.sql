-- The step of long work names where it is: the chapter, how many sheets of how many.
alter table platform.job add column note_values jsonb not null default '{}';
comment on column platform.job.note_values is 'Values of the message in note: chapter, sheets done and in all.';
