-- The app changes the hours of a channel, as it changes its name.
GRANT UPDATE (quiet_from, quiet_to, quiet_zone, tells_orders_at_night, delay_min) ON alert_channels TO parley_app;
