-- What a national file costs a figure. The wall's check read the setting, and made a uuid of its text, once a row: as a
-- subquery it is read once a statement, as the wall of what is read always was.
alter policy ambito_wall on territory.observation with check (ambito_id = (select platform.current_ambito()));
alter policy ambito_wall on territory.age_count with check (ambito_id = (select platform.current_ambito()));
alter policy ambito_wall on territory.place with check (ambito_id = (select platform.current_ambito()));
alter policy ambito_wall on territory.area_comune with check (ambito_id = (select platform.current_ambito()));

-- Ties of figures and their shapes in one reading of the rows of a statement, where there were three.
create function territory.tie_figures() returns trigger language plpgsql as $$
declare
  by_class text := ', age_from, age_to';
  ages text := 'age_from, age_to, false';
  lost bigint;
begin
  if tg_table_name = 'age_count' then
    by_class := '';
    ages := '0, 999, true';
  end if;
  -- Planned anew each time, for as many rows as there are.
  execute format('with told as materialized (
      select grouping(place_id) = 0 as is_place, ambito_id, place_id, dataset_id, variable, category, sex%1$s
      from fresh group by grouping sets ((ambito_id, place_id), (ambito_id, dataset_id, variable, category, sex%1$s))),
    place as (select p.id from territory.place p join told t on t.is_place and t.ambito_id = p.ambito_id and t.place_id = p.id for key share of p),
    named as (select distinct ambito_id, variable from told where not is_place),
    variable as (select v.code from territory.variable v join named n on n.ambito_id = v.ambito_id and n.variable = v.code for key share of v),
    noted as (
      insert into territory.figure_shape (ambito_id, dataset_id, variable, category, sex, age_from, age_to, is_packed)
      select ambito_id, dataset_id, variable, category, sex, %2$s from told where not is_place on conflict do nothing)
    select (select count(*) from told where is_place) - (select count(*) from place)
      + (select count(*) from named) - (select count(*) from variable)', by_class, ages) into lost;
  if lost > 0 then
    raise foreign_key_violation using message = format('%I.%I: %s places or variables that are not there',
      tg_table_schema, tg_table_name, lost), table = tg_table_name, schema = tg_table_schema;
  end if;
  return null;
end $$;
comment on function territory.tie_figures() is 'The foreign keys of figures to places and variables, and the shapes of their datasets, for statements of many rows.';

do $$
declare
  child text;
  event text;
begin
  foreach child in array array['observation', 'age_count'] loop
    foreach event in array array['insert', 'update'] loop
      execute format('drop trigger note_sets_%2$s on territory.%1$I', child, event);
      execute format('drop trigger require_parents_%2$s on territory.%1$I', child, event);
      execute format('create trigger tie_figures_%2$s after %2$s on territory.%1$I referencing new table as fresh
        for each statement execute function territory.tie_figures()', child, event);
    end loop;
  end loop;
end $$;
drop function territory.note_figure_sets();
