CREATE TABLE "conformance_runs" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"brand_id" text COLLATE "C" NOT NULL,
	"location_id" text COLLATE "C" NOT NULL,
	"pos_kind" text NOT NULL,
	"pos_url" text NOT NULL,
	"adapter_class" text NOT NULL,
	"can_void" boolean NOT NULL,
	"passed" boolean NOT NULL,
	"results" jsonb NOT NULL,
	"ran_by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	CONSTRAINT "conformance_runs_class" CHECK ("conformance_runs"."adapter_class" in ('A', 'B', 'C', 'D'))
);
--> statement-breakpoint
ALTER TABLE "conformance_runs" ADD CONSTRAINT "conformance_runs_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conformance_runs" ADD CONSTRAINT "conformance_runs_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conformance_runs_location" ON "conformance_runs" USING btree ("location_id","at");--> statement-breakpoint
CREATE INDEX "conformance_runs_pos" ON "conformance_runs" USING btree ("brand_id","pos_kind","pos_url");--> statement-breakpoint
CREATE TRIGGER conformance_runs_append_only BEFORE UPDATE OR DELETE ON conformance_runs FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER conformance_runs_no_truncate BEFORE TRUNCATE ON conformance_runs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT, INSERT ON conformance_runs TO parley_app;
