import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DATABASE_CLOCK, newId } from "@parley/db";
import { listAudit } from "@parley/db/audit";
import { findMenusInForce, setAvailability, setMenuPin } from "@parley/db/menus";
import { CLI, insertOrder, POS, raiseDispute } from "@parley/db/orders";
import { insertTestStore, type TestStore, testOrder } from "@parley/db/testing";
import { insertView } from "@parley/db/views";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putMenu, teaRoomMenu } from "../../menus/testing/stored-menu.ts";
import { insertWaitingOrder } from "../../orders/testing/waiting-order.ts";
import { queueCertain } from "../../stores/mappings/testing/queued.ts";
import { type Cli, openCli } from "../testing/cli.ts";
import { commandNames } from "../testing/command-names.ts";

/**
 * Every command that writes is in the audit: each is run, and its entry found. A command without a row fails, and so
 * does an entry that holds anything that the person wrote.
 */

/** What a person writes where they may write: it may hold a guest's data, so no entry may hold it. */
const WRITTEN = "Maria Lopez called from +1 555 555 0142";
const NOTE = ["--note", WRITTEN];

let cli: Cli;
let store: TestStore;
const folder = mkdtempSync(join(tmpdir(), "parley-audit-"));
const file = join(folder, "mappings.csv");
const seen = new Set<string>();

beforeAll(async () => {
  cli = await openCli();
  store = await insertTestStore(cli);
  await putMenu(cli.db, store.location.id, teaRoomMenu());
  writeFileSync(file, `connection,par_location_id,location\n${slug()},PAR-FILE,${code()}\n`);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await cli[Symbol.asyncDispose]();
});

const slug = () => store.connection.slug;
const code = () => store.location.code;

/** Holds the store while a newer version waits. */
async function toRollOut() {
  const { id: locationId } = store.location;
  const menuId = (await findMenusInForce(cli.db, locationId))?.inForce.id ?? "";
  const pin = { menuId, reason: WRITTEN };
  await setMenuPin(cli.db, { locationId, expectedMenuId: menuId, pin, by: CLI, now: new Date() });
  await putMenu(cli.db, locationId, teaRoomMenu(), "v-next");
  return [store.brand.code, "--stores", code()];
}

async function rolloutId() {
  const [row] = await cli.db.sql`select id from menu_rollouts`;
  return [String(row?.id)];
}
const brand = () => store.brand.code;
const EMAIL = "ada@example.com";
const READS = "writes nothing";
type Step =
  | typeof READS
  | readonly [action: string, args: () => readonly string[] | Promise<readonly string[]>];

/** In an order in which each finds what it needs. */
const COMMANDS: Readonly<Record<string, Step>> = {
  "setup-code": READS,
  "operator create": [
    "operator_created",
    () => ["--name", "Ada", "--email", EMAIL, "--role", "support", "--generate"],
  ],
  "operator invite": [
    "operator_invited",
    () => ["--name", "Linus", "--email", "linus@example.com", "--role", "viewer"],
  ],
  "operator invite-again": ["operator_invited", () => ["linus@example.com"]],
  "operator list": READS,
  "operator change": ["operator_changed", () => [EMAIL, "--name", "Ada L."]],
  "operator reset-password": ["password_reset", () => [EMAIL, "--generate"]],
  "operator reset-link": ["reset_link_made", () => [EMAIL]],
  "operator remove-second-factor": ["second_factor_removed", () => [EMAIL]],
  settings: READS,
  "operator unlink-provider": ["provider_unlinked", () => [EMAIL]],
  "operator remove-passkeys": ["passkey_removed", () => [EMAIL]],
  "retention status": READS,
  "retention set": ["retention_changed", () => ["--brand", brand(), "--bodies", "60"]],
  "guest erase": ["guest_erased", () => ["--email", "nobody@example.com"]],
  "retention run": ["retention_run", () => ["--brand", brand()]],
  "redaction show": READS,
  "redaction set": ["redaction_policy_changed", () => ["--revealed-by", "admins"]],
  "sign-in-policy show": READS,
  "sign-in-policy set": ["sign_in_policy_changed", () => ["--idle-minutes", "20"]],
  "operator end-sessions": [
    "sessions_ended",
    async () => {
      await signedIn(EMAIL);
      return [EMAIL];
    },
  ],
  "operator api-key create": ["api_key_created", () => ["--operator", EMAIL, "--name", "nightly export"]],
  "operator api-key list": READS,
  "operator api-key revoke": ["api_key_revoked", async () => [await keyId(), "--operator", EMAIL]],
  "operator disable": ["operator_disabled", () => [EMAIL]],
  "operator enable": ["operator_enabled", () => [EMAIL]],
  changes: READS,
  "audit verify": READS,
  "audit head": READS,
  "brand create": ["brand_created", () => ["--code", "YC09", "--name", "YummyTaco"]],
  "brand list": READS,
  "location create": [
    "location_created",
    () => ["--brand", brand(), "--code", "YC-9", "--name", "Nosuch Place", "--timezone", "Europe/Berlin"],
  ],
  "location list": READS,
  "location change": ["location_changed", () => [code(), "--phone", "+1 213 555 0199"]],
  "location pause": ["location_changed", () => [code(), "--reason", WRITTEN]],
  "location resume": ["location_changed", () => [code()]],
  "location pause-several": ["location_changed", () => [code(), "--reason", WRITTEN]],
  "location resume-several": ["location_changed", () => [code()]],
  "location mark-test": ["location_changed", () => [code(), "--reason", WRITTEN]],
  "location mark-live": ["location_changed", () => [code()]],
  "location set-pos": [
    "location_changed",
    () => [code(), "--url", "https://pos.example.com", "--store", "1", "--generate-key"],
  ],
  "location show": READS,
  "location keys": READS,
  "location rotate-key": ["pos_key_rotated", () => [code()]],
  "location retire-key": ["pos_key_retired", async () => [code(), await olderKey(), "--even-if-unseen"]],
  "location conformance": [
    "conformance_run",
    async () => {
      await cli.parley(["location", "mark-test", code(), "--reason", WRITTEN]);
      return [code(), "--class", "A"];
    },
  ],
  "connection create": ["connection_created", () => ["--slug", "other", "--name", "Other", "--generate"]],
  "connection list": READS,
  "connection seen": READS,
  "connection set-switch": ["connection_changed", () => [slug(), "jwt_key=first10"]],
  "connection pause": ["connection_changed", () => [slug(), "--reason", WRITTEN]],
  "connection resume": ["connection_changed", () => [slug()]],
  "connection add-organization": ["mapping_set", () => ["other", "IA-OTHER", "--brand", brand()]],
  "connection shared-ids": READS,
  "connection rotate": ["shared_id_rotated", () => [slug(), "--generate"]],
  "connection retire": ["shared_id_retired", async () => [slug(), await retiring()]],
  "map organization": ["mapping_set", () => ["IA-NEW", brand(), "--connection", slug()]],
  "map location": ["mapping_set", () => ["PAR-NEW", code(), "--connection", slug()]],
  "map import": ["mappings_imported", () => [file]],
  "map imports": READS,
  "map undo": ["mapping_import_undone", async () => [await importId()]],
  "map export": READS,
  "map list": READS,
  "map end": ["mapping_ended", () => ["PAR-NEW", "--connection", slug()]],
  "map history": READS,
  "map impact": READS,
  "map revert": ["mapping_set", () => ["PAR-NEW", "--connection", slug()]],
  "unmapped list": READS,
  "unmapped ignore": [
    "unmapped_id_ignored",
    async () => {
      await queueCertain(cli.db, store, "FOREIGN-1");
      return ["FOREIGN-1", "--connection", slug(), "--reason", "never ours"];
    },
  ],
  "unmapped bring-back": ["unmapped_id_brought_back", () => ["FOREIGN-1", "--connection", slug()]],
  "unmapped accept": [
    "mappings_imported",
    async () => {
      await queueCertain(cli.db, store, "SURE-1");
      return ["--certain"];
    },
  ],
  "menu refresh": ["menu_refreshed", () => [code(), "--wait", "0.1"]],
  "menu findings": READS,
  "menu check": READS,
  "menu versions": READS,
  "menu diff": READS,
  "menu pin": ["menu_pinned", () => [code(), "--reason", WRITTEN]],
  "menu unpin": ["menu_unpinned", () => [code()]],
  "menu stores-pin": ["menu_pinned", () => [store.brand.code, "--stores", code(), "--reason", WRITTEN]],
  "menu stores-unpin": ["menu_unpinned", () => [store.brand.code, "--stores", code()]],
  "menu rollout start": ["menu_rollout_started", toRollOut],
  "menu rollout list": READS,
  "menu rollout show": READS,
  "menu rollout stop": ["menu_rollout_stopped", rolloutId],
  "menu rollout resume": ["menu_rollout_resumed", rolloutId],
  "menu rollout roll-back": [
    "menu_rollout_rolled_back",
    async () => {
      await cli.db.sql`update menu_rollouts set state = 'stopped'`;
      return await rolloutId();
    },
  ],
  "menu fire-drill": ["fire_drill_started", () => [code()]],
  "menu fire-drill-stop": ["fire_drill_stopped", () => [code()]],
  "menu fire-drill-show": READS,
  "menu off": ["availability_changed", () => [code(), "tea", "--reason", WRITTEN]],
  "menu on": ["availability_changed", () => [code(), "tea"]],
  "menu off-list": READS,
  "menu stores-off": ["availability_changed", () => [code(), "tea", "--all", "--reason", WRITTEN]],
  "menu stores-on": ["availability_changed", () => [code(), "tea", "--all"]],
  "menu stores-undo": ["availability_changed", async () => [await offInStores()]],
  "orders list": READS,
  "orders trace": READS,
  "orders try-now": ["order_brought_forward", async () => [await queued(), ...NOTE]],
  "orders confirm-placed": [
    "order_confirmed_placed",
    async () => [await waiting(), "--pos-order-id", "T-7", ...NOTE],
  ],
  "orders confirm-absent": [
    "order_confirmed_absent",
    async () => [await waiting(), "--attempt", "1", ...NOTE],
  ],
  "orders resend": ["order_resent", async () => [await elsewhere(), "--attempt", "1", ...NOTE]],
  "orders settle-dispute": ["dispute_settled", async () => [await disputed(), ...NOTE]],
  "orders share": ["order_shared", async () => [await subject()]],
  "orders shares": READS,
  "orders unshare": ["share_revoked", async () => [await shareId()]],
  "view list": READS,
  "view show": READS,
  "view delete": ["view_deleted", async () => [await viewId()]],
  "exchange show": READS,
  attention: READS,
  "issues list": READS,
  "alerts add": [
    "alert_channel_created",
    () => ["--kind", "webhook", "--name", WRITTEN, "--to", "https://hooks.example.com/x"],
  ],
  "alerts change": ["alert_channel_changed", async () => [await channelId(), "--name", `${WRITTEN}!`]],
  "alerts delete": ["alert_channel_deleted", async () => [await channelId()]],
  "alerts restore": ["alert_channel_restored", async () => [await channelId()]],
  "alerts test": ["alert_channel_tested", async () => [await channelId()]],
  "alerts list": READS,
  "alerts log": READS,
  "alerts replay": ["alert_replayed", failedMessage],
  "test-call send": ["test_call_sent", () => [code(), "--live", code(), ...NOBODY]],
  "case show": READS,
  "case note": ["case_noted", async () => [await subject(), WRITTEN]],
  "case assign": ["case_assigned", async () => [await subject(), EMAIL]],
  "case snooze": ["case_snoozed", async () => [await subject(), "--for", "2h", ...NOTE]],
  "case resolve": ["case_resolved", async () => [await subject(), "--as", "refunded", ...NOTE]],
  "case reopen": ["case_reopened", async () => [await subject(), ...NOTE]],
};

/** Where no API listens. The body is a person's own, and may hold anything. */
const NOBODY = ["--api", "http://127.0.0.1:9", "--guest-name", "Maria Lopez"];

const waiting = () => insertWaitingOrder(cli.db, store);

/** Of a store without a POS, where nothing can be sent. */
async function elsewhere(): Promise<string> {
  return await insertWaitingOrder(cli.db, await insertTestStore(cli));
}

async function queued(): Promise<string> {
  const args = testOrder(store, { state: "received", dueInMs: 600_000 });
  await insertOrder(cli.db, args);
  return args.order.id;
}

async function disputed(): Promise<string> {
  const orderId = await waiting();
  await cli.parley(["order", "confirm-placed", orderId, "--pos-order-id", "T-8"]);
  const found = { orderId, dispute: "pos_cancelled", actor: POS, detail: {} } as const;
  await raiseDispute(cli.db, { ...found, now: DATABASE_CLOCK });
  return orderId;
}

/** An act that took tea off, which somebody may undo. */
async function offInStores(): Promise<string> {
  const actId = newId("ava");
  await setAvailability(cli.db, {
    locationId: store.location.id,
    items: [{ kind: "product", itemId: "tea" }],
    isAvailable: false,
    source: "operator",
    at: new Date(),
    untilAt: null,
    reason: null,
    by: "demo",
    actId,
  });
  return actId;
}

/** Of the only operator, under a name that may hold anything. */
async function viewId(): Promise<string> {
  const ownerId = await onlyId(cli.db.sql`select id from operators`);
  const view = { list: "orders", name: WRITTEN, params: "show=pending", sharedWith: null } as const;
  const now = new Date();
  return (await insertView(cli.db, { ...view, ownerId, by: CLI, now })).viewId;
}

let caseOf: Promise<string> | undefined;
/** The same order for every command about a case. */
function subject(): Promise<string> {
  caseOf ??= waiting();
  return caseOf;
}

async function onlyId(query: Promise<readonly Record<string, unknown>[]>): Promise<string> {
  const [row] = await query;
  return String(row?.id);
}
const channelId = () => onlyId(cli.db.sql`select id from alert_channels where kind = 'webhook'`);

/** The only message there is, which did not arrive. */
async function failedMessage(): Promise<string[]> {
  await cli.db.sql`update alert_deliveries set state = 'failed'`;
  return [await onlyId(cli.db.sql`select id from alert_deliveries`)];
}

/** Puts a session there, as a browser that signed in has one. */
async function signedIn(email: string): Promise<void> {
  await cli.db.sql`
    insert into operator_sessions (id, token, operator_id, created_at, updated_at, expires_at)
    select 'session-of-a-test', 'sha256:none', id, now(), now(), now() + interval '1 hour'
    from operators where email = ${email}`;
}

const keyId = () => onlyId(cli.db.sql`select id from operator_api_keys`);
const importId = () => onlyId(cli.db.sql`select id from mapping_imports`);
const shareId = () => onlyId(cli.db.sql`select id from order_shares`);
const olderKey = () =>
  onlyId(cli.db.sql`select id from pos_keys where ends_at is not null and retired_at is null`);
const retiring = () => onlyId(cli.db.sql`select id from connection_secrets where state = 'retiring'`);

/** The entries that nobody has looked at yet. */
async function fresh() {
  const entries = await listAudit(cli.db, { page: { limit: 1000 } });
  const unseen = entries.filter(({ id }) => !seen.has(id));
  for (const { id } of unseen) seen.add(id);
  return unseen;
}

describe("the audit", () => {
  it("has a row here for every command", async () => {
    expect(Object.keys(COMMANDS).sort()).toEqual((await commandNames()).sort());
  });

  const writing = Object.entries(COMMANDS).flatMap(([name, step]) =>
    step === READS ? [] : [[name, step] as const],
  );

  it.each(writing)("has an entry of %s", async (name, [action, args]) => {
    const given = await args();
    await fresh();
    const { stdout, stderr } = await cli.parley([...name.split(" "), ...given]);
    const entries = await fresh();
    expect(entries, stdout + stderr).toMatchObject([{ action, actor: "cli", address: null }]);
  });

  it("holds nothing that a person wrote, nor anything of a guest", async () => {
    const [entries] = await cli.db.sql<{ text: string }[]>`
      select json_agg(e)::text as text from audit_entries e`;
    const guests = await cli.db.sql`select guest_name, guest_phone, guest_email from orders`;
    const data = guests.flatMap((guest) => Object.values(guest).filter((value) => value !== null));
    expect(data.length).toBeGreaterThan(0);
    for (const text of [...data.map(String), WRITTEN, "Maria", "+1 555"])
      expect(entries?.text).not.toContain(text);
  });
});
