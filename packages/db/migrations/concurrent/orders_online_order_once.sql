CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "orders_online_order_once" ON "orders" USING btree ("online_order_id","connection_id",(case when "state" not in ('rejected', 'errored') then "par_location_id" end))
  WHERE "orders"."online_order_id" is not null;
