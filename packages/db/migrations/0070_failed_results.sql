-- Its index, of results that were neither placed nor refused, is built beside the running program: see
-- src/migrate-indexes.ts.
select;
