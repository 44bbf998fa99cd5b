CREATE INDEX CONCURRENTLY IF NOT EXISTS "attempt_results_failed" ON "attempt_results" USING btree ("at")
  WHERE "attempt_results"."outcome" not in ('placed', 'refused');
