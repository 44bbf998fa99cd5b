CREATE TABLE "menu_rollout_stores" (
	"rollout_id" text COLLATE "C" NOT NULL,
	"location_id" text COLLATE "C" NOT NULL,
	"wave" integer NOT NULL,
	"state" text NOT NULL,
	"held_menu_id" text COLLATE "C" NOT NULL,
	"held_at" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL,
	"menu_id" text COLLATE "C",
	"findings" integer,
	"released_at" timestamp (3) with time zone,
	CONSTRAINT "menu_rollout_stores_rollout_id_location_id_pk" PRIMARY KEY("rollout_id","location_id"),
	CONSTRAINT "menu_rollout_stores_state" CHECK ("state" in ('waiting', 'released', 'skipped', 'changed', 'left', 'rolled_back', 'kept')),
	CONSTRAINT "menu_rollout_stores_released" CHECK (("menu_rollout_stores"."released_at" is null) = ("menu_rollout_stores"."menu_id" is null))
);
--> statement-breakpoint
CREATE TABLE "menu_rollouts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"brand_id" text COLLATE "C" NOT NULL,
	"state" text NOT NULL,
	"stop" text,
	"counted" jsonb,
	"waves" jsonb NOT NULL,
	"wave" integer NOT NULL,
	"minutes" integer NOT NULL,
	"rise" integer NOT NULL,
	"next_at" timestamp (3) with time zone,
	"counts_from" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"started_by" text NOT NULL,
	"moved_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "menu_rollouts_state" CHECK ("state" in ('running', 'stopped', 'done', 'ended', 'rolled_back')),
	CONSTRAINT "menu_rollouts_stop" CHECK ("stop" in ('rejects', 'findings', 'not_in_force', 'person')),
	CONSTRAINT "menu_rollouts_ended" CHECK (("menu_rollouts"."state" in ('running', 'stopped')) = ("menu_rollouts"."ended_at" is null))
);
--> statement-breakpoint
ALTER TABLE "menu_rollout_stores" ADD CONSTRAINT "menu_rollout_stores_rollout_id_menu_rollouts_id_fk" FOREIGN KEY ("rollout_id") REFERENCES "public"."menu_rollouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_rollout_stores" ADD CONSTRAINT "menu_rollout_stores_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_rollouts" ADD CONSTRAINT "menu_rollouts_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "menu_rollout_stores_waiting" ON "menu_rollout_stores" USING btree ("location_id") WHERE "menu_rollout_stores"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "menu_rollouts_of_brand" ON "menu_rollouts" USING btree ("brand_id","id");--> statement-breakpoint
GRANT SELECT, INSERT ON menu_rollouts TO parley_app;--> statement-breakpoint
GRANT UPDATE (state, stop, counted, wave, next_at, counts_from, version, moved_at, ended_at) ON menu_rollouts TO parley_app;--> statement-breakpoint
GRANT SELECT, INSERT ON menu_rollout_stores TO parley_app;--> statement-breakpoint
GRANT UPDATE (state, menu_id, findings, released_at) ON menu_rollout_stores TO parley_app;
