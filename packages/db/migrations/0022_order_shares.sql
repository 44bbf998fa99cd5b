CREATE TABLE "order_share_openings" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"share_id" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"network" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_shares" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"order_id" text COLLATE "C" NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" text COLLATE "C",
	CONSTRAINT "order_shares_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "order_shares_revoked_by_somebody" CHECK (("order_shares"."revoked_at" is null) = ("order_shares"."revoked_by" is null))
);
--> statement-breakpoint
ALTER TABLE "order_share_openings" ADD CONSTRAINT "order_share_openings_share_id_order_shares_id_fk" FOREIGN KEY ("share_id") REFERENCES "public"."order_shares"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_shares" ADD CONSTRAINT "order_shares_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_share_openings_share" ON "order_share_openings" USING btree ("share_id","at");--> statement-breakpoint
CREATE INDEX "order_shares_order" ON "order_shares" USING btree ("order_id","id");--> statement-breakpoint
CREATE TRIGGER order_share_openings_append_only BEFORE UPDATE OR DELETE ON order_share_openings FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER order_share_openings_no_truncate BEFORE TRUNCATE ON order_share_openings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT, INSERT ON order_shares, order_share_openings TO parley_app;
--> statement-breakpoint
GRANT UPDATE (revoked_at, revoked_by) ON order_shares TO parley_app;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE order_share_openings_id_seq TO parley_app;
