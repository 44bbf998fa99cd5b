import { everyBrand } from "@parley/db";
import { listAudit } from "@parley/db/audit";
import {
  findCurrentMenu,
  findMenusInForce,
  listFireDrills,
  setAvailability,
  setMenuPin,
} from "@parley/db/menus";
import { CLI, insertOrder, POS, raiseDispute } from "@parley/db/orders";
import { findLocation } from "@parley/db/stores";
import { testOrder } from "@parley/db/testing";
import { messagesOf } from "@parley/words";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPeople } from "../../auth/people.ts";
import { setupCode } from "../../auth/setup-code.ts";
import { createAuthenticator } from "../../auth/testing/authenticator.ts";
import { codeAt, newPaperCodes, stepOf } from "../../auth/totp.ts";
import { putMenu, teaRoomMenu } from "../../menus/testing/stored-menu.ts";
import { insertWaitingOrder } from "../../orders/testing/waiting-order.ts";
import { queueCertain } from "../../stores/mappings/testing/queued.ts";
import { schema } from "../schema.ts";
import { addChannel } from "../testing/alerts.ts";
import { ADMIN_ORIGIN, MASTER_KEY, openTestDoor, PASSWORD, type TestDoor } from "../testing/door.ts";
import { addWaitingImport } from "../testing/imports.ts";
import { addPerson, type TestPerson } from "../testing/session.ts";

/**
 * Every mutation of the schema is in the audit: each is done, and its entry found. A mutation without a row fails, and
 * so does an entry that holds anything of the guest or anything that the person wrote.
 */

/** What a person writes where they may write: it may hold a guest's data, so no entry may hold it. */
const WRITTEN = "Maria Lopez called from +1 555 555 0142";

let door: TestDoor;
/** Of somebody who may everything, once there is anybody. */
let owner: Record<string, string> = {};
/** Ids that earlier rows leave for later ones. */
const ids: Record<string, string> = {};
const seen = new Set<string>();

beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

type Step = [name: string, action: string, input: () => Promise<object> | object];

const STEPS: readonly Step[] = [
  [
    "createFirstOperator",
    "operator_created",
    () => ({ ...person("first"), setupCode: setupCode(MASTER_KEY) }),
  ],
  ["createOperator", "operator_created", () => ({ ...person("grace"), grants: [grant("VIEWER")] })],
  [
    "inviteOperator",
    "operator_invited",
    () => ({ name: "Linus", email: "linus@example.com", grants: [grant("VIEWER")] }),
  ],
  ["inviteAgain", "operator_invited", () => ({ operatorId: ids.invited, expectedVersion: 1 })],
  [
    "acceptInvitation",
    "invitation_accepted",
    async () => ({ token: await freshToken(), password: PASSWORD }),
  ],
  ["changeOperator", "operator_changed", () => ({ ...operator(1), grants: [grant("SUPPORT")] })],
  ["createApiKey", "api_key_created", () => ({ operatorId: ids.operator, name: "nightly export" })],
  ["revokeApiKey", "api_key_revoked", () => ({ operatorId: ids.operator, keyId: ids.key })],
  ["resetOperatorPassword", "password_reset", () => ({ ...operator(2), password: PASSWORD })],
  ["makeResetLink", "reset_link_made", () => operator(3)],
  ["removeSecondFactor", "second_factor_removed", () => operator(4)],
  ["disableOperator", "operator_disabled", () => operator(5)],
  ["enableOperator", "operator_enabled", () => operator(6)],
  ["removePasskeys", "passkey_removed", () => operator(7)],
  ["unlinkProvider", "provider_unlinked", () => operator(8)],
  ["changeOwnName", "operator_changed", () => ({ expectedVersion: 1, name: "Ada L" })],
  ["chooseLanguage", "operator_changed", () => ({ language: "ES" })],
  ["changeOwnPassword", "password_changed", () => ({ currentPassword: PASSWORD, password: `${PASSWORD} 2` })],
  [
    "endOwnSessions",
    "sessions_ended",
    async () => {
      await (await self()).person.signIn("curl/8", `${PASSWORD} 2`);
      return {};
    },
  ],
  ["confirmSecondFactor", "second_factor_added", async () => ({ code: await ownCode() })],
  ["replacePaperCodes", "paper_codes_replaced", async () => ({ code: await ownPaper() })],
  [
    "removeOwnSecondFactor",
    "second_factor_removed",
    async () => ({ currentPassword: `${PASSWORD} 2`, code: await ownCode(1) }),
  ],
  ["addPasskey", "passkey_added", async () => await ownPasskey()],
  [
    "removeOwnPasskey",
    "passkey_removed",
    async () => ({ passkeyId: await ownPasskeyId(), currentPassword: `${PASSWORD} 2` }),
  ],
  ["endSessions", "sessions_ended", async () => ({ operatorId: (await self()).person.operatorId })],
  [
    "setSignInPolicy",
    "sign_in_policy_changed",
    () => ({ expectedVersion: 0, secondFactor: "NOBODY", idleMinutes: 20, sessionHours: 8 }),
  ],
  [
    "setRedactionPolicy",
    "redaction_policy_changed",
    () => ({ expectedVersion: 0, revealedBy: "ROLES", members: ["loyalty_number"] }),
  ],
  [
    "setRetention",
    "retention_changed",
    () => ({
      expectedVersion: 0,
      limits: { id: door.own.brand.id, bodiesDays: 60, exchangesDays: 400, guestsDays: 365 },
    }),
  ],
  ["eraseGuest", "guest_erased", () => ({ email: "nobody@example.com" })],
  ["runRetention", "retention_run", () => ({ id: door.own.brand.id })],
  ["createConnection", "connection_created", () => ({ slug: "other", name: "Other" })],
  ["rotateSharedId", "shared_id_rotated", () => ({ connectionId: connection(), expectedVersion: 1 })],
  [
    "setSwitches",
    "connection_changed",
    () => ({
      connectionId: connection(),
      expectedVersion: 2,
      switches: [{ name: "jwt_key", value: "first10" }],
    }),
  ],
  [
    "pauseConnection",
    "connection_changed",
    () => ({ connectionId: connection(), expectedVersion: 3, reason: WRITTEN }),
  ],
  ["resumeConnection", "connection_changed", () => ({ connectionId: connection(), expectedVersion: 4 })],
  ["retireSharedId", "shared_id_retired", () => ({ connectionId: connection(), secretId: ids.secret })],
  ["setMapping", "mapping_set", () => mapping("PAR-LOC-NEW")],
  ["endMapping", "mapping_ended", () => ({ mappingId: ids.mapping })],
  ["revertMapping", "mapping_set", () => ({ mappingId: ids.mapping })],
  ["importMappings", "mappings_imported", waitingImport],
  [
    "acceptCertain",
    "mappings_imported",
    async () => {
      const { db } = door.test;
      const targetId = await queueCertain(db, door.own, "SURE-1");
      const [queued] = await db.sql`select id from unmapped_ids where par_id = 'SURE-1'`;
      return { kind: "LOCATION", keys: [`${queued?.id}:${targetId}`] };
    },
  ],
  [
    "ignoreUnmapped",
    "unmapped_id_ignored",
    async () => {
      await queueCertain(door.test.db, door.own, "FOREIGN-1");
      const [queued] = await door.test.db.sql`select id from unmapped_ids where par_id = 'FOREIGN-1'`;
      return { unmappedId: queued?.id, reason: WRITTEN };
    },
  ],
  ["undoImport", "mapping_import_undone", () => ({ importId: ids.import })],
  [
    "markTestStore",
    "location_changed",
    () => ({ locationId: door.own.location.id, isTest: true, reason: WRITTEN }),
  ],
  ["createBrand", "brand_created", () => ({ code: "YC09", name: "YummyTaco" })],
  ["createStore", "location_created", () => newStore()],
  ["changeStore", "location_changed", async () => ({ ...(await store()), name: "Nosuch Place" })],
  [
    "setPos",
    "location_changed",
    // Of a store whose orders nobody acts on here.
    async () => ({
      ...(await store(door.foreign.location.id)),
      ...{ kind: "BRIDGE", store: "1", url: "https://pos.example.com", makeKey: true },
    }),
  ],
  ["rotatePosKey", "pos_key_rotated", () => store(door.foreign.location.id)],
  ["retirePosKey", "pos_key_retired", olderKey],
  ["runConformance", "conformance_run", toTry],
  ["pauseStore", "location_changed", async () => ({ ...(await store()), until: ENDLESS, reason: WRITTEN })],
  ["resumeStore", "location_changed", () => store()],
  [
    "pauseStores",
    "location_changed",
    async () => ({ stores: [await store()], until: ENDLESS, reason: WRITTEN }),
  ],
  ["resumeStores", "location_changed", async () => ({ stores: [await store()] })],
  [
    "sendTestCall",
    "test_call_sent",
    () => ({ locationId: door.own.location.id, operation: "STATUS", orderId: WRITTEN }),
  ],
  ["refreshMenu", "menu_refreshed", () => ({ locationId: door.own.location.id })],
  ["pinMenu", "menu_pinned", toPin],
  ["unpinMenu", "menu_unpinned", () => ({ ...storeId(), expectedMenuId: ids.menu })],
  ["holdMenus", "menu_pinned", () => ({ storeIds: [door.own.location.id], reason: WRITTEN })],
  ["releaseMenus", "menu_unpinned", () => ({ storeIds: [door.own.location.id] })],
  ["startMenuRollout", "menu_rollout_started", toRollOut],
  ["stopMenuRollout", "menu_rollout_stopped", async () => ({ rolloutId: (await rollout()).rolloutId })],
  ["resumeMenuRollout", "menu_rollout_resumed", () => rollout()],
  [
    "rollBackMenuRollout",
    "menu_rollout_rolled_back",
    async () => {
      await door.test.db.sql`update menu_rollouts set state = 'stopped'`;
      return await rollout();
    },
  ],
  ["startFireDrill", "fire_drill_started", toDrill],
  ["stopFireDrill", "fire_drill_stopped", toStop],
  ["setAvailability", "availability_changed", putBack],
  ["setAvailabilityInStores", "availability_changed", offInStores],
  ["undoTakeOff", "availability_changed", lastAct],
  ["confirmOrderPlaced", "order_confirmed_placed", async () => ({ ...(await waiting()), posOrderId: "T-7" })],
  ["confirmOrderAbsent", "order_confirmed_absent", async () => ({ ...(await waiting()), attempt: 1 })],
  ["resendOrder", "order_resent", async () => ({ ...(await waiting()), attempt: 1 })],
  ["tryOrderNow", "order_brought_forward", queued],
  ["settleDispute", "dispute_settled", disputed],
  [
    "createAlertChannel",
    "alert_channel_created",
    () => ({ kind: "EMAIL", name: WRITTEN, target: "ops@example.com", brandId: door.own.brand.id }),
  ],
  [
    "changeAlertChannel",
    "alert_channel_changed",
    async () => ({ ...(await channel()), expectedVersion: 1, isOn: false }),
  ],
  ["sendTestAlert", "alert_channel_tested", channel],
  ["deleteAlertChannel", "alert_channel_deleted", channel],
  ["restoreAlertChannel", "alert_channel_restored", channel],
  ["replayAlert", "alert_replayed", delivered],
  ["shareOrder", "order_shared", () => ({ orderId: ids.order })],
  ["revokeShare", "share_revoked", () => ({ shareId: ids.share })],
  ["saveView", "view_saved", () => ({ ...view, sharedWith: "SUPPORT" })],
  ["renameView", "view_changed", () => ({ viewId: ids.view, name: `${WRITTEN}!` })],
  ["deleteView", "view_deleted", () => ({ viewId: ids.view })],
  ["revealGuest", "guest_revealed", () => about({ reason: "CALL_GUEST" })],
  ["addNote", "case_noted", () => about({ note: WRITTEN })],
  ["assignCase", "case_assigned", () => about({ assigneeId: ids.first, expectedVersion: 0 })],
  ["snoozeCase", "case_snoozed", () => about({ until: tomorrow(), note: WRITTEN })],
  ["resolveCase", "case_resolved", () => about({ resolution: "REFUNDED", note: WRITTEN })],
  ["reopenCase", "case_reopened", () => about({ note: WRITTEN })],
  ["actInBulk", "case_resolved", () => ({ ...settled, note: WRITTEN, subjects: [{ id: ids.order }] })],
];

function person(name: string) {
  return { name, email: `${name}@example.com`, password: PASSWORD };
}
const grant = (role: string) => ({ role, brandId: door.own.brand.id });
const operator = (expectedVersion: number) => ({ operatorId: ids.operator, expectedVersion });
const connection = () => door.own.connection.id;
const view = { list: "ORDERS", name: WRITTEN, params: `show=pending&q=${WRITTEN}` };
const settled = { act: "RESOLVE", resolution: "REFUNDED" };
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();
const about = (more: object) => ({ subjectId: ids.order, ...more });
const newStore = () => ({ brandId: door.own.brand.id, code: "YC-9", name: "Nosuch Place", timezone: "UTC" });
const ENDLESS = { indefinitely: true };
async function store(idOrCode: string = door.own.location.id) {
  const row = await findLocation(door.test.db, { scope: everyBrand, idOrCode });
  return { locationId: row?.id, expectedVersion: row?.version };
}
function mapping(parId: string) {
  return { kind: "LOCATION", connectionId: connection(), parId, targetId: door.own.location.id };
}

let made: Promise<{ channel: string; delivery: string }> | undefined;
async function channel() {
  made ??= addChannel(door, door.own);
  return { channelId: (await made).channel };
}
async function delivered() {
  made ??= addChannel(door, door.own);
  const { delivery: deliveryId } = await made;
  await door.test.db.sql`update alert_deliveries set state = 'delivered' where id = ${deliveryId}`;
  return { deliveryId };
}

async function waitingImport() {
  ids.import = await addWaitingImport(door.test.db, door.own);
  const text = "query($id: ID!) { dryRunImport(id: $id) { digest } }";
  const { body } = await door.ask(owner, text, { id: ids.import });
  const digest = Object(Object(body.data).dryRunImport).digest;
  return { importId: ids.import, digest, leaveOutWrong: true };
}

async function waiting() {
  ids.order = await insertWaitingOrder(door.test.db, door.own);
  return { orderId: ids.order, note: WRITTEN };
}

async function queued() {
  const args = testOrder(door.own, { state: "received", dueInMs: 600_000 });
  await insertOrder(door.test.db, args);
  return { orderId: args.order.id, note: WRITTEN };
}

async function disputed() {
  const { orderId } = await waiting();
  await ask("confirmOrderPlaced", { orderId, posOrderId: "T-8" });
  await fresh();
  const detail = { said: WRITTEN };
  await raiseDispute(door.test.db, {
    ...{ orderId, dispute: "pos_cancelled", actor: POS },
    detail,
    now: now(),
  });
  return { orderId, note: WRITTEN };
}

async function olderKey() {
  const { id: locationId } = door.foreign.location;
  const [row] = await door.test.db.sql<{ id: string }[]>`
    select id from pos_keys where location_id = ${locationId} and ends_at is not null`;
  return { locationId, keyId: row?.id, evenIfUnseen: true };
}

const storeId = () => ({ locationId: door.own.location.id });
/** Of the store whose POS was set, which answers nobody. */
async function toTry() {
  const { location } = door.foreign;
  await putMenu(door.test.db, location.id, teaRoomMenu());
  await door.test.db.sql`update locations set is_test = true where id = ${location.id}`;
  return { locationId: location.id, adapterClass: "A" };
}

async function toPin() {
  const { locationId } = storeId();
  await putMenu(door.test.db, locationId, teaRoomMenu());
  ids.menu = (await findCurrentMenu(door.test.db, locationId))?.id ?? "";
  return { locationId, menuId: ids.menu, expectedMenuId: ids.menu, reason: WRITTEN };
}

/** At the store that has a POS by then. */
async function toDrill() {
  const { id: locationId } = door.foreign.location;
  await putMenu(door.test.db, locationId, teaRoomMenu());
  return { locationId };
}

async function toStop() {
  const { id: locationId } = door.foreign.location;
  const [drill] = await listFireDrills(door.test.db, { scope: everyBrand, locationId, limit: 1 });
  return { locationId, fireDrillId: drill?.id };
}

async function putBack() {
  const items = [{ kind: "product", itemId: "taco" }] as const;
  const off = {
    items,
    isAvailable: false,
    source: "operator",
    untilAt: null,
    reason: null,
    by: "demo",
  } as const;
  await setAvailability(door.test.db, { ...off, locationId: door.own.location.id, at: new Date(0) });
  const item = { kind: "PRODUCT", itemId: "taco" };
  return { locationId: door.own.location.id, items: [item], available: true, reason: WRITTEN };
}

async function offInStores() {
  const locationId = door.own.location.id;
  await putMenu(door.test.db, locationId, teaRoomMenu());
  const off = { available: false, until: ENDLESS, reason: WRITTEN };
  return { locationId, kind: "PRODUCT", itemId: "tea", storeIds: [locationId], ...off };
}

async function lastAct() {
  const [row] = await door.test.db.sql`select act_id from availability where act_id is not null`;
  return { actId: row?.act_id };
}

const now = () => door.deps.ledgerNow();

/** What is recorded later, when it is known whether it is about anybody, or whether its operator can use it. */
const RECORDED_LATER = ["askForResetLink", "startSecondFactor", "startPasskey"];

let ownSecret = "";
/** A code of one's own second factor, which is started with the first of them. */
async function ownCode(later = 0): Promise<string> {
  if (ownSecret === "") {
    const text = `mutation($input: StartSecondFactorInput!) { startSecondFactor(input: $input) {
      ... on SecondFactorSecret { secret } } }`;
    const { headers } = await self();
    const { body } = await door.ask(headers, text, { input: { currentPassword: `${PASSWORD} 2` } });
    ownSecret = String(Object(Object(body.data).startSecondFactor).secret);
  }
  return codeAt(ownSecret, stepOf(new Date()) + later);
}

/** A code of one's own on paper, put where `confirmSecondFactor` keeps them. */
async function ownPaper(): Promise<string> {
  const { codes, hashes } = newPaperCodes();
  const { operatorId } = (await self()).person;
  await door.test.db
    .sql`update operator_second_factors set paper_hashes = ${`{${hashes}}`}::text[] where operator_id = ${operatorId}`;
  return String(codes[0]);
}

/** What a device gives for a passkey of one's own. */
async function ownPasskey(): Promise<object> {
  const text = `mutation($input: StartPasskeyInput!) { startPasskey(input: $input) {
    ... on PasskeyStart { challenge } } }`;
  const { headers } = await self();
  const { body } = await door.ask(headers, text, { input: { currentPassword: `${PASSWORD} 2` } });
  const { challenge } = Object(Object(body.data).startPasskey);
  return { ...createAuthenticator(ADMIN_ORIGIN).make(String(challenge)), name: "Laptop" };
}

async function ownPasskeyId(): Promise<string> {
  const { body } = await door.ask((await self()).headers, "{ myPasskeys { id name } }");
  const [passkey] = Object(body.data).myPasskeys;
  expect(passkey).toMatchObject({ name: "Laptop" });
  return String(passkey.id);
}

/** One's own acts, which no key can do. */
const OWN_ACTS = [
  ...["changeOwnName", "chooseLanguage", "changeOwnPassword", "endOwnSessions"],
  ...["confirmSecondFactor", "replacePaperCodes", "removeOwnSecondFactor"],
  ...["addPasskey", "removeOwnPasskey"],
];

let own: Promise<{ person: TestPerson; headers: Record<string, string> }> | undefined;

/** Somebody who is signed in with a browser; made when they are first asked for, after the first operator. */
function self() {
  own ??= addPerson(door, [{ role: "owner", brandId: null, locationId: null }]).then(async (person) => ({
    person,
    headers: await person.signIn(),
  }));
  return own;
}

async function ask(name: string, input: object): Promise<Record<string, unknown>> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation($input: ${type}!) { ${name}(input: $input) {
    __typename ... on Error { code message } } }`;
  const headers = OWN_ACTS.includes(name) ? (await self()).headers : owner;
  const { body } = await door.ask(headers, text, { input });
  expect(body.errors, JSON.stringify(body)).toBeUndefined();
  return Object(Object(body.data)[name]);
}

/** The entries that nobody has looked at yet. */
async function fresh() {
  const entries = await listAudit(door.test.db, { page: { limit: 1000 } });
  const unseen = entries.filter(({ id }) => !seen.has(id));
  for (const { id } of unseen) seen.add(id);
  return unseen;
}

describe("the audit", () => {
  it("has a row here for every mutation", () => {
    const names = Object.keys(schema.getMutationType()?.getFields() ?? {});
    expect([...STEPS.map(([name]) => name), ...RECORDED_LATER].sort()).toEqual(names.sort());
  });

  it.each(STEPS)("has an entry of %s, with who and from where", async (name, action, input) => {
    const given = await input();
    await fresh();
    const result = await ask(name, given);
    expect(result, JSON.stringify(result)).not.toHaveProperty("code");
    const entries = await fresh();
    expect(entries.map((entry) => entry.action)).toEqual([action]);
    const [entry] = entries;
    expect(entry).toMatchObject({
      actor: expect.stringMatching(/^opr_/),
      address: expect.stringMatching(/127\.0\.0\.1$/),
    });
    await remember(name, entry?.subjectId ?? "");
  });

  it("has a word for every field", async () => {
    const fields = await door.test.db.sql<{ name: string }[]>`
      select distinct jsonb_object_keys(detail) as name from audit_entries order by 1`;
    const known: object = messagesOf("en", "audit").field;
    expect(fields.length).toBeGreaterThan(40);
    expect(fields.map(({ name }) => name).filter((name) => !(name in known))).toEqual([]);
  });

  it("holds nothing of a guest, and nothing that a person wrote", async () => {
    const { sql } = door.test.db;
    const [entries] = await sql<{ text: string }[]>`select json_agg(e)::text as text from audit_entries e`;
    const columns = await sql<{ name: string }[]>`select column_name as name from information_schema.columns
      where table_name = 'orders' and column_name like 'guest%'`;
    expect(columns.length).toBeGreaterThan(2);
    const guests = await sql.unsafe(`select ${columns.map(({ name }) => name).join(", ")} from orders`);
    const data = guests.flatMap((row) => Object.values(row).filter((value) => typeof value === "string"));
    expect(data.length).toBeGreaterThan(3);
    for (const text of [...data, WRITTEN, "Maria", "+1 555"]) expect(entries?.text).not.toContain(text);
  });
});

/** Holds the store while a newer version waits. */
async function toRollOut() {
  const { db } = door.test;
  const { id: locationId } = door.own.location;
  const found = await findMenusInForce(db, locationId);
  const menuId = found?.inForce.id ?? "";
  const pin = { menuId, reason: WRITTEN };
  await setMenuPin(db, { locationId, expectedMenuId: menuId, pin, by: CLI, now: new Date() });
  await putMenu(db, locationId, teaRoomMenu(), "v-next");
  return { storeIds: [locationId] };
}

async function rollout() {
  const [row] = await door.test.db.sql`select id, version from menu_rollouts`;
  return { rolloutId: String(row?.id), expectedVersion: Number(row?.version) };
}

/** The token of a link that was made at this moment. */
async function freshToken(): Promise<string> {
  const ask = { operatorId: ids.invited ?? "", expectedVersion: 2, scope: everyBrand, by: CLI };
  const outcome = await createPeople({ ...door.deps, ...door.deps.config }).inviteAgain(ask);
  return outcome.kind === "invited" ? outcome.path.replace("/invite/", "") : outcome.kind;
}

/** Keeps the ids that later rows need. */
async function remember(name: string, subjectId: string): Promise<void> {
  if (name === "createFirstOperator") {
    ids.first = subjectId;
    owner = await door.headersOf("owner");
  }
  if (name === "inviteOperator") ids.invited = subjectId;
  if (name === "createOperator") ids.operator = subjectId;
  if (name === "saveView") ids.view = subjectId;
  if (name === "setMapping") ids.mapping = subjectId;
  const { sql } = door.test.db;
  if (name === "createApiKey") {
    const [key] = await sql`select id from operator_api_keys where operator_id = ${ids.operator ?? ""}`;
    ids.key = String(key?.id);
  }
  if (name === "shareOrder") {
    const [share] = await sql`select id from order_shares`;
    ids.share = String(share?.id);
  }
  if (name === "rotateSharedId") {
    const [secret] = await sql`select id from connection_secrets
      where connection_id = ${connection()} and state = 'retiring'`;
    ids.secret = String(secret?.id);
  }
}
