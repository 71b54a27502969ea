-- With a national table there are eight thousand places: what a form offers, and a history names, are those near the ambito.
create view territory.near_place with (security_invoker = true) as
  select p.ambito_id, p.id, p.kind, p.code, p.name
  from territory.place p
  where p.kind in ('ambito', 'area', 'comune', 'healthDistrict')
    or p.kind in ('province', 'region', 'country') and (
      p.id in (
        select a.area_id from territory.place c
        join territory.area_comune a on a.ambito_id = c.ambito_id and a.comune_id = c.id
        where c.kind = 'comune')
      -- Added by hand, without its comuni.
      or not exists (select from territory.area_comune a where a.ambito_id = p.ambito_id and a.area_id = p.id));
comment on view territory.near_place is 'Places that the work of an ambito speaks of: its own, and the provinces, regions and country that hold them; not those that came with a national table';
comment on column territory.near_place.kind is 'As in territory.place, without otherComune';
grant select on territory.near_place to trama_app;
