CREATE TABLE "mapping_imports" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"uploaded_by" text NOT NULL,
	"uploaded_at" timestamp (3) with time zone NOT NULL,
	"file_name" text NOT NULL,
	"bytes" "bytea",
	"size" integer NOT NULL,
	"encoding" text,
	"kind" text,
	"imported_at" timestamp (3) with time zone,
	"imported_by" text,
	"created" integer,
	"changed" integer,
	"across_brands" boolean,
	"undone_at" timestamp (3) with time zone,
	"undone_by" text,
	"undone" integer,
	CONSTRAINT "mapping_imports_kind" CHECK ("mapping_imports"."kind" in ('organization', 'location'))
);
--> statement-breakpoint
ALTER TABLE "location_mappings" ADD COLUMN "import_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "organization_mappings" ADD COLUMN "import_id" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "mapping_imports_waiting" ON "mapping_imports" USING btree ("uploaded_at") WHERE "mapping_imports"."imported_at" is null;--> statement-breakpoint
CREATE INDEX "mapping_imports_done" ON "mapping_imports" USING btree ("imported_at","id") WHERE "mapping_imports"."imported_at" is not null;--> statement-breakpoint
CREATE INDEX "location_mappings_import" ON "location_mappings" USING btree ("import_id") WHERE "location_mappings"."import_id" is not null;--> statement-breakpoint
CREATE INDEX "organization_mappings_import" ON "organization_mappings" USING btree ("import_id") WHERE "organization_mappings"."import_id" is not null;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON mapping_imports TO parley_app;
--> statement-breakpoint
GRANT UPDATE (bytes, kind, imported_at, imported_by, created, changed, across_brands, undone_at, undone_by, undone) ON mapping_imports TO parley_app;
