ALTER TABLE "locations" ADD COLUMN "is_test" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "test_reason" text;--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_test_reason" CHECK ("locations"."is_test" or "locations"."test_reason" is null);