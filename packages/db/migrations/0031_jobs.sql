CREATE TABLE "jobs" (
	"kind" text NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"asked" integer DEFAULT 1 NOT NULL,
	"worker" text,
	"lease_until" timestamp (3) with time zone,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "jobs_kind_key_pk" PRIMARY KEY("kind","key"),
	CONSTRAINT "jobs_lease" CHECK (("jobs"."worker" is null) = ("jobs"."lease_until" is null))
);
--> statement-breakpoint
CREATE INDEX "jobs_due" ON "jobs" USING btree ("due_at","kind","key");
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON jobs TO parley_app;
