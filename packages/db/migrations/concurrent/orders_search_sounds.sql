CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_search_sounds" ON "orders" USING gin (search_sounds("guest_name"))
  WHERE "orders"."guest_name" is not null;
