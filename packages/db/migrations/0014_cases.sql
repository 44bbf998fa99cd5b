CREATE TABLE "case_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"case_id" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"actor" text COLLATE "C" NOT NULL,
	"note" text,
	"assignee_id" text COLLATE "C",
	"until" timestamp (3) with time zone,
	"resolution" text,
	CONSTRAINT "case_events_kind" CHECK ("kind" in ('noted', 'assigned', 'unassigned', 'snoozed', 'resolved', 'reopened')),
	CONSTRAINT "case_events_noted_has_text" CHECK ("case_events"."kind" <> 'noted' or "case_events"."note" is not null)
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text COLLATE "C" NOT NULL,
	"brand_id" text COLLATE "C",
	"location_id" text COLLATE "C",
	"connection_id" text COLLATE "C",
	"state" text NOT NULL,
	"assignee_id" text COLLATE "C",
	"snoozed_until" timestamp (3) with time zone,
	"resolution" text,
	"resolved_at" timestamp (3) with time zone,
	"version" integer NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cases_subject" UNIQUE("subject_kind","subject_id"),
	CONSTRAINT "cases_subject_kind" CHECK ("subject_kind" in ('order', 'call', 'issue')),
	CONSTRAINT "cases_state" CHECK ("state" in ('open', 'snoozed', 'resolved')),
	CONSTRAINT "cases_resolution" CHECK ("resolution" in ('mended', 'ordered_again', 'refunded', 'duplicate', 'nothing_to_do', 'other')),
	CONSTRAINT "cases_snoozed_has_time" CHECK (("cases"."state" = 'snoozed') = ("cases"."snoozed_until" is not null)),
	CONSTRAINT "cases_resolved_has_reason" CHECK (("cases"."state" = 'resolved') = ("cases"."resolution" is not null and "cases"."resolved_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_events_case" ON "case_events" USING btree ("case_id","id");--> statement-breakpoint
CREATE INDEX "cases_assignee" ON "cases" USING btree ("assignee_id","updated_at") WHERE "cases"."state" <> 'resolved';--> statement-breakpoint
CREATE TRIGGER case_events_append_only BEFORE UPDATE OR DELETE ON case_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER case_events_no_truncate BEFORE TRUNCATE ON case_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT, INSERT ON cases, case_events TO parley_app;
--> statement-breakpoint
GRANT UPDATE ON cases TO parley_app;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE case_events_id_seq TO parley_app;
