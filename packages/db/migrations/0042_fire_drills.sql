CREATE TABLE "fire_drill_findings" (
	"drill_id" text COLLATE "C" NOT NULL,
	"position" integer NOT NULL,
	"part" integer NOT NULL,
	"product_id" text NOT NULL,
	"name" text NOT NULL,
	"size" text,
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"ours" text,
	"theirs" text,
	CONSTRAINT "fire_drill_findings_drill_id_position_part_pk" PRIMARY KEY("drill_id","position","part")
);
--> statement-breakpoint
CREATE TABLE "fire_drills" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"location_id" text COLLATE "C" NOT NULL,
	"menu_id" text COLLATE "C" NOT NULL,
	"state" text NOT NULL,
	"failure" text,
	"waits_for" text,
	"item_count" integer NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"skipped_count" integer DEFAULT 0 NOT NULL,
	"differing_count" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"started_by" text NOT NULL,
	"moved_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "fire_drills_state" CHECK ("state" in ('running', 'done', 'stopped', 'failed')),
	CONSTRAINT "fire_drills_ended" CHECK (("fire_drills"."state" = 'running') = ("fire_drills"."ended_at" is null)),
	CONSTRAINT "fire_drills_failure" CHECK (("fire_drills"."state" = 'failed') = ("fire_drills"."failure" is not null))
);
--> statement-breakpoint
ALTER TABLE "fire_drill_findings" ADD CONSTRAINT "fire_drill_findings_drill_id_fire_drills_id_fk" FOREIGN KEY ("drill_id") REFERENCES "public"."fire_drills"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fire_drills" ADD CONSTRAINT "fire_drills_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fire_drills" ADD CONSTRAINT "fire_drills_menu_id_menus_id_fk" FOREIGN KEY ("menu_id") REFERENCES "public"."menus"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "fire_drills_running" ON "fire_drills" USING btree ("location_id") WHERE "fire_drills"."state" = 'running';--> statement-breakpoint
CREATE INDEX "fire_drills_of_store" ON "fire_drills" USING btree ("location_id","id");
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON fire_drills TO parley_app;
--> statement-breakpoint
GRANT UPDATE (state, failure, waits_for, position, skipped_count, differing_count, moved_at, ended_at) ON fire_drills TO parley_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON fire_drill_findings TO parley_app;
