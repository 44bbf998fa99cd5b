-- The closed lists of the ledger's words. Each takes in what version 0.1 writes, which may run beside this one.
-- NOT VALID: a check binds what is written from now on. Stored rows are not read, so no lock is held for long, and
-- the append-only ones keep the words that they have.
ALTER TABLE "attempt_results" ADD CONSTRAINT "attempt_results_outcome" CHECK ("outcome" in ('placed', 'refused', 'not_sent', 'not_placed', 'unknown', 'contradiction')) NOT VALID;--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_kind" CHECK ("kind" in ('placed', 'refused', 'not_sent', 'not_placed', 'unknown', 'contradiction', 'received', 'attempt_started', 'late_result', 'lease_expired', 'looked_up', 'looked_up_absent', 'voided', 'needs_person', 'gave_up', 'confirmed_absent', 'disputed', 'dispute_settled', 'idempotency_conflict', 'order_already_submitted')) NOT VALID;--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_actor" CHECK ("order_events"."actor" <> '') NOT VALID;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_dispute" CHECK ("dispute" in ('pos_cancelled', 'pos_refused', 'pos_has_it', 'pos_order_of_another')) NOT VALID;
