CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_settled_reference" ON "orders" USING btree ("pos_reference")
  WHERE "orders"."final_at" is not null;
