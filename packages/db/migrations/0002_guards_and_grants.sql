-- What happened is never rewritten: neither by the API, which has no grant for it, nor by the owner.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', tg_table_name, tg_op USING ERRCODE = 'PA001';
END $$;
--> statement-breakpoint
CREATE TRIGGER attempts_append_only BEFORE UPDATE OR DELETE ON attempts FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER attempts_no_truncate BEFORE TRUNCATE ON attempts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER attempt_results_append_only BEFORE UPDATE OR DELETE ON attempt_results FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER attempt_results_no_truncate BEFORE TRUNCATE ON attempt_results FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER order_events_append_only BEFORE UPDATE OR DELETE ON order_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER order_events_no_truncate BEFORE TRUNCATE ON order_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Caches in every process follow these. Equal payloads of one transaction arrive once.
CREATE FUNCTION notify_connections() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('parley_changed', 'connections');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER connections_changed AFTER INSERT OR UPDATE OR DELETE ON connections FOR EACH ROW EXECUTE FUNCTION notify_connections();
--> statement-breakpoint
-- Not for last_used_at, which changes once a minute.
CREATE TRIGGER connection_secrets_changed AFTER INSERT OR DELETE OR UPDATE OF sealed, state, ends_at ON connection_secrets FOR EACH ROW EXECUTE FUNCTION notify_connections();
--> statement-breakpoint
CREATE FUNCTION notify_mappings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('parley_changed', 'mappings:' || coalesce(new.connection_id, old.connection_id));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER organization_mappings_changed AFTER INSERT OR UPDATE OR DELETE ON organization_mappings FOR EACH ROW EXECUTE FUNCTION notify_mappings();
--> statement-breakpoint
CREATE TRIGGER location_mappings_changed AFTER INSERT OR UPDATE OR DELETE ON location_mappings FOR EACH ROW EXECUTE FUNCTION notify_mappings();
--> statement-breakpoint
CREATE FUNCTION notify_menus() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('parley_changed', 'menus:' || coalesce(new.location_id, old.location_id));
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Not for confirmed_at: the content is the same.
CREATE TRIGGER menus_changed AFTER INSERT OR DELETE OR UPDATE OF is_current ON menus FOR EACH ROW EXECUTE FUNCTION notify_menus();
--> statement-breakpoint
CREATE FUNCTION notify_locations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('parley_changed', 'locations:' || coalesce(new.id, old.id));
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Whatever an operator changes counts the version up; the pull's own columns do not.
CREATE TRIGGER locations_changed AFTER INSERT OR DELETE OR UPDATE OF version ON locations FOR EACH ROW EXECUTE FUNCTION notify_locations();
--> statement-breakpoint
-- A pull that was asked for wakes the refresher at once.
CREATE TRIGGER locations_menu_due AFTER UPDATE OF menu_pull_due_at ON locations FOR EACH ROW
  WHEN (new.menu_pull_due_at < old.menu_pull_due_at OR (old.menu_pull_due_at IS NULL AND new.menu_pull_due_at IS NOT NULL))
  EXECUTE FUNCTION notify_locations();
--> statement-breakpoint
-- Wakes the dispatchers. Only the states that they serve: a NOTIFY holds a lock of the whole server until its
-- commit has reached the disk, which halved the rate of orders, so all other states are announced by the
-- process that wrote them, in batches, after their commit.
CREATE FUNCTION notify_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('parley_orders', new.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER orders_queued AFTER INSERT OR UPDATE OF state ON orders FOR EACH ROW
  WHEN (new.state IN ('received', 'unknown')) EXECUTE FUNCTION notify_orders();
--> statement-breakpoint
-- Grants: all may be read and added to; what changes is named; what is deleted is sessions and the like.
GRANT USAGE ON SCHEMA public TO parley_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO parley_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO parley_app;
--> statement-breakpoint
GRANT UPDATE ON connections, connection_secrets, brands, locations, organization_mappings, location_mappings,
  unmapped_ids, menus, orders, order_payloads, operators, operator_sessions, operator_accounts,
  operator_verifications, auth_rate_limits, operator_api_keys TO parley_app;
--> statement-breakpoint
GRANT DELETE ON operator_sessions, operator_accounts, operator_verifications, auth_rate_limits,
  operator_grants TO parley_app;
