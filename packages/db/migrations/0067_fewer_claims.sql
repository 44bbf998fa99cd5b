-- What holds online orders and POS orders unique serves polls, too: put in place beside the running program, see
-- src/migrate-indexes.ts and src/migrate-keys.ts.
select;
