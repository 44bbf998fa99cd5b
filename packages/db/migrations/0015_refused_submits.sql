-- What bodies of refused submits say. The new indexes of orders and exchanges are built apart, beside running orders:
-- see src/migrate-indexes.ts.
CREATE TABLE "refused_submits" (
	"exchange_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"total_hundredths" integer,
	"currency" text,
	"order_type" text,
	"item_count" integer,
	"guest_name" text,
	"guest_phone" text,
	"guest_email" text
);
--> statement-breakpoint
CREATE INDEX "refused_submits_total" ON "refused_submits" USING btree ("total_hundredths","at") WHERE "refused_submits"."total_hundredths" is not null;--> statement-breakpoint
CREATE INDEX "refused_submits_phone" ON "refused_submits" USING btree (search_phone("guest_phone") collate "C","at") WHERE "refused_submits"."guest_phone" is not null;--> statement-breakpoint
CREATE INDEX "refused_submits_email" ON "refused_submits" USING btree (lower("guest_email") collate "C","at") WHERE "refused_submits"."guest_email" is not null;--> statement-breakpoint
CREATE INDEX "refused_submits_name" ON "refused_submits" USING gin (search_name("guest_name") gin_trgm_ops,search_keys("guest_name")) WHERE "refused_submits"."guest_name" is not null;
--> statement-breakpoint
GRANT SELECT, INSERT ON refused_submits TO parley_app;
