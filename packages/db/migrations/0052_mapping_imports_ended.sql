ALTER TABLE "mapping_imports" ADD COLUMN "ended" integer;--> statement-breakpoint
GRANT UPDATE (ended) ON mapping_imports TO parley_app;