CREATE TABLE "bill_drifts" (
	"order_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"brand_id" text COLLATE "C" NOT NULL,
	"location_id" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"item_id" text COLLATE "C",
	"name" text,
	"ours_cents" integer NOT NULL,
	"pos_cents" integer NOT NULL,
	CONSTRAINT "bill_drifts_kind" CHECK ("kind" in ('item', 'modifier', 'missing', 'subtotal', 'discount', 'tax', 'fee', 'tip', 'grand'))
);
--> statement-breakpoint
ALTER TABLE "order_payloads" ADD COLUMN "used_versions" jsonb;--> statement-breakpoint
ALTER TABLE "bill_drifts" ADD CONSTRAINT "bill_drifts_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bill_drifts" ADD CONSTRAINT "bill_drifts_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bill_drifts" ADD CONSTRAINT "bill_drifts_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bill_drifts_location" ON "bill_drifts" USING btree ("location_id","at","order_id");--> statement-breakpoint
GRANT SELECT, INSERT ON bill_drifts TO parley_app;
