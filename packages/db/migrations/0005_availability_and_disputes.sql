CREATE TABLE "availability" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"location_id" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"item_id" text COLLATE "C" NOT NULL,
	"source" text NOT NULL,
	"is_available" boolean NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone,
	"reason" text,
	"set_by" text NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text,
	CONSTRAINT "availability_kind" CHECK ("availability"."kind" in ('product', 'modifier')),
	CONSTRAINT "availability_source" CHECK ("availability"."source" in ('operator', 'pos')),
	CONSTRAINT "availability_operator_takes_off" CHECK ("availability"."source" = 'pos' or not "availability"."is_available")
);
--> statement-breakpoint
CREATE TABLE "pos_events" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"location_id" text COLLATE "C" NOT NULL,
	"message_id" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"detail" jsonb,
	CONSTRAINT "pos_events_message" UNIQUE("location_id","message_id")
);
--> statement-breakpoint
DROP INDEX "orders_due";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "disputed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "dispute" text;--> statement-breakpoint
ALTER TABLE "availability" ADD CONSTRAINT "availability_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pos_events" ADD CONSTRAINT "pos_events_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "availability_live" ON "availability" USING btree ("location_id","kind","item_id","source") WHERE "availability"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "availability_history" ON "availability" USING btree ("location_id","from_at");--> statement-breakpoint
CREATE INDEX "pos_events_recent" ON "pos_events" USING btree ("location_id","received_at");--> statement-breakpoint
CREATE INDEX "orders_disputed" ON "orders" USING btree ("disputed_at","id") WHERE "orders"."disputed_at" is not null;--> statement-breakpoint
CREATE INDEX "orders_due" ON "orders" USING btree ("location_id","due_at") WHERE "orders"."state" in ('received', 'unknown');--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_dispute_has_time" CHECK (("orders"."disputed_at" is null) = ("orders"."dispute" is null));
--> statement-breakpoint
CREATE TRIGGER pos_events_append_only BEFORE UPDATE OR DELETE ON pos_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER pos_events_no_truncate BEFORE TRUNCATE ON pos_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION notify_availability() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('parley_changed', 'availability:' || new.location_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER availability_changed AFTER INSERT OR UPDATE ON availability FOR EACH ROW EXECUTE FUNCTION notify_availability();
--> statement-breakpoint
GRANT SELECT, INSERT ON availability, pos_events TO parley_app;
--> statement-breakpoint
GRANT UPDATE ON availability TO parley_app;
