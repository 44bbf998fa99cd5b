ALTER TABLE "operator_invitations" ADD COLUMN "purpose" text;--> statement-breakpoint
ALTER TABLE "operator_api_keys" ADD COLUMN "grants" jsonb;--> statement-breakpoint
ALTER TABLE "operator_api_keys" ADD COLUMN "created_by" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "operator_api_keys" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "operators" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "operator_invitations" ADD CONSTRAINT "operator_invitations_purpose" CHECK ("operator_invitations"."purpose" in ('reset'));