-- Who sits in a network, who signed an agreement, the figures of a service: rows without a history of their own, written
-- anew each time their record is saved. They are part of what the record was, so its former state takes them along.
-- A record whose table has parts has a function beside it, <schema>.<table>_parts(ambito, id), that gives them as jsonb
-- under names that no column has.
create function platform.keep_history_with_parts() returns trigger language plpgsql as $$
declare
  former jsonb := to_jsonb(old);
  parts jsonb;
begin
  execute format('select %I.%I($1, $2)', tg_table_schema, tg_table_name || '_parts')
    into parts using old.ambito_id, (former ->> 'id')::uuid;
  former := former || parts;
  insert into platform.history (ambito_id, table_name, row_key, version, changed_by, operation, before, reason)
  values (old.ambito_id, tg_table_schema || '.' || tg_table_name, former ->> 'id', (former ->> 'version')::integer,
          platform.current_account(), lower(tg_op), former, nullif(current_setting('app.reason', true), ''));
  return old;
end $$;

-- An update is kept when the row has changed and its parts not yet; a removal before the parts go with it.
create procedure platform.track_parts(target regclass) language plpgsql as $$
begin
  execute format('drop trigger keep_history on %s', target);
  execute format('create trigger keep_history after update on %s for each row execute function platform.keep_history_with_parts()', target);
  execute format('create trigger keep_history_of_removed before delete on %s for each row execute function platform.keep_history_with_parts()', target);
end $$;
comment on procedure platform.track_parts is 'For a table that track() has: its history also tells the rows that hang on it.';

create function governance.network_parts(p_ambito uuid, p_id uuid) returns jsonb language sql stable as $$
  select jsonb_build_object('members', coalesce(
    jsonb_agg(o.name || coalesce(' (' || m.role || ')', '') order by m.position, o.name), '[]'::jsonb))
  from governance.network_member m
  join governance.organisation o on o.ambito_id = m.ambito_id and o.id = m.organisation_id
  where m.ambito_id = p_ambito and m.network_id = p_id
$$;
call platform.track_parts('governance.network');

create function governance.agreement_parts(p_ambito uuid, p_id uuid) returns jsonb language sql stable as $$
  select jsonb_build_object('parties', coalesce(
    jsonb_agg(o.name || coalesce(' (' || p.role || ')', '') order by p.position, o.name), '[]'::jsonb))
  from governance.agreement_party p
  join governance.organisation o on o.ambito_id = p.ambito_id and o.id = p.organisation_id
  where p.ambito_id = p_ambito and p.agreement_id = p_id
$$;
call platform.track_parts('governance.agreement');

create function services.service_parts(p_ambito uuid, p_id uuid) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'providers', coalesce((
      select jsonb_agg(o.name || coalesce(' (' || p.role || ')', '') order by p.position, o.name)
      from services.service_provider p
      join governance.organisation o on o.ambito_id = p.ambito_id and o.id = p.organisation_id
      where p.ambito_id = p_ambito and p.service_id = p_id), '[]'::jsonb),
    'figures', coalesce((
      select jsonb_agg(jsonb_build_object('measure', f.measure, 'value', f.value, 'unit', f.unit, 'period', f.period)
        order by f.position, f.measure, f.period)
      from services.service_figure f
      where f.ambito_id = p_ambito and f.service_id = p_id), '[]'::jsonb))
$$;
call platform.track_parts('services.service');

create function evaluation.outcome_sheet_parts(p_ambito uuid, p_id uuid) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'actions', coalesce((
      select jsonb_agg(jsonb_build_object('text', a.text, 'state', a.state, 'kind', a.kind, 'note', a.note) order by a.position)
      from evaluation.outcome_action a
      where a.ambito_id = p_ambito and a.outcome_sheet_id = p_id), '[]'::jsonb),
    'continues_in', coalesce((
      select jsonb_agg(o.code order by o.position, o.code)
      from evaluation.outcome_continuity c
      join plan.objective o on o.ambito_id = c.ambito_id and o.id = c.objective_id
      where c.ambito_id = p_ambito and c.outcome_sheet_id = p_id), '[]'::jsonb))
$$;
call platform.track_parts('evaluation.outcome_sheet');
