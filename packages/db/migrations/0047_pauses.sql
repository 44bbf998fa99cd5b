CREATE TABLE "pauses" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"subject_id" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"paused_at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone,
	"reason" text,
	"by" text COLLATE "C",
	"ended_at" timestamp (3) with time zone,
	"ended_by" text COLLATE "C",
	CONSTRAINT "pauses_ended" CHECK ("pauses"."ended_by" is null or "pauses"."ended_at" is not null)
);
--> statement-breakpoint
CREATE INDEX "pauses_subject" ON "pauses" USING btree ("subject_id","at");--> statement-breakpoint
GRANT SELECT, INSERT ON pauses TO parley_app;
--> statement-breakpoint
GRANT UPDATE (ended_at, ended_by) ON pauses TO parley_app;