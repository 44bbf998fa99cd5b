CREATE TABLE "operator_passkeys" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"operator_id" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "operator_passkeys_credential_id_unique" UNIQUE("credential_id"),
	CONSTRAINT "operator_passkeys_counter" CHECK ("operator_passkeys"."counter" >= 0)
);
--> statement-breakpoint
ALTER TABLE "operator_sessions" ADD COLUMN "proven_by" text;--> statement-breakpoint
ALTER TABLE "operator_passkeys" ADD CONSTRAINT "operator_passkeys_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "operator_passkeys_operator" ON "operator_passkeys" USING btree ("operator_id");--> statement-breakpoint
ALTER TABLE "operator_sessions" ADD CONSTRAINT "operator_sessions_proven" CHECK ("operator_sessions"."proven_by" in ('passkey', 'provider'));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON operator_passkeys TO parley_app;