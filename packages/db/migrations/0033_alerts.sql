CREATE TABLE "alert_channels" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"target" text NOT NULL,
	"sealed" "bytea",
	"brand_id" text COLLATE "C",
	"location_id" text COLLATE "C",
	"kinds" jsonb NOT NULL,
	"language" text NOT NULL,
	"is_on" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "alert_channels_kind" CHECK ("kind" in ('email', 'slack', 'teams', 'webhook')),
	CONSTRAINT "alert_channels_sealed" CHECK (("alert_channels"."kind" = 'email') = ("alert_channels"."sealed" is null))
);
--> statement-breakpoint
CREATE TABLE "alert_deliveries" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"alert_id" text COLLATE "C",
	"channel_id" text COLLATE "C" NOT NULL,
	"event" text NOT NULL,
	"message" jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_answer" text,
	"last_at" timestamp (3) with time zone,
	"next_at" timestamp (3) with time zone,
	"delivered_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "alert_deliveries_event" CHECK ("event" in ('opened', 'grown', 'ended', 'test')),
	CONSTRAINT "alert_deliveries_state" CHECK ("state" in ('waiting', 'delivered', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"issue_id" text COLLATE "C" NOT NULL,
	"brand_id" text COLLATE "C",
	"location_id" text COLLATE "C",
	"opened_at" timestamp (3) with time zone NOT NULL,
	"opened_size" bigint NOT NULL,
	"grown_at" timestamp (3) with time zone,
	"over_since" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "alert_deliveries" ADD CONSTRAINT "alert_deliveries_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_deliveries" ADD CONSTRAINT "alert_deliveries_channel_id_alert_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."alert_channels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alert_deliveries_once" ON "alert_deliveries" USING btree ("alert_id","channel_id","event");--> statement-breakpoint
CREATE INDEX "alert_deliveries_channel" ON "alert_deliveries" USING btree ("channel_id","created_at","id");--> statement-breakpoint
CREATE INDEX "alert_deliveries_created" ON "alert_deliveries" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_open" ON "alerts" USING btree ("issue_id") WHERE "alerts"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "alerts_ended" ON "alerts" USING btree ("ended_at") WHERE "alerts"."ended_at" is not null;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON alerts, alert_deliveries TO parley_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON alert_channels TO parley_app;
--> statement-breakpoint
GRANT UPDATE (name, target, sealed, kinds, language, is_on, version, updated_at, deleted_at) ON alert_channels TO parley_app;
--> statement-breakpoint
-- Alerts are on for owners from the beginning: they are told once a mail server is set.
INSERT INTO alert_channels (id, kind, name, target, kinds, language, created_at, updated_at)
VALUES ('alc_owners', 'email', 'Owners', 'owners',
  '["not_placed", "needs_person", "pos", "mapping", "menu", "signature", "gateway"]', 'en', now(), now());
