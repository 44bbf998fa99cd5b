CREATE TABLE "saved_views" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"owner_id" text COLLATE "C" NOT NULL,
	"list" text NOT NULL,
	"name" text NOT NULL,
	"params" text NOT NULL,
	"shared_with" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "saved_views_list" CHECK ("saved_views"."list" in ('orders', 'validates', 'exchanges', 'issues')),
	CONSTRAINT "saved_views_shared_with" CHECK ("saved_views"."shared_with" in ('owner', 'brand_admin', 'support', 'engineer', 'viewer'))
);
--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_owner_id_operators_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_name" ON "saved_views" USING btree ("owner_id","list","name") WHERE "saved_views"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "saved_views_shared" ON "saved_views" USING btree ("list","shared_with") WHERE "saved_views"."shared_with" is not null and "saved_views"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "saved_views_deleted" ON "saved_views" USING btree ("deleted_at") WHERE "saved_views"."deleted_at" is not null;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON saved_views TO parley_app;
--> statement-breakpoint
GRANT UPDATE (name, params, shared_with, updated_at, deleted_at) ON saved_views TO parley_app;
