CREATE TABLE "call_rollups" (
	"grain" text NOT NULL,
	"start" timestamp (3) with time zone NOT NULL,
	"brand_id" text COLLATE "C",
	"location_id" text COLLATE "C",
	"connection_id" text COLLATE "C",
	"direction" text NOT NULL,
	"operation" text,
	"status" integer,
	"code" text,
	"calls" integer NOT NULL,
	"histogram" jsonb NOT NULL,
	CONSTRAINT "call_rollups_key" UNIQUE NULLS NOT DISTINCT("grain","start","brand_id","location_id","connection_id","direction","operation","status","code"),
	CONSTRAINT "call_rollups_grain" CHECK ("grain" in ('minute', 'hour', 'day'))
);
--> statement-breakpoint
CREATE TABLE "order_rollups" (
	"grain" text NOT NULL,
	"start" timestamp (3) with time zone NOT NULL,
	"brand_id" text COLLATE "C" NOT NULL,
	"location_id" text COLLATE "C" NOT NULL,
	"currency" text NOT NULL,
	"step" text NOT NULL,
	"orders" integer NOT NULL,
	"cents" bigint NOT NULL,
	CONSTRAINT "order_rollups_key" UNIQUE("grain","start","brand_id","location_id","currency","step"),
	CONSTRAINT "order_rollups_grain" CHECK ("grain" in ('minute', 'hour', 'day')),
	CONSTRAINT "order_rollups_step" CHECK ("step" in ('received', 'placed', 'not_placed'))
);
--> statement-breakpoint
CREATE TABLE "rollup_progress" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"tx" text DEFAULT '0' NOT NULL,
	"calls_back_at" timestamp (3) with time zone,
	"calls_back_id" text COLLATE "C",
	"events_back_id" bigint,
	"is_back_filled" boolean DEFAULT false NOT NULL,
	CONSTRAINT "rollup_progress_one_row" CHECK ("rollup_progress"."is_only")
);
--> statement-breakpoint
INSERT INTO rollup_progress DEFAULT VALUES;
--> statement-breakpoint
-- The counts of two histograms together.
CREATE FUNCTION histogram_sum(one jsonb, other jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT jsonb_object_agg(key, calls) FROM (
    SELECT key, sum(value::int) AS calls
    FROM (SELECT * FROM jsonb_each_text(one) UNION ALL SELECT * FROM jsonb_each_text(other)) both_of_them
    GROUP BY key
  ) summed
$$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON call_rollups, order_rollups TO parley_app;
--> statement-breakpoint
GRANT SELECT, UPDATE ON rollup_progress TO parley_app;
