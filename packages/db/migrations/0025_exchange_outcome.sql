ALTER TABLE "exchanges" ADD COLUMN "outcome" text COLLATE "C";--> statement-breakpoint
-- Not validated: every row there is has none, and reading them all would hold up every call.
ALTER TABLE "exchanges" ADD CONSTRAINT "exchanges_outcome" CHECK ("exchanges"."outcome" in ('accepted', 'refused', 'pending')) NOT VALID;
