-- What the functions of search cost, so that PostgreSQL asks an index for a name before it folds that of every order once
-- more. It took them for a twentieth of the 12 to 15 µs that they take, and where it has no statistics yet, for two hours
-- of orders it expects a hundredth of what there is: so they are dearer here than they are.
alter function search_keys(text) cost 5000;
--> statement-breakpoint
alter function search_name(text) cost 5000;
--> statement-breakpoint
alter function search_sounds(text) cost 5000;
--> statement-breakpoint
alter function search_ends(text, text) cost 5000;
