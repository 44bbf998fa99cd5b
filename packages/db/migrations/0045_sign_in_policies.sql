CREATE TABLE "sign_in_policies" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"second_factor" text NOT NULL,
	"idle_minutes" integer NOT NULL,
	"session_hours" integer NOT NULL,
	"version" integer NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sign_in_policies_one" CHECK ("sign_in_policies"."id" = 'sign_in_policy'),
	CONSTRAINT "sign_in_policies_factor" CHECK ("sign_in_policies"."second_factor" in ('nobody', 'admins', 'everybody')),
	CONSTRAINT "sign_in_policies_idle" CHECK ("sign_in_policies"."idle_minutes" between 5 and 720),
	CONSTRAINT "sign_in_policies_hours" CHECK ("sign_in_policies"."session_hours" between 1 and 12)
);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON sign_in_policies TO parley_app;
