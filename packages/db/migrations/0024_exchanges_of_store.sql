-- exchanges_location_recent is built beside the running program: concurrent/exchanges_location_recent.sql.
select;
