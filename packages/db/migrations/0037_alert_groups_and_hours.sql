ALTER TABLE "alert_channels" ADD COLUMN "quiet_from" text;--> statement-breakpoint
ALTER TABLE "alert_channels" ADD COLUMN "quiet_to" text;--> statement-breakpoint
ALTER TABLE "alert_channels" ADD COLUMN "quiet_zone" text;--> statement-breakpoint
ALTER TABLE "alert_channels" ADD COLUMN "tells_orders_at_night" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "alert_channels" ADD COLUMN "delay_min" integer;--> statement-breakpoint
ALTER TABLE "alert_deliveries" ADD COLUMN "grouped_in" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "alert_deliveries_grouped" ON "alert_deliveries" USING btree ("grouped_in") WHERE "alert_deliveries"."grouped_in" is not null;--> statement-breakpoint
ALTER TABLE "alert_channels" ADD CONSTRAINT "alert_channels_quiet" CHECK (num_nulls("alert_channels"."quiet_from", "alert_channels"."quiet_to", "alert_channels"."quiet_zone") in (0, 3));