CREATE TABLE "attempt_results" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"order_id" text COLLATE "C" NOT NULL,
	"number" integer NOT NULL,
	"outcome" text NOT NULL,
	"evidence" jsonb,
	"fenced" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"order_id" text COLLATE "C" NOT NULL,
	"number" integer NOT NULL,
	"reference" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"worker" text NOT NULL,
	CONSTRAINT "attempts_number" UNIQUE("order_id","number"),
	CONSTRAINT "attempts_positive" CHECK ("attempts"."number" > 0)
);
--> statement-breakpoint
CREATE TABLE "order_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"order_id" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"from_state" text,
	"to_state" text,
	"actor" text NOT NULL,
	"detail" jsonb
);
--> statement-breakpoint
CREATE TABLE "connection_secrets" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"connection_id" text COLLATE "C" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"full_index" text NOT NULL,
	"first10_index" text NOT NULL,
	"strength" text NOT NULL,
	"state" text DEFAULT 'live' NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "connection_secrets_strength" CHECK ("connection_secrets"."strength" in ('weak', 'short', 'strong')),
	CONSTRAINT "connection_secrets_state" CHECK ("connection_secrets"."state" in ('live', 'retiring', 'retired'))
);
--> statement-breakpoint
CREATE TABLE "connections" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'live' NOT NULL,
	"switches" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "connections_slug_unique" UNIQUE("slug"),
	CONSTRAINT "connections_state" CHECK ("connections"."state" in ('live', 'disabled'))
);
--> statement-breakpoint
CREATE TABLE "exchange_bodies" (
	"exchange_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"request_headers" jsonb,
	"request_body" text,
	"response_headers" jsonb,
	"response_body" text,
	"string_signed" text,
	"note" jsonb
);
--> statement-breakpoint
CREATE TABLE "exchanges" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"direction" text NOT NULL,
	"operation" text,
	"connection_id" text COLLATE "C",
	"brand_id" text COLLATE "C",
	"location_id" text COLLATE "C",
	"order_id" text COLLATE "C",
	"attempt" integer,
	"method" text NOT NULL,
	"path" text NOT NULL,
	"status" integer,
	"code" text,
	"reason" text,
	"request_uid" text COLLATE "C",
	"online_order_id" text COLLATE "C",
	"par_organization_id" text COLLATE "C",
	"par_location_id" text COLLATE "C",
	"at" timestamp (3) with time zone NOT NULL,
	"duration_us" integer NOT NULL,
	"stages" jsonb NOT NULL,
	"seen" jsonb,
	"drift" jsonb,
	"signed" boolean NOT NULL,
	"replayed" boolean NOT NULL,
	"remote_address" text,
	CONSTRAINT "exchanges_direction" CHECK ("exchanges"."direction" in ('in', 'out'))
);
--> statement-breakpoint
CREATE TABLE "brands" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "brands_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "locations" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"brand_id" text COLLATE "C" NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"address" text,
	"phone" text,
	"timezone" text NOT NULL,
	"currency" text NOT NULL,
	"pos_kind" text,
	"pos_settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"pos_secret" "bytea",
	"paused_at" timestamp (3) with time zone,
	"pause_reason" text,
	"menu_pull_due_at" timestamp (3) with time zone,
	"menu_pull_error" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "locations_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "location_mappings" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"connection_id" text COLLATE "C" NOT NULL,
	"par_location_id" text COLLATE "C" NOT NULL,
	"location_id" text COLLATE "C" NOT NULL,
	"version" integer NOT NULL,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"replaced_at" timestamp (3) with time zone,
	"changed_by" text NOT NULL,
	"replaced_by" text,
	CONSTRAINT "location_mappings_version" UNIQUE("connection_id","par_location_id","version")
);
--> statement-breakpoint
CREATE TABLE "organization_mappings" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"connection_id" text COLLATE "C" NOT NULL,
	"par_organization_id" text COLLATE "C" NOT NULL,
	"brand_id" text COLLATE "C" NOT NULL,
	"version" integer NOT NULL,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"replaced_at" timestamp (3) with time zone,
	"changed_by" text NOT NULL,
	"replaced_by" text,
	CONSTRAINT "organization_mappings_version" UNIQUE("connection_id","par_organization_id","version")
);
--> statement-breakpoint
CREATE TABLE "unmapped_ids" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"connection_id" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"par_id" text COLLATE "C" NOT NULL,
	"par_organization_id" text COLLATE "C",
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"seen_count" integer DEFAULT 1 NOT NULL,
	"sample_exchange_id" text COLLATE "C",
	"resolved_at" timestamp (3) with time zone,
	CONSTRAINT "unmapped_ids_key" UNIQUE("connection_id","kind","par_id"),
	CONSTRAINT "unmapped_ids_kind" CHECK ("unmapped_ids"."kind" in ('organization', 'location'))
);
--> statement-breakpoint
CREATE TABLE "menus" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"location_id" text COLLATE "C" NOT NULL,
	"version" text NOT NULL,
	"content" jsonb NOT NULL,
	"source" text NOT NULL,
	"etag" text,
	"fetched_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone NOT NULL,
	"is_current" boolean NOT NULL,
	CONSTRAINT "menus_version" UNIQUE("location_id","version")
);
--> statement-breakpoint
CREATE TABLE "auth_rate_limits" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "auth_rate_limits_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "operator_accounts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"operator_id" text COLLATE "C" NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "operator_api_keys" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"operator_id" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "operator_api_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "operator_grants" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"operator_id" text COLLATE "C" NOT NULL,
	"role" text NOT NULL,
	"brand_id" text COLLATE "C",
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "operator_grants_key" UNIQUE NULLS NOT DISTINCT("operator_id","role","brand_id"),
	CONSTRAINT "operator_grants_role" CHECK ("operator_grants"."role" in ('admin', 'support', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "operator_sessions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"token" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"operator_id" text COLLATE "C" NOT NULL,
	CONSTRAINT "operator_sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "operator_verifications" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "operators_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "order_keys" (
	"connection_id" text COLLATE "C" NOT NULL,
	"par_organization_id" text COLLATE "C" NOT NULL,
	"par_location_id" text COLLATE "C" NOT NULL,
	"request_uid" text COLLATE "C" NOT NULL,
	"order_id" text COLLATE "C" NOT NULL,
	"request_datetime" text NOT NULL,
	"is_alias" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "order_keys_pkey" PRIMARY KEY("connection_id","par_organization_id","par_location_id","request_uid")
);
--> statement-breakpoint
CREATE TABLE "order_payloads" (
	"order_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"pos_order" jsonb,
	"priced" jsonb,
	"answer" text,
	"answer_status" integer
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"connection_id" text COLLATE "C" NOT NULL,
	"par_organization_id" text COLLATE "C",
	"par_location_id" text COLLATE "C" NOT NULL,
	"request_uid" text COLLATE "C" NOT NULL,
	"online_order_id" text COLLATE "C",
	"brand_id" text COLLATE "C" NOT NULL,
	"location_id" text COLLATE "C" NOT NULL,
	"state" text NOT NULL,
	"cause" text,
	"pos_order_id" text COLLATE "C",
	"pos_account" text COLLATE "C",
	"pos_reference" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"ambiguous" boolean NOT NULL,
	"fingerprint" text NOT NULL,
	"fingerprint_version" integer NOT NULL,
	"currency" text NOT NULL,
	"subtotal_cents" integer NOT NULL,
	"discount_cents" integer NOT NULL,
	"tax_cents" integer NOT NULL,
	"fee_cents" integer NOT NULL,
	"tip_cents" integer NOT NULL,
	"grand_total_cents" integer NOT NULL,
	"order_type" text NOT NULL,
	"item_count" integer NOT NULL,
	"guest_name" text,
	"guest_phone" text,
	"guest_email" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"give_up_at" timestamp (3) with time zone NOT NULL,
	"lease_owner" text,
	"lease_until" timestamp (3) with time zone,
	"final_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "orders_state" CHECK ("state" in ('received', 'dispatching', 'unknown', 'attention', 'placed', 'rejected', 'errored')),
	CONSTRAINT "orders_placed_has_pos_order" CHECK ("orders"."state" <> 'placed' or "orders"."pos_order_id" is not null),
	CONSTRAINT "orders_dispatching_has_lease" CHECK ("orders"."state" <> 'dispatching' or ("orders"."attempt" > 0 and "orders"."lease_owner" is not null and "orders"."lease_until" is not null)),
	CONSTRAINT "orders_final_has_time" CHECK (("orders"."state" in ('placed', 'rejected', 'errored')) = ("orders"."final_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "attempt_results" ADD CONSTRAINT "attempt_results_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connection_secrets" ADD CONSTRAINT "connection_secrets_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "location_mappings" ADD CONSTRAINT "location_mappings_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "location_mappings" ADD CONSTRAINT "location_mappings_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_mappings" ADD CONSTRAINT "organization_mappings_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_mappings" ADD CONSTRAINT "organization_mappings_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unmapped_ids" ADD CONSTRAINT "unmapped_ids_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menus" ADD CONSTRAINT "menus_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_accounts" ADD CONSTRAINT "operator_accounts_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_api_keys" ADD CONSTRAINT "operator_api_keys_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_grants" ADD CONSTRAINT "operator_grants_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_grants" ADD CONSTRAINT "operator_grants_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_sessions" ADD CONSTRAINT "operator_sessions_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_keys" ADD CONSTRAINT "order_keys_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_payloads" ADD CONSTRAINT "order_payloads_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_brand_id_brands_id_fk" FOREIGN KEY ("brand_id") REFERENCES "public"."brands"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attempt_results_order" ON "attempt_results" USING btree ("order_id","number");--> statement-breakpoint
CREATE INDEX "attempt_results_at" ON "attempt_results" USING btree ("at");--> statement-breakpoint
CREATE INDEX "order_events_order" ON "order_events" USING btree ("order_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "connection_secrets_full" ON "connection_secrets" USING btree ("full_index") WHERE "connection_secrets"."state" <> 'retired';--> statement-breakpoint
CREATE UNIQUE INDEX "connection_secrets_first10" ON "connection_secrets" USING btree ("first10_index") WHERE "connection_secrets"."state" <> 'retired';--> statement-breakpoint
CREATE INDEX "connection_secrets_connection" ON "connection_secrets" USING btree ("connection_id");--> statement-breakpoint
CREATE INDEX "exchanges_recent" ON "exchanges" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "exchanges_brand_recent" ON "exchanges" USING btree ("brand_id","at","id") WHERE "exchanges"."brand_id" is not null;--> statement-breakpoint
CREATE INDEX "exchanges_connection_recent" ON "exchanges" USING btree ("connection_id","at","id") WHERE "exchanges"."connection_id" is not null;--> statement-breakpoint
CREATE INDEX "exchanges_order" ON "exchanges" USING btree ("order_id","at") WHERE "exchanges"."order_id" is not null;--> statement-breakpoint
CREATE INDEX "exchanges_online_order" ON "exchanges" USING btree ("online_order_id","connection_id","at") WHERE "exchanges"."online_order_id" is not null;--> statement-breakpoint
CREATE INDEX "exchanges_request_uid" ON "exchanges" USING btree ("request_uid") WHERE "exchanges"."request_uid" is not null;--> statement-breakpoint
CREATE INDEX "locations_brand" ON "locations" USING btree ("brand_id","code");--> statement-breakpoint
CREATE INDEX "locations_menu_due" ON "locations" USING btree ("menu_pull_due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "location_mappings_live" ON "location_mappings" USING btree ("connection_id","par_location_id") WHERE "location_mappings"."replaced_at" is null;--> statement-breakpoint
CREATE INDEX "location_mappings_location" ON "location_mappings" USING btree ("location_id");--> statement-breakpoint
CREATE UNIQUE INDEX "organization_mappings_live" ON "organization_mappings" USING btree ("connection_id","par_organization_id") WHERE "organization_mappings"."replaced_at" is null;--> statement-breakpoint
CREATE INDEX "organization_mappings_brand" ON "organization_mappings" USING btree ("brand_id","connection_id");--> statement-breakpoint
CREATE INDEX "unmapped_ids_open" ON "unmapped_ids" USING btree ("last_seen_at","id") WHERE "unmapped_ids"."resolved_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "menus_current" ON "menus" USING btree ("location_id") WHERE "menus"."is_current";--> statement-breakpoint
CREATE INDEX "operator_accounts_operator" ON "operator_accounts" USING btree ("operator_id");--> statement-breakpoint
CREATE INDEX "operator_api_keys_operator" ON "operator_api_keys" USING btree ("operator_id");--> statement-breakpoint
CREATE INDEX "operator_sessions_operator" ON "operator_sessions" USING btree ("operator_id");--> statement-breakpoint
CREATE INDEX "operator_verifications_identifier" ON "operator_verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "order_keys_uid" ON "order_keys" USING btree ("request_uid","connection_id","created_at");--> statement-breakpoint
CREATE INDEX "order_keys_order" ON "order_keys" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_online_order_live" ON "orders" USING btree ("connection_id","par_location_id","online_order_id") WHERE "orders"."online_order_id" is not null and "orders"."state" not in ('rejected', 'errored');--> statement-breakpoint
CREATE UNIQUE INDEX "orders_pos_order" ON "orders" USING btree ("pos_account","pos_order_id") WHERE "orders"."pos_order_id" is not null;--> statement-breakpoint
CREATE INDEX "orders_due" ON "orders" USING btree ("due_at") WHERE "orders"."state" in ('received', 'unknown');--> statement-breakpoint
CREATE INDEX "orders_leased" ON "orders" USING btree ("lease_until") WHERE "orders"."state" = 'dispatching';--> statement-breakpoint
CREATE INDEX "orders_recent" ON "orders" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "orders_brand_recent" ON "orders" USING btree ("brand_id","received_at","id");--> statement-breakpoint
CREATE INDEX "orders_location_recent" ON "orders" USING btree ("location_id","received_at","id");--> statement-breakpoint
CREATE INDEX "orders_open" ON "orders" USING btree ("received_at","id") WHERE "orders"."state" in ('received', 'dispatching', 'unknown', 'attention');--> statement-breakpoint
CREATE INDEX "orders_failed" ON "orders" USING btree ("received_at","id") WHERE "orders"."state" in ('rejected', 'errored');--> statement-breakpoint
CREATE INDEX "orders_online_order" ON "orders" USING btree ("online_order_id","connection_id","received_at");--> statement-breakpoint
CREATE INDEX "orders_pos_order_search" ON "orders" USING btree ("pos_order_id","connection_id") WHERE "orders"."pos_order_id" is not null;--> statement-breakpoint
CREATE INDEX "orders_phone" ON "orders" USING btree (reverse(regexp_replace("guest_phone", '[^0-9]', '', 'g')) collate "C") WHERE "orders"."guest_phone" is not null;--> statement-breakpoint
CREATE INDEX "orders_email" ON "orders" USING btree (lower("guest_email") collate "C") WHERE "orders"."guest_email" is not null;--> statement-breakpoint
CREATE INDEX "orders_name" ON "orders" USING gin ("guest_name" gin_trgm_ops) WHERE "orders"."guest_name" is not null;