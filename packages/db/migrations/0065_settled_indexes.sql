-- The indexes of search, which have settled orders only, are built beside the running program: see
-- src/migrate-indexes.ts.
select;
