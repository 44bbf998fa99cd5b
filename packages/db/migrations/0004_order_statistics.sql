-- A store belongs to one brand. Not told so, the planner takes "this brand and this store" for rare, reads all
-- of both and sorts: 137 ms where the newest fifty of the store's index take one.
CREATE STATISTICS orders_place (dependencies) ON connection_id, brand_id, location_id FROM orders;
