ALTER TABLE "location_mappings" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "location_mappings" ADD COLUMN "replaced_import_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "location_mappings" ADD COLUMN "end_reason" text;--> statement-breakpoint
ALTER TABLE "mapping_imports" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "organization_mappings" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "organization_mappings" ADD COLUMN "replaced_import_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "organization_mappings" ADD COLUMN "end_reason" text;--> statement-breakpoint
CREATE INDEX "location_mappings_replaced_import" ON "location_mappings" USING btree ("replaced_import_id") WHERE "location_mappings"."replaced_import_id" is not null;--> statement-breakpoint
CREATE INDEX "organization_mappings_replaced_import" ON "organization_mappings" USING btree ("replaced_import_id") WHERE "organization_mappings"."replaced_import_id" is not null;
--> statement-breakpoint
GRANT UPDATE (reason) ON mapping_imports TO parley_app;
