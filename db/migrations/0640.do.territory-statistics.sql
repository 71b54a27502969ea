-- A national table makes tables a hundred times longer: until PostgreSQL counts them by itself, a minute later, it plans
-- pages as if they were short, and the home page reads all of Italy for 27 comuni. ANALYZE is the owner's to call.
create function territory.count_figures_anew() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  analyze territory.observation;
  analyze territory.age_count;
  analyze territory.place;
  analyze territory.area_comune;
end $$;
comment on function territory.count_figures_anew() is 'Tells the planner how long the tables of figures and places are now';
revoke all on function territory.count_figures_anew() from public;
grant execute on function territory.count_figures_anew() to trama_app;
