-- What the nodes of a walk are. Sent as a statement of its own this is planned anew at each page, which takes as long as
-- reading nine hundred of them: here it is planned once a connection, as the walk itself is. The function stands twice, on
-- the text as it is written and on the adopted one.
do $do$
declare
  side text;
begin
  foreach side in array array['thread', 'thread_shown'] loop
    execute format($make$
create function thread.nodes_in_%1$s(kinds text[], ids uuid[], drafts boolean) returns table (
  kind text, id uuid, code text, owner text, plan text, title text, detail text, amount numeric, place_name text
) language plpgsql stable set plan_cache_mode = 'force_generic_plan' as $$
begin
  return query
    select n.kind, n.id, n.code, n.owner, p.code, n.title, n.detail, n.amount, pl.name
    from %1$s.node n
    left join %1$s.plan p on p.id = n.plan_id
    left join territory.place pl on pl.id = n.place_id
    where n.kind = any (kinds) and n.id = any (ids)
      and (drafts or not n.is_internal and (n.plan_id is null or p.is_public))
    order by n.kind, n.code, n.detail, n.id;
end $$;
    $make$, side);
  end loop;
end $do$;

create function thread.nodes(edges regtype, kinds text[], ids uuid[], drafts boolean) returns table (
  kind text, id uuid, code text, owner text, plan text, title text, detail text, amount numeric, place_name text
) language plpgsql stable as $$
begin
  if edges::text = 'thread_shown.edge' then
    return query select * from thread.nodes_in_thread_shown(kinds, ids, drafts);
  else
    return query select * from thread.nodes_in_thread(kinds, ids, drafts);
  end if;
end $$;
comment on function thread.nodes is 'What these nodes are, in the order of the thread; not those that were withdrawn, nor, without drafts, what only who works in the ambito may see. edges as for thread.walk.';
