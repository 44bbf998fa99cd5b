CREATE TABLE "operator_invitations" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"operator_id" text COLLATE "C" NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "operator_invitations_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "operator_invitations_ended_once" CHECK ("operator_invitations"."used_at" is null or "operator_invitations"."revoked_at" is null)
);
--> statement-breakpoint
ALTER TABLE "operator_invitations" ADD CONSTRAINT "operator_invitations_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "operator_invitations_operator" ON "operator_invitations" USING btree ("operator_id");--> statement-breakpoint
GRANT SELECT, INSERT ON operator_invitations TO parley_app;
--> statement-breakpoint
GRANT UPDATE (used_at, revoked_at) ON operator_invitations TO parley_app;
