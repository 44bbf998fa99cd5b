ALTER TABLE "retention_progress" DROP CONSTRAINT "retention_progress_kind";--> statement-breakpoint
ALTER TABLE "retention_progress" ADD CONSTRAINT "retention_progress_kind" CHECK ("kind" in ('bodies', 'exchanges', 'guests', 'refused_guests', 'pos_events'));--> statement-breakpoint
CREATE OR REPLACE TRIGGER pos_events_append_only BEFORE UPDATE ON pos_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT DELETE ON pos_events TO parley_app;