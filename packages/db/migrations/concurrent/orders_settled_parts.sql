CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_settled_parts" ON "orders" USING gin (search_spans("received_at"),search_name("guest_name") gin_trgm_ops,search_keys("guest_name"),search_sounds("guest_name"),search_ends("online_order_id", "request_uid"))
  WITH (gin_pending_list_limit=256) WHERE "orders"."final_at" is not null;
