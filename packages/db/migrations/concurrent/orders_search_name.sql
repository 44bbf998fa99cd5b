CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_search_name" ON "orders" USING gin (search_name("guest_name") gin_trgm_ops)
  WHERE "orders"."guest_name" is not null;
