CREATE TABLE "former_pos" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"location_id" text COLLATE "C" NOT NULL,
	"pos_account" text COLLATE "C" NOT NULL,
	"pos_kind" text NOT NULL,
	"pos_settings" jsonb NOT NULL,
	"pos_secret" "bytea",
	"ended_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "pos_link" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "pos_link" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "pos_account" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "pos_link" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "former_pos" ADD CONSTRAINT "former_pos_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "former_pos_location" ON "former_pos" USING btree ("location_id","ended_at");--> statement-breakpoint
CREATE TRIGGER former_pos_append_only BEFORE UPDATE OR DELETE ON former_pos FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER former_pos_no_truncate BEFORE TRUNCATE ON former_pos FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT, INSERT ON former_pos TO parley_app;
