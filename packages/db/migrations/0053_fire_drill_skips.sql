CREATE TABLE "fire_drill_skips" (
	"drill_id" text COLLATE "C" NOT NULL,
	"position" integer NOT NULL,
	"product_id" text NOT NULL,
	"name" text NOT NULL,
	"why" text NOT NULL,
	CONSTRAINT "fire_drill_skips_drill_id_position_pk" PRIMARY KEY("drill_id","position"),
	CONSTRAINT "fire_drill_skips_why" CHECK ("why" in ('off', 'blocked', 'not_served'))
);
--> statement-breakpoint
ALTER TABLE "fire_drill_skips" ADD CONSTRAINT "fire_drill_skips_drill_id_fire_drills_id_fk" FOREIGN KEY ("drill_id") REFERENCES "public"."fire_drills"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
GRANT SELECT, INSERT ON fire_drill_skips TO parley_app;