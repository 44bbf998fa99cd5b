CREATE TABLE "store_watches" (
	"location_id" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"brand_id" text COLLATE "C" NOT NULL,
	"since_at" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL,
	"out_of" integer,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "store_watches_location_id_kind_pk" PRIMARY KEY("location_id","kind"),
	CONSTRAINT "store_watches_kind" CHECK ("kind" in ('store_silent', 'answers_late'))
);
--> statement-breakpoint
ALTER TABLE "store_watches" ADD CONSTRAINT "store_watches_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store_watches" ADD CONSTRAINT "store_watches_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON store_watches TO parley_app;