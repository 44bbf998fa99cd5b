-- While processes of the release before run beside this one, they know nothing of pins: they serve and price by the
-- POS's newest menu (menus.is_current, which means the same to both), this one by the version that is held. So hold a
-- store only once every process is of this release. Nothing is lost: an order keeps which menu judged it.
CREATE TABLE "menu_pins" (
	"location_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"menu_id" text COLLATE "C" NOT NULL,
	"pinned_at" timestamp (3) with time zone NOT NULL,
	"pinned_by" text NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "menu_servings" (
	"menu_id" text COLLATE "C" NOT NULL,
	"connection_id" text COLLATE "C" NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"menu_calls" integer NOT NULL,
	"validates" integer NOT NULL,
	"submits" integer NOT NULL,
	CONSTRAINT "menu_servings_menu_id_connection_id_pk" PRIMARY KEY("menu_id","connection_id")
);
--> statement-breakpoint
ALTER TABLE "menu_pins" ADD CONSTRAINT "menu_pins_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_pins" ADD CONSTRAINT "menu_pins_menu_id_menus_id_fk" FOREIGN KEY ("menu_id") REFERENCES "public"."menus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_servings" ADD CONSTRAINT "menu_servings_menu_id_menus_id_fk" FOREIGN KEY ("menu_id") REFERENCES "public"."menus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_servings" ADD CONSTRAINT "menu_servings_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE TRIGGER menu_pins_changed AFTER INSERT OR DELETE OR UPDATE ON menu_pins FOR EACH ROW EXECUTE FUNCTION notify_menus();
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON menu_pins TO parley_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON menu_servings TO parley_app;
