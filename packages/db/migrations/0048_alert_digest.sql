ALTER TABLE "alert_deliveries" DROP CONSTRAINT "alert_deliveries_event";--> statement-breakpoint
ALTER TABLE "alert_channels" ADD COLUMN "digest_at" text;--> statement-breakpoint
ALTER TABLE "alert_channels" ADD COLUMN "digest_zone" text;--> statement-breakpoint
ALTER TABLE "alert_channels" ADD COLUMN "digest_told_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "alert_channels" ADD CONSTRAINT "alert_channels_digest" CHECK (num_nulls("alert_channels"."digest_at", "alert_channels"."digest_zone") in (0, 2));--> statement-breakpoint
ALTER TABLE "alert_deliveries" ADD CONSTRAINT "alert_deliveries_event" CHECK ("event" in ('opened', 'grown', 'ended', 'digest', 'test'));--> statement-breakpoint
GRANT UPDATE (digest_at, digest_zone, digest_told_at) ON alert_channels TO parley_app;