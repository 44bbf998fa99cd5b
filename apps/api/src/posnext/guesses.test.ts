import { randomUUID } from "node:crypto";
import { findConnection, setConnection } from "@parley/db/connections";
import {
  computeDigest,
  defaultSwitches,
  type Exchange,
  guesses,
  PosNextClient,
  parseSwitches,
  readDigestFields,
  type Switches,
  sampleOrder,
  signatureString,
  signToken,
} from "@parley/par-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Door, LOCATION, ORGANIZATION, openDoor } from "./testing/door.ts";

/**
 * For every guess about PAR that can be switched, each other form is tested with all calls: menu,
 * validate, submit, repeat, status. The exchange then shows which form was seen.
 */

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

type Body = Record<string, unknown>;

function order(): Body {
  const id = randomUUID();
  return sampleOrder({
    root: { request_uid: id, request_datetime: new Date().toISOString() },
    details: { online_order_id: `ONL-${id}` },
  });
}

/** Makes all the calls; returns the last exchange as it was recorded. */
async function walk(
  par: PosNextClient,
  body: Body = order(),
  options: Parameters<PosNextClient["submit"]>[1] = {},
) {
  const steps: Exchange[] = [
    await par.menus({ organization_id: ORGANIZATION, location_id: LOCATION }),
    await par.validate(body, options),
    await par.submit(body, options),
    await par.submit(body, options),
    await par.status(String(body.request_uid ?? body.requestUid ?? body.RequestUid)),
  ];
  for (const step of steps) {
    expect(
      step.verdict.checks.filter((check) => !check.ok),
      step.operation,
    ).toEqual([]);
  }
  expect(steps.slice(1).map((step) => Object.values(step.response.json as Body)[0])).toEqual([
    "validated",
    "placed",
    "placed",
    "placed",
  ]);
}

async function seenOf(requestUid: string, operation: string): Promise<unknown> {
  const rows = await door.exchanges();
  return rows.find((row) => row.requestUid === requestUid && row.operation === operation)?.seen;
}

/** Runs with the connection's switches set this way, then puts the defaults back. */
async function withSwitches<T>(
  change: Partial<Switches>,
  run: (par: PosNextClient) => Promise<T>,
): Promise<T> {
  const switches = parseSwitches(change);
  const set = async (value: Switches) => {
    const found = await findConnection(door.ctx.db, { scope: { all: true }, idOrSlug: door.connectionId });
    if (found === null) throw new Error("The connection is gone");
    await setConnection(door.ctx.db, {
      connectionId: found.id,
      expectedVersion: found.version,
      set: { switches: value },
      now: new Date(),
    });
    await door.ctx.callers.reload();
  };
  await set(switches);
  try {
    return await run(new PosNextClient({ baseUrl: door.url, sharedId: door.sharedId, switches }));
  } finally {
    await set(defaultSwitches);
  }
}

describe("switches", () => {
  const rows = guesses.flatMap((guess) =>
    guess.kind === "switch" ? guess.alternatives.map((value) => [guess.id, value] as const) : [],
  );

  it.each(rows)("%s = %s", async (id, value) => {
    await withSwitches({ [id]: value }, async (par) => {
      const body = order();
      await walk(par, body);
      expect(await seenOf(String(body.request_uid), "submit_order")).toMatchObject({ [id]: String(value) });
    });
  });

  it.each([401, 412] as const)("answers a wrong digest with %i", async (status) => {
    await withSwitches({ signature_status: status }, async (par) => {
      const { response } = await par.submit(order(), { headers: { "x-pch-digest": "0".repeat(64) } });
      expect(response.status).toBe(status);
      expect(response.headers["x-pch-digest"]).toBeUndefined();
    });
  });

  it("takes PAR's truncated doubles, both ways, only where the connection says so", async () => {
    // 8.70 as a double, times 100, truncated, is 869.
    const body = order();
    const details = body.order_details as Body;
    const doubles: Body = {
      ...body,
      order_details: { ...details, ...cheapOrder },
    };
    const digest = computeDigest(door.sharedId, signatureString(readDigestFields(doubles).fields, "X"));
    const headers = { "x-pch-digest": digest };
    expect((await door.par.validate(doubles, { headers })).response.status).toBe(401);
    const refused = (await door.exchanges()).find((row) => row.requestUid === body.request_uid);
    expect(refused?.reason).toBe("double_truncation");
    await withSwitches({ cents_mode: "double_truncate" }, async (par) => {
      const { response, verdict } = await par.validate(doubles, { headers });
      expect(response.json).toMatchObject({ status: "validated" });
      expect(verdict.checks.filter((check) => !check.ok)).toEqual([]);
    });
  });
});

const cheapOrder = {
  items: [{ line_id: "1", item_id: "sim-slow", quantity: 8, unit_price: 1 }],
  subtotal: 8,
  tax_total: 0.7,
  tip_total: 0,
  grand_total: 8.7,
  payments: [],
};

/** Ten bottles at 3.50, of which 2.82 are tax that is inside the price. */
const vatOrder = (subtotal: number) => ({
  items: [{ line_id: "1", item_id: "mexican-cola", quantity: 10, unit_price: 3.5 }],
  subtotal,
  tax_total: 2.82,
  tip_total: 0,
  grand_total: 35,
  payments: [],
});

/** Makes all the calls in one accepted form; returns what the submit's exchange recorded as seen. */
async function seenAfter(body: Body, options: Parameters<PosNextClient["submit"]>[1] = {}): Promise<unknown> {
  await walk(door.par, body, options);
  const uid = String(body.request_uid ?? body.requestUid ?? body.RequestUid);
  return await seenOf(uid, "submit_order");
}

/** What the first submit's exchange recorded as seen: a repeat is answered without being priced. */
async function seenAtFirst(body: Body): Promise<unknown> {
  const { response } = await door.par.submit(body);
  expect(response.json).toMatchObject({ status: "placed" });
  return await seenOf(String(body.request_uid), "submit_order");
}

function respell(value: unknown, name: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((entry) => respell(entry, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [name(key), respell(inner, name)]));
}

const camel = (key: string) => key.replace(/_(.)/g, (_all, letter: string) => letter.toUpperCase());
const pascal = (key: string) => camel(key).replace(/^./, (letter) => letter.toUpperCase());

function withDetails(details: Body): Body {
  const body = order();
  return { ...body, order_details: { ...(body.order_details as Body), ...details } };
}

async function bearer(claims: Record<string, unknown>) {
  const token = await signToken({
    sharedId: door.sharedId,
    jwtKey: "full",
    now: new Date(),
    lifeSeconds: 60,
    claims,
  });
  return { headers: { authorization: `Bearer ${token}` } };
}

async function seenByPoll(id: (placed: { online: string; pos: string }) => string): Promise<unknown> {
  const body = order();
  const { response } = await door.par.submit(body);
  const details = (response.json as { order_details: { online_order_id: string; pos_order_id: string } })
    .order_details;
  await door.par.status(id({ online: details.online_order_id, pos: details.pos_order_id }));
  const rows = await door.exchanges();
  const orderId = rows.find((row) => row.requestUid === body.request_uid)?.orderId;
  return rows.find((row) => row.operation === "get_order" && row.orderId === orderId)?.seen;
}

const organization_id = ORGANIZATION;
const location_id = LOCATION;

/** How each accepted alternative is sent; each returns what was recorded as seen. */
const accepted: Record<string, Record<string, () => Promise<unknown>>> = {
  operation_path: {
    alias: async () => {
      const body = order();
      await door.par.submit(body, { path: "/posnext/orders/submit" });
      return await seenOf(String(body.request_uid), "submit_order");
    },
  },
  tenant_claims: {
    organization: async () => seenAfter(order(), await bearer({ organization_id })),
    location: async () => seenAfter(order(), await bearer({ location_id })),
    "organization+location": async () => seenAfter(order(), await bearer({ organization_id, location_id })),
  },
  unsigned_digest: {
    present: async () => {
      const request_uid = randomUUID();
      const headers = { "x-pch-digest": "0".repeat(64) };
      await door.par.menus({ organization_id, location_id, request_uid }, { headers });
      return await seenOf(request_uid, "get_menu");
    },
  },
  cents_reading: {
    // A third decimal makes rounding and truncation differ; within our tolerance of a cent.
    T: async () => {
      const body = order();
      const details = { ...(body.order_details as Body), grand_total: 29.105 };
      const sent = { ...body, order_details: details };
      const digest = computeDigest(door.sharedId, signatureString(readDigestFields(sent).fields, "T"));
      await door.par.submit(sent, { headers: { "x-pch-digest": digest } });
      return await seenOf(String(body.request_uid), "submit_order");
    },
    X: () =>
      withSwitches({ cents_mode: "double_truncate" }, async (par) => {
        const body = order();
        await walk(par, body);
        return await seenOf(String(body.request_uid), "submit_order");
      }),
  },
  request_spelling: {
    camel: async () => seenAfter(respell(order(), camel) as Body),
    pascal: async () => seenAfter(respell(order(), pascal) as Body),
    mixed: async () => {
      const { organization_id: OrganizationId, ...rest } = order();
      return await seenAfter({ OrganizationId, ...rest });
    },
  },
  id_form: {
    number: async () => {
      const onlineOrderId = Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
      const body = order();
      return await seenAfter({
        ...body,
        order_details: { ...(body.order_details as Body), online_order_id: onlineOrderId },
      });
    },
  },
  token_times: {
    fraction: async () => seenAfter(order(), await bearer({ exp: Date.now() / 1000 + 60.5 })),
  },
  payment_tips: {
    besides: async () =>
      seenAtFirst(withDetails({ payments: [{ type: "card", amount: 26.1, tip_amount: 3 }] })),
  },
  tip_source: {
    payments: async () => seenAtFirst(withDetails({ tip_total: null })),
  },
  cash_amount: {
    part: async () => seenAtFirst(withDetails({ payments: [{ type: "Cash", amount: 0 }] })),
  },
  unit_price_zero: {
    left_out: async () =>
      seenAtFirst(
        withDetails({ ...cheapOrder, items: [{ item_id: "sim-slow", quantity: 8, unit_price: 0 }] }),
      ),
  },
  inclusive_tax: {
    stated: async () => seenAtFirst(withDetails(vatOrder(35))),
    before_tax: async () => seenAtFirst(withDetails(vatOrder(32.18))),
  },
  datetime_form: {
    other_fraction: async () => seenAfter({ ...order(), request_datetime: "2026-01-15T12:34:56Z" }),
    offset: async () => seenAfter({ ...order(), request_datetime: "2026-01-15T18:04:56.999+05:30" }),
  },
  get_order_id: {
    pos_order_id: () => seenByPoll(({ pos }) => pos),
    online_order_id: () => seenByPoll(({ online }) => online),
  },
  retry_identity: {
    new_request_uid: async () => {
      const body = order();
      await door.par.submit(body);
      const retry = { ...body, request_uid: randomUUID() };
      await door.par.submit(retry);
      return await seenOf(retry.request_uid, "submit_order");
    },
  },
};

describe("accepted forms", () => {
  const rows = guesses.flatMap((guess) =>
    guess.kind === "accepted" ? guess.alternatives.map((value) => [guess.id, String(value)] as const) : [],
  );

  it.each(rows)("%s = %s", async (id, value) => {
    const send = accepted[id]?.[value];
    if (send === undefined) throw new Error(`No journey sends ${id} as ${value}`);
    expect(await send()).toMatchObject({ [id]: value });
  });
});
