CREATE TABLE "feed_origin" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"system_identifier" text NOT NULL,
	CONSTRAINT "feed_origin_one_row" CHECK ("feed_origin"."is_only")
);
--> statement-breakpoint
INSERT INTO feed_origin (system_identifier) SELECT system_identifier::text FROM pg_control_system();
--> statement-breakpoint
-- In two steps: with its default, the column would be written into every row that is there.
ALTER TABLE "order_events" ADD COLUMN "tx" "xid8";--> statement-breakpoint
ALTER TABLE "exchanges" ADD COLUMN "tx" "xid8";--> statement-breakpoint
ALTER TABLE "order_events" ALTER COLUMN "tx" SET DEFAULT pg_current_xact_id();--> statement-breakpoint
ALTER TABLE "exchanges" ALTER COLUMN "tx" SET DEFAULT pg_current_xact_id();--> statement-breakpoint
-- Only `migrate` writes it.
GRANT SELECT ON feed_origin TO parley_app;
