-- Plans are kept until a table is analysed. One that was made for a few rows may take any index that begins with the tenant, and
-- reads all of that tenant's rows when there are many: 50,000 messages queued at once took the next one fifteen seconds. A
-- table that became ten times as large is analysed within seconds instead of minutes. A definer function, because the server
-- owns no table; it takes nothing.
create function analyze_grown() returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  grown regclass; made integer := 0;
begin
  if not pg_try_advisory_xact_lock(hashtext('analyze_grown')) then return 0; end if;
  for grown in
    select s.relid::regclass from pg_stat_user_tables s join pg_class c on c.oid = s.relid
    where s.schemaname = 'public' and s.n_live_tup > 10 * greatest(c.reltuples, 50)
  loop
    execute format('analyze (skip_locked) %s', grown);
    made := made + 1;
  end loop;
  return made;
end $$;
revoke all on function analyze_grown() from public;
grant execute on function analyze_grown() to tawsil_system;
