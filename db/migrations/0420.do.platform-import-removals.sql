-- A table that is brought may take rows out, where it says so in as many words: they come back when it is undone.
alter table platform.table_import add column removed_count integer not null default 0;
comment on column platform.table_import.removed_count is 'How many rows of the file took something out.';
alter table platform.table_import_change alter column after drop not null;
alter table platform.table_import_change add constraint table_import_change_told check (before is not null or after is not null);
comment on column platform.table_import_change.after is 'Null for a row that the import took out.';
