-- One notice for each statement and connection, not one for each row: an import writes a hundred thousand rows, and
-- the function for each of them took a fifth of its time.
CREATE FUNCTION notify_changed_mappings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('parley_changed', 'mappings:' || connection_id) FROM (SELECT DISTINCT connection_id FROM changed) c;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER organization_mappings_changed ON organization_mappings;
--> statement-breakpoint
DROP TRIGGER location_mappings_changed ON location_mappings;
--> statement-breakpoint
DROP FUNCTION notify_mappings();
--> statement-breakpoint
CREATE TRIGGER organization_mappings_inserted AFTER INSERT ON organization_mappings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION notify_changed_mappings();
--> statement-breakpoint
CREATE TRIGGER organization_mappings_updated AFTER UPDATE ON organization_mappings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION notify_changed_mappings();
--> statement-breakpoint
CREATE TRIGGER organization_mappings_deleted AFTER DELETE ON organization_mappings REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION notify_changed_mappings();
--> statement-breakpoint
CREATE TRIGGER location_mappings_inserted AFTER INSERT ON location_mappings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION notify_changed_mappings();
--> statement-breakpoint
CREATE TRIGGER location_mappings_updated AFTER UPDATE ON location_mappings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION notify_changed_mappings();
--> statement-breakpoint
CREATE TRIGGER location_mappings_deleted AFTER DELETE ON location_mappings REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION notify_changed_mappings();
