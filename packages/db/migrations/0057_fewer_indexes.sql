-- orders_phone and orders_name, by which nothing searches any more, are dropped beside the running program: see
-- src/migrate-indexes.ts.
select;
