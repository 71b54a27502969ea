-- A text that was adopted is written again while its readers still read it as it was adopted. Beside each table of such a
-- text stands one with its adopted rows, and a view that gives these while they differ from the working ones; beside each
-- view on those tables, the same view on them. A reader of the adopted text reads <domain>_shown.<table> for <domain>.<table>.
alter table platform.ambito add column shows_frozen boolean not null default false;
comment on column platform.ambito.shows_frozen is 'A text here is being amended: who does not work here reads it as it was adopted. Kept by platform.frozen_root.';

create table platform.text_table (
  name text primary key,
  root_column text not null,
  parent text,
  parent_column text,
  running text[] not null default '{}',
  written text[],
  position integer not null unique
);
comment on table platform.text_table is 'Tables whose rows are a text that is adopted as a whole. The same for every ambito; the schemas of names that end in _shown are made from it.';
comment on column platform.text_table.root_column is 'Column that names the whole (the plan), in the table itself or, where it has one, in its parent.';
comment on column platform.text_table.parent_column is 'Column of the table that is the id of its parent.';
comment on column platform.text_table.running is 'Columns that go on while the text is still: they are always the present ones.';
comment on column platform.text_table.written is 'Of the whole itself: its only columns that are text.';
grant select on platform.text_table to trama_app;

create table platform.frozen_root (
  ambito_id uuid not null references platform.ambito,
  root_id uuid not null,
  rows jsonb not null,
  primary key (ambito_id, root_id)
);
comment on table platform.frozen_root is 'Wholes whose text is being amended, each with its adopted rows by table.';
call platform.wall('platform.frozen_root');
revoke update on platform.frozen_root from trama_app;

create function platform.note_frozen() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare one uuid := case tg_op when 'DELETE' then old.ambito_id else new.ambito_id end;
begin
  update platform.ambito set shows_frozen = exists (select from platform.frozen_root f where f.ambito_id = one) where id = one;
  return null;
end $$;
create trigger note_frozen after insert or delete on platform.frozen_root for each row execute function platform.note_frozen();

create procedure platform.fill_shown(p_root uuid) language plpgsql as $$
declare
  one record;
  kept jsonb;
  columns text;
begin
  for one in select name, replace(name, '.', '_shown.') || '_frozen' as frozen from platform.text_table order by position loop
    select rows -> one.name into kept from platform.frozen_root where root_id = p_root;
    continue when kept is null or jsonb_array_length(kept) = 0;
    -- Columns that came after the text was frozen have their default.
    select string_agg(quote_ident(a.attname), ', ') into columns from pg_attribute a
    where a.attrelid = one.frozen::regclass and a.attnum > 0 and not a.attisdropped and a.attname <> 'root_id' and (kept -> 0) ? a.attname;
    execute format('insert into %1$s (root_id, %2$s) select $1, %2$s from jsonb_populate_recordset(null::%1$s, $2)', one.frozen, columns)
      using p_root, kept;
  end loop;
end $$;

create function platform.freeze_text(p_root uuid, p_rows jsonb) returns void language plpgsql as $$
begin
  insert into platform.frozen_root (root_id, rows) values (p_root, p_rows);
  call platform.fill_shown(p_root);
end $$;
comment on function platform.freeze_text is 'From here on who reads the adopted text of this whole reads these rows ({table: [rows]}).';

create function platform.thaw_text(p_root uuid) returns void language plpgsql as $$
declare one record;
begin
  for one in select replace(name, '.', '_shown.') || '_frozen' as frozen from platform.text_table loop
    execute format('delete from %s where root_id = $1', one.frozen) using p_root;
  end loop;
  delete from platform.frozen_root where root_id = p_root;
end $$;
comment on function platform.thaw_text is 'From here on everyone reads the working rows again.';

create procedure platform.drop_shown() language plpgsql as $$
declare one text;
begin
  for one in select nspname from pg_namespace where nspname like '%\_shown' loop
    execute format('drop schema %I cascade', one);
  end loop;
end $$;
comment on procedure platform.drop_shown is 'Takes away what make_shown() made, so that migrations may change the tables.';

create procedure platform.make_shown() language plpgsql set search_path = pg_catalog as $$
declare
  one record;
  columns text;
  frozen_columns text;
  key_join text;
  definition text;
  made oid[] := '{}';
  waiting oid[];
  next oid;
  part record;
begin
  for one in select t.*, split_part(t.name, '.', 1) || '_shown' as schema, replace(t.name, '.', '_shown.') as view,
      replace(t.name, '.', '_shown.') || '_frozen' as frozen, t.name::regclass as base
    from platform.text_table t order by t.position loop
    execute format('create schema if not exists %I', one.schema);
    execute format('grant usage on schema %I to trama_app', one.schema);
    execute format('create table %s (like %s including defaults)', one.frozen, one.base);
    for part in select attname from pg_attribute where attrelid = one.base and attnum > 0 and not attisdropped and attnotnull loop
      execute format('alter table %s alter column %I drop not null', one.frozen, part.attname);
    end loop;
    execute format('alter table %s add column root_id uuid not null', one.frozen);
    execute format('alter table %s add %s', one.frozen,
      (select pg_get_constraintdef(oid) from pg_constraint where conrelid = one.base and contype = 'p'));
    for part in select pg_get_indexdef(indexrelid) as ddl from pg_index where indrelid = one.base and not indisprimary loop
      execute replace(part.ddl, format(' ON %s USING ', one.base), format(' ON %s USING ', one.frozen));
    end loop;
    execute format('create index on %s (ambito_id, root_id)', one.frozen);
    call platform.wall(one.frozen::regclass);
    execute format('comment on table %s is %L', one.frozen, 'Adopted rows of ' || one.name || ' whose text is being amended.');

    select string_agg(format('t.%I', attname), ', ' order by attnum),
      string_agg(case
        when one.written is not null and attname = any (one.written) then format('case when f.id is null then t.%1$I else f.%1$I end', attname)
        when one.written is not null then format('t.%I', attname)
        when attname = any (one.running) then format('case when t.ambito_id is null then f.%1$I else t.%1$I end', attname)
        else format('f.%I', attname) end || format(' as %I', attname), ', ' order by attnum)
      into columns, frozen_columns
      from pg_attribute where attrelid = one.base and attnum > 0 and not attisdropped;
    select string_agg(format('t.%1$I = f.%1$I', a.attname), ' and ') into key_join
      from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
      where k.conrelid = one.base and k.contype = 'p';
    if one.written is not null then
      execute format('create view %s with (security_invoker = true) as select %s from %s t left join %s f on %s',
        one.view, frozen_columns, one.base, one.frozen, key_join);
    else
      execute format('create view %s with (security_invoker = true) as select %s from %s t %s where %s.%I <> all (array(select root_id from platform.frozen_root))
        union all select %s from %s f %s',
        one.view, columns, one.base,
        case when one.parent is null then '' else format('join %s r on r.ambito_id = t.ambito_id and r.id = t.%I', one.parent, one.parent_column) end,
        case when one.parent is null then 't' else 'r' end, one.root_column,
        frozen_columns, one.frozen,
        case when one.running = '{}' then '' else format('left join %s t on %s', one.base, key_join) end);
    end if;
    execute format('grant select on %s to trama_app', one.view);
    made := made || one.base::oid;
  end loop;

  -- Views on those tables, and views on these, each after what it reads.
  with recursive reads as (
    select distinct r.ev_class as reader, d.refobjid as source
    from pg_depend d join pg_rewrite r on r.oid = d.objid join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
    where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass and r.ev_class <> d.refobjid and n.nspname not like '%\_shown'
  ), found as (
    select reader from reads where source = any (made) union select reads.reader from reads join found on found.reader = reads.source
  ) select coalesce(array_agg(reader order by reader), '{}') into waiting from found;
  while cardinality(waiting) > 0 loop
    select w into next from unnest(waiting) w where not exists (
      select from pg_depend d join pg_rewrite r on r.oid = d.objid
      where r.ev_class = w and d.refobjid = any (waiting) and d.refobjid <> w) order by w limit 1;
    definition := pg_get_viewdef(next);
    for part in select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = any (made) loop
      definition := regexp_replace(definition, format('\m%s\.%s\M', part.schema, part.name), format('%s_shown.%s', part.schema, part.name), 'g');
    end loop;
    for part in select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = next loop
      execute format('create schema if not exists %I', part.schema || '_shown');
      execute format('grant usage on schema %I to trama_app', part.schema || '_shown');
      execute format('create view %I.%I with (security_invoker = true) as %s', part.schema || '_shown', part.name, definition);
      execute format('grant select on %I.%I to trama_app', part.schema || '_shown', part.name);
    end loop;
    made := made || next;
    waiting := array_remove(waiting, next);
  end loop;

  for one in select id from platform.ambito where shows_frozen loop
    perform set_config('app.ambito_id', one.id::text, true);
    for part in select root_id from platform.frozen_root loop
      call platform.fill_shown(part.root_id);
    end loop;
  end loop;
  perform set_config('app.ambito_id', '', true);
end $$;
comment on procedure platform.make_shown is 'Makes the adopted side of every table of platform.text_table, and fills it. Called after migrations.';
