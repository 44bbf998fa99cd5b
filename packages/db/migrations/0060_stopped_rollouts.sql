ALTER TABLE "issues" DROP CONSTRAINT "issues_subject_kind";--> statement-breakpoint
CREATE INDEX "menu_rollouts_stopped" ON "menu_rollouts" USING btree ("id") WHERE "menu_rollouts"."state" = 'stopped';--> statement-breakpoint
ALTER TABLE "issues" ADD CONSTRAINT "issues_subject_kind" CHECK ("subject_kind" in ('store', 'connection', 'rollout', 'address', 'gateway'));