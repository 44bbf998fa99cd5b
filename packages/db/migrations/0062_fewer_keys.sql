-- Keys and indexes of orders, of their history and of calls that name less: built beside the running program, and put
-- in the place of the old ones. See src/migrate-indexes.ts and src/migrate-keys.ts.
select;
