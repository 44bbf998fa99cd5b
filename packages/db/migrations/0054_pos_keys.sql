CREATE TABLE "pos_keys" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"location_id" text COLLATE "C" NOT NULL,
	"key_index" text NOT NULL,
	"made_at" timestamp (3) with time zone,
	"made_by" text COLLATE "C",
	"last_used_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "pos_keys_author" CHECK ("pos_keys"."made_by" is null or "pos_keys"."made_at" is not null)
);
--> statement-breakpoint
ALTER TABLE "pos_keys" ADD CONSTRAINT "pos_keys_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "pos_keys_key" ON "pos_keys" USING btree ("location_id","key_index");--> statement-breakpoint
CREATE INDEX "pos_keys_ends" ON "pos_keys" USING btree ("ends_at") WHERE "pos_keys"."retired_at" is null;--> statement-breakpoint
GRANT SELECT, INSERT ON pos_keys TO parley_app;
--> statement-breakpoint
GRANT UPDATE (made_at, made_by, last_used_at, ends_at, retired_at) ON pos_keys TO parley_app;