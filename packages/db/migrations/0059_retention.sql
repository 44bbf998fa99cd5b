CREATE TABLE "retention_held" (
	"kind" text NOT NULL,
	"subject_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"held_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "retention_held_id_kind_subject_id_pk" PRIMARY KEY("id","kind","subject_id")
);
--> statement-breakpoint
CREATE TABLE "retention_policies" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"bodies_days" integer NOT NULL,
	"exchanges_days" integer NOT NULL,
	"guests_days" integer,
	"version" integer NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "retention_policies_bodies" CHECK ("retention_policies"."bodies_days" > 0 and "retention_policies"."bodies_days" <= "retention_policies"."exchanges_days"),
	CONSTRAINT "retention_policies_guests" CHECK ("retention_policies"."guests_days" is null or "retention_policies"."guests_days" >= "retention_policies"."bodies_days")
);
--> statement-breakpoint
CREATE TABLE "retention_progress" (
	"id" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"begins_at" timestamp (3) with time zone NOT NULL,
	"mark_at" timestamp (3) with time zone NOT NULL,
	"mark_id" text COLLATE "C" NOT NULL,
	"deleted" bigint DEFAULT 0 NOT NULL,
	"ran_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "retention_progress_id_kind_pk" PRIMARY KEY("id","kind"),
	CONSTRAINT "retention_progress_kind" CHECK ("kind" in ('bodies', 'exchanges', 'guests', 'refused_guests'))
);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON retention_policies, retention_progress TO parley_app;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON retention_held TO parley_app;
--> statement-breakpoint
GRANT DELETE ON exchanges, exchange_bodies, refused_submits TO parley_app;
--> statement-breakpoint
GRANT UPDATE (guest_name, guest_phone, guest_email) ON refused_submits TO parley_app;