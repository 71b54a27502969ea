-- A page shows the first of what a walk reaches and how many there are: what it does not show is neither walked from nor read.
-- Each function stands twice, on the text as it is written and on the adopted one, as those of the walk.
do $do$
declare
  side text;
begin
  foreach side in array array['thread', 'thread_shown'] loop
    execute format($make$
-- One step after or before some nodes.
create function thread.links_in_%1$s(direction text, kinds text[], ids uuid[], cut text[])
returns table (of_kind text, of_id uuid, kind text, id uuid, basis text)
language plpgsql stable set plan_cache_mode = 'force_generic_plan' as $$
begin
  if direction = 'after' then
    return query select e.from_kind, e.from_id, e.to_kind, e.to_id, e.basis from %1$s.edge e
      where e.from_kind = any (kinds) and e.from_id = any (ids) and e.from_kind || '>' || e.to_kind <> all (cut);
  else
    return query select e.to_kind, e.to_id, e.from_kind, e.from_id, e.basis from %1$s.edge e
      where e.to_kind = any (kinds) and e.to_id = any (ids) and e.from_kind || '>' || e.to_kind <> all (cut);
  end if;
end $$;

-- The walk both ways, of which at most `few` nodes of a kind are followed, from the start and again further on, first those
-- that come first on a page. Nodes of the kinds in `drawn` are all followed unless they are more than `most_drawn`, since a
-- picture draws each of them. A step that is small enough is taken as it is; of a large one what the reader sees is looked up.
create function thread.unfold_in_%1$s(
  start_kind text, start_id uuid, deepest integer, cut_after text[], cut_before text[], cut_after_then text[],
  cut_before_then text[], drafts boolean, few integer, drawn text[], most_drawn integer
) returns table (direction text, depth integer, of_kind text, of_id uuid, kind text, id uuid, basis text, count bigint)
language plpgsql stable set plan_cache_mode = 'force_generic_plan' as $$
#variable_conflict use_column
declare
  side text;
  kinds text[];
  ids uuid[];
  seen uuid[];
  cut text[];
  used text[];
  of_kinds text[];
  of_ids uuid[];
  next_kinds text[];
  next_ids uuid[];
  bases text[];
  hidden boolean[];
  -- Of each node from which a step is taken, the place on the page of what it hangs on.
  of_places bigint[];
  is_large boolean;
  is_too_much boolean := false;
begin
  foreach side in array array['after', 'before'] loop
    kinds := array[start_kind];
    ids := array[start_id];
    seen := ids;
    used := '{}';
    of_places := '{0}';
    cut := case side when 'after' then cut_after else cut_before end;
    for step in 1 .. deepest loop
      select array_agg(l.of_kind), array_agg(l.of_id), array_agg(l.kind), array_agg(l.id), array_agg(l.basis)
        into of_kinds, of_ids, next_kinds, next_ids, bases
        from (select l.* from thread.links_in_%1$s(side, kinds, ids, cut) l order by array_position(ids, l.of_id)) l;
      exit when next_ids is null;
      select coalesce(bool_or(case when k.kind = any (drawn) and not is_too_much then k.nodes > most_drawn
          else k.links > few - (select count(*) from unnest(used) u (kind) where u.kind = k.kind) end), false)
        into is_large
        from (select f.kind, count(*) as links, count(distinct f.id) as nodes from unnest(next_kinds, next_ids) f (kind, id) group by f.kind) k;
      if is_large then
        with met as materialized (
          select n.kind, n.id, row_number() over (order by n.code, n.detail, n.id) as at
          from thread.nodes_in_%1$s(kinds || next_kinds, ids || next_ids, drafts) n
        ), front as (
          select f.id, row_number() over (order by f.of_place, m.at) as at
          from unnest(ids, of_places) f (id, of_place) join met m on m.id = f.id
        ), much as materialized (
          select is_too_much or exists (
            select from met m where m.kind = any (drawn) and m.id = any (next_ids) group by m.kind having count(*) > most_drawn) as is_so
        ), placed as (
          select f.of_kind, f.of_id, f.kind, f.id, f.basis,
            row_number() over (partition by f.kind order by o.at, m.at, f.basis) as at, o.at as of_at, m.at as own_at
          from unnest(of_kinds, of_ids, next_kinds, next_ids, bases) f (of_kind, of_id, kind, id, basis)
          join front o on o.id = f.of_id join met m on m.id = f.id
        ), room as (
          select u.kind, count(*) as used from unnest(used) u (kind) group by u.kind
        )
        select array_agg(p.of_kind), array_agg(p.of_id), array_agg(p.kind), array_agg(p.id), array_agg(p.basis),
          array_agg(p.at > few - coalesce(p.used, 0) and (p.is_so or p.kind <> all (drawn))), bool_or(p.is_so)
          into of_kinds, of_ids, next_kinds, next_ids, bases, hidden, is_too_much
          from (select p.*, r.used, m.is_so from placed p left join room r on r.kind = p.kind cross join much m
            order by p.of_at, p.own_at) p;
        exit when next_ids is null;
      else
        hidden := array_fill(false, array[cardinality(next_ids)]);
      end if;
      -- What is only counted is told one by one as long as there may be a picture, which counts nothing twice.
      return query
        select side, step, f.of_kind, f.of_id, f.kind, f.id, f.basis, case when f.hidden then 1::bigint end
        from unnest(of_kinds, of_ids, next_kinds, next_ids, bases, hidden) f (of_kind, of_id, kind, id, basis, hidden)
        where not (f.hidden and is_too_much)
        union all
        select side, step, f.of_kind, f.of_id, f.kind, null, null, count(*)
        from unnest(of_kinds, of_ids, next_kinds, hidden) f (of_kind, of_id, kind, hidden)
        where f.hidden and is_too_much group by 3, 4, 5;
      if step > 1 then
        used := used || array(select f.kind from unnest(next_kinds, hidden) f (kind, hidden) where not f.hidden);
      end if;
      select array_agg(n.kind), array_agg(n.id), array_agg(n.of_place) into kinds, ids, of_places from (
        select f.kind, f.id, min(f.place) as place, min(array_position(ids, f.of_id)) as of_place
        from unnest(next_kinds, next_ids, of_ids, hidden) with ordinality f (kind, id, of_id, hidden, place)
        where not f.hidden and f.id <> all (seen) group by f.kind, f.id order by place) n;
      exit when ids is null;
      seen := seen || ids;
      cut := case side when 'after' then cut_after_then else cut_before_then end;
    end loop;
  end loop;
end $$;

-- All that a walk reaches of one kind, nearest first, before the start and then after it; one page of it.
create function thread.reach_in_%1$s(
  start_kind text, start_id uuid, deepest integer, cut_after text[], cut_before text[], cut_after_then text[],
  cut_before_then text[], drafts boolean, wanted text, page integer, page_rows integer
) returns table (
  total integer, kind text, id uuid, code text, owner text, plan text, title text, detail text, amount numeric, place_name text
) language plpgsql stable set plan_cache_mode = 'force_generic_plan' as $$
#variable_conflict use_column
declare
  side text;
  kinds text[];
  ids uuid[];
  seen uuid[];
  cut text[];
  found uuid[] := '{}';
  first integer;
begin
  foreach side in array array['before', 'after'] loop
    kinds := array[start_kind];
    ids := array[start_id];
    seen := ids;
    cut := case side when 'after' then cut_after else cut_before end;
    for step in 1 .. deepest loop
      with next as materialized (
        select distinct l.kind, l.id from thread.links_in_%1$s(side, kinds, ids, cut) l where l.id <> all (seen)
      )
      select array_agg(n.kind), array_agg(n.id) into kinds, ids from thread.nodes_in_%1$s(
        array(select distinct x.kind from next x), array(select x.id from next x), drafts) n;
      exit when ids is null;
      seen := seen || ids;
      found := found || array(
        select n.id from unnest(kinds, ids) with ordinality n (kind, id, place)
        where n.kind = wanted and n.id <> all (found) and n.id <> start_id order by n.place);
      cut := case side when 'after' then cut_after_then else cut_before_then end;
    end loop;
  end loop;
  first := page_rows * (least(page, greatest(1, (cardinality(found) + page_rows - 1) / page_rows)) - 1);
  return query
    select cardinality(found), n.* from unnest(found[first + 1 : first + page_rows]) with ordinality f (id, place)
    join thread.nodes_in_%1$s(array[wanted], found[first + 1 : first + page_rows], drafts) n on n.id = f.id
    order by f.place;
end $$;
    $make$, side);
  end loop;
end $do$;

create function thread.unfold(
  edges regtype, start_kind text, start_id uuid, deepest integer, cut_after text[], cut_before text[], cut_after_then text[],
  cut_before_then text[], drafts boolean, few integer, drawn text[], most_drawn integer
) returns table (direction text, depth integer, of_kind text, of_id uuid, kind text, id uuid, basis text, count bigint)
language plpgsql stable as $$
begin
  if edges::text = 'thread_shown.edge' then
    return query select * from thread.unfold_in_thread_shown(start_kind, start_id, deepest, cut_after, cut_before, cut_after_then,
      cut_before_then, drafts, few, drawn, most_drawn);
  else
    return query select * from thread.unfold_in_thread(start_kind, start_id, deepest, cut_after, cut_before, cut_after_then,
      cut_before_then, drafts, few, drawn, most_drawn);
  end if;
end $$;
comment on function thread.unfold is 'What a page shows of a walk both ways: links to the first few nodes of each kind, and to all those of the kinds that are drawn unless they are more than most_drawn. With a count: links that are not followed, one by one or, without id, all of one kind on one node. edges as for thread.walk.';

create function thread.reach(
  edges regtype, start_kind text, start_id uuid, deepest integer, cut_after text[], cut_before text[], cut_after_then text[],
  cut_before_then text[], drafts boolean, wanted text, page integer, page_rows integer
) returns table (
  total integer, kind text, id uuid, code text, owner text, plan text, title text, detail text, amount numeric, place_name text
) language plpgsql stable as $$
begin
  if edges::text = 'thread_shown.edge' then
    return query select * from thread.reach_in_thread_shown(start_kind, start_id, deepest, cut_after, cut_before, cut_after_then,
      cut_before_then, drafts, wanted, page, page_rows);
  else
    return query select * from thread.reach_in_thread(start_kind, start_id, deepest, cut_after, cut_before, cut_after_then,
      cut_before_then, drafts, wanted, page, page_rows);
  end if;
end $$;
comment on function thread.reach is 'One page of all the nodes of a kind that a walk both ways reaches, nearest first; total says how many there are. edges as for thread.walk.';
