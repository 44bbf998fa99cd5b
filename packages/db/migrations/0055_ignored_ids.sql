ALTER TABLE "unmapped_ids" ADD COLUMN "ignored_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "unmapped_ids" ADD COLUMN "ignored_by" text;--> statement-breakpoint
ALTER TABLE "unmapped_ids" ADD COLUMN "ignored_reason" text;