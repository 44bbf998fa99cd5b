CREATE TABLE "feed_cursors" (
	"consumer" text PRIMARY KEY NOT NULL,
	"cursor" text NOT NULL,
	"moved_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "issues" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"cause" text NOT NULL,
	"last_cause" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text COLLATE "C" NOT NULL,
	"brand_id" text COLLATE "C",
	"location_id" text COLLATE "C",
	"connection_id" text COLLATE "C",
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"since_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"over_at" timestamp (3) with time zone,
	"spells" integer NOT NULL,
	"effects" bigint NOT NULL,
	"orders" bigint NOT NULL,
	"money" jsonb NOT NULL,
	"last_order_id" text COLLATE "C",
	"last_exchange_id" text COLLATE "C",
	"version" integer NOT NULL,
	CONSTRAINT "issues_subject_kind" CHECK ("subject_kind" in ('store', 'connection', 'address', 'gateway'))
);
--> statement-breakpoint
CREATE INDEX "issues_lasting" ON "issues" USING btree ("id") WHERE "issues"."over_at" is null;--> statement-breakpoint
CREATE INDEX "issues_recent" ON "issues" USING btree ("last_seen_at","id");--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON feed_cursors TO parley_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON issues TO parley_app;
