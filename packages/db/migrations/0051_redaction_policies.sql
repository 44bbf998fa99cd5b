CREATE TABLE "redaction_policies" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"revealed_by" text NOT NULL,
	"members" jsonb NOT NULL,
	"version" integer NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "redaction_policies_one" CHECK ("redaction_policies"."id" = 'redaction_policy'),
	CONSTRAINT "redaction_policies_by" CHECK ("redaction_policies"."revealed_by" in ('roles', 'admins')),
	CONSTRAINT "redaction_policies_members" CHECK (jsonb_typeof("redaction_policies"."members") = 'array')
);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON redaction_policies TO parley_app;