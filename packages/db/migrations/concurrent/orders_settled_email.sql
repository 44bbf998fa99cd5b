CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_settled_email" ON "orders" USING btree (lower("guest_email") collate "C")
  WHERE "orders"."final_at" is not null and "orders"."guest_email" is not null;
