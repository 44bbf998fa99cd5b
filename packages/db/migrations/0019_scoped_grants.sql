CREATE TABLE "operator_scoped_grants" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"operator_id" text COLLATE "C" NOT NULL,
	"role" text NOT NULL,
	"brand_id" text COLLATE "C",
	"location_id" text COLLATE "C",
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "operator_scoped_grants_key" UNIQUE NULLS NOT DISTINCT("operator_id","role","brand_id","location_id"),
	CONSTRAINT "operator_scoped_grants_role" CHECK ("operator_scoped_grants"."role" in ('support', 'engineer', 'viewer')),
	CONSTRAINT "operator_scoped_grants_place" CHECK (case when "operator_scoped_grants"."location_id" is null then "operator_scoped_grants"."role" = 'engineer' else "operator_scoped_grants"."brand_id" is not null end)
);
--> statement-breakpoint
ALTER TABLE "operator_scoped_grants" ADD CONSTRAINT "operator_scoped_grants_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_scoped_grants" ADD CONSTRAINT "operator_scoped_grants_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_scoped_grants" ADD CONSTRAINT "operator_scoped_grants_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON operator_scoped_grants TO parley_app;
