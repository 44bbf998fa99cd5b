-- orders_failed_cause and exchanges_refused_by_code are built beside the running program, which then drops orders_cause and
-- exchanges_refused_code: see concurrent/.
select;
