CREATE TABLE "erasures" (
	"subject_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "erasures_kind" CHECK ("kind" in ('order', 'call', 'online_order_call'))
);
--> statement-breakpoint
CREATE INDEX "erasures_due" ON "erasures" USING btree ("subject_id") WHERE "erasures"."erased_at" is null;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON erasures TO parley_app;