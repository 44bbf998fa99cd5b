import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADMIN_ORIGIN, openTestDoor, type TestDoor } from "../testing/door.ts";
import { limits } from "./limits.ts";

/** An answer that comes when it is given. */
function withheld() {
  let give = () => {};
  const answer = new Promise<null>((resolve) => {
    give = () => resolve(null);
  });
  return { answer, give };
}

const JSON_TYPE = { "content-type": "application/json" };

describe("what one request may ask", () => {
  let door: TestDoor;
  let headers: Record<string, string>;
  beforeAll(async () => {
    door = await openTestDoor();
    headers = await door.headersOf("admin", "all");
  });
  afterAll(() => door[Symbol.asyncDispose]());

  const codes = (answer: { body: { errors?: { extensions?: { code?: string } }[] } }) =>
    (answer.body.errors ?? []).map((error) => error.extensions?.code);
  const send = (init: RequestInit & { headers: Record<string, string> }) =>
    fetch(door.url, { method: "POST", ...init, headers: { ...headers, ...init.headers } });

  it.each([
    ["8,000 aliases", `{ ${Array.from({ length: 8000 }, (_, i) => `a${i}: __typename`).join(" ")} }`],
    ["2,500 equal fields", `{ ${"__typename ".repeat(2500)} }`],
    ["5,000 directives", `{ me ${"@include(if: true) ".repeat(5000)} { id } }`],
    ["an unknown directive", "{ me @export { id } }"],
    ["@defer", "{ ... @defer { me { id } } }"],
    ["a subscription", "subscription { me { id } }"],
    ["introspection", "{ __schema { types { name } } }"],
    ["introspection of one type", '{ __type(name: "Order") { name } }'],
    [
      "a mutation of what only the server sets",
      'mutation { setMapping(input: { kind: LOCATION, connectionId: "c", parId: "p", targetId: "l", createdAt: "x" }) { __typename } }',
    ],
    ["a secret", "{ connections { secrets { sealed } } }"],
    ["a fragment that contains itself", "{ me { ...F } } fragment F on Operator { ...F }"],
    ["nothing", ""],
  ])("answers 400 to %s", async (_what, query) => {
    const answer = await door.ask(headers, query);
    expect(answer.status).toBe(400);
    expect(answer.body.data).toBeUndefined();
    expect(answer.body.errors?.length).toBeLessThanOrEqual(10);
  });

  it("refuses introspection in its own words", async () => {
    const { body } = await door.ask(headers, "{ __schema { types { name } } }");
    expect(JSON.stringify(body)).toContain("The schema is not told here");
    expect(JSON.stringify(body)).not.toMatch(/apollo/i);
  });

  it("answers __typename", async () => {
    expect(await door.ask(headers, "{ __typename }")).toMatchObject({
      status: 200,
      body: { data: { __typename: "Query" } },
    });
  });

  it("names no field that somebody might have meant", async () => {
    const { status, body } = await door.ask(headers, "{ orderz { id } }");
    expect(status).toBe(400);
    expect(JSON.stringify(body)).not.toMatch(/did you mean|orders/i);
  });

  it.each([9, 60])("answers 400 to a query %i levels deep", async (depth) => {
    const levels = Math.ceil(depth / 2);
    const query = `{ orders { edges { node { ${"exchanges { order { ".repeat(levels)} id ${"} } ".repeat(levels)} } } } }`;
    const answer = await door.ask(headers, query);
    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(["QUERY_TOO_COMPLEX"]);
  });

  it("answers 400 to a query that costs too much", async () => {
    const deep = "{ orders(first: 100) { edges { node { exchanges { order { exchanges { id } } } } } } }";
    expect(await door.ask(headers, deep)).toMatchObject({ status: 400 });
  });

  it("answers a whole trace and a full page of orders", async () => {
    const trace = `{ orders(first: 100) { edges { node { id requestUid state grandTotalCents brand { name } location { code }
      guest { name } autopsy { sentence tone } } } pageInfo { hasNextPage endCursor } } }`;
    expect(await door.ask(headers, trace)).toMatchObject({
      status: 200,
      body: { data: { orders: { edges: [] } } },
    });
  });

  it.each([1_000_000_000, 101, 0, -1, null])("answers BAD_USER_INPUT to a page of %s", async (first) => {
    const answer = await door.ask(
      headers,
      "query($first: Int) { orders(first: $first) { edges { cursor } } }",
      { first },
    );
    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(["BAD_USER_INPUT"]);
  });

  it.each(["x", "bm90IGEgY3Vyc29y", "A".repeat(10_000), "MTc2 b3Jk", "' or 1=1 --"])(
    "answers BAD_USER_INPUT to the cursor %.20s",
    async (after) => {
      const answer = await door.ask(
        headers,
        "query($after: String) { orders(after: $after) { edges { cursor } } }",
        { after },
      );
      expect(codes(answer)).toEqual(["BAD_USER_INPUT"]);
    },
  );

  it.each([
    "%",
    "_",
    "%%%%%",
    ".*",
    "\\",
    "'; drop table orders; --",
    "é\u0301",
    "\u{1f32e}",
    "a".repeat(200),
  ])("searches for %j as it stands", async (search) => {
    await door.addOrder(door.own);
    const answer = await door.ask(
      headers,
      "query($search: String) { orders(search: $search) { edges { cursor } } }",
      { search },
    );
    expect(answer.body).toEqual({ data: { orders: { edges: [] } } });
  });

  it.each([
    ["a search of 10 KB", { search: "a".repeat(10_000) }],
    ["a number for a text", { search: 1 }],
    ["an object for a text", { search: { ne: "" } }],
    ["a NUL in a text", { search: "a\u0000b" }],
  ])("answers BAD_USER_INPUT to %s", async (_what, variables) => {
    const answer = await door.ask(
      headers,
      "query($search: String) { orders(search: $search) { edges { cursor } } }",
      variables,
    );
    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(["BAD_USER_INPUT"]);
  });

  it("answers at most ten errors to a thousand wrong values", async () => {
    const states = Array.from({ length: 1000 }, () => "NO_SUCH_STATE");
    const text = "query($filter: OrderFilter) { orders(filter: $filter) { edges { cursor } } }";
    const answer = await door.ask(headers, text, { filter: { states } });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.length).toBeLessThanOrEqual(10);
  });

  it.each([2, 1000])("answers 400 to a batch of %i", async (count) => {
    const body = JSON.stringify(Array.from({ length: count }, () => ({ query: "{ me { id } }" })));
    expect((await send({ body, headers: JSON_TYPE })).status).toBe(400);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "does not read a body of %s",
    async (type) => {
      const body = JSON.stringify({ query: "{ __typename }" });
      const answer = await send({ body, headers: { "content-type": type } });
      expect(answer.status).toBe(400);
      expect(answer.headers.get("content-type")).toContain("json");
    },
  );

  it("S17, I14: answers 405 to any operation by GET, and shows no page to a browser", async () => {
    const asked = { headers: { ...headers, "apollo-require-preflight": "1" } };
    for (const query of [
      'mutation { refreshMenu(input: { locationId: "x" }) { __typename } }',
      "{ __typename }",
    ]) {
      expect((await fetch(`${door.url}?query=${encodeURIComponent(query)}`, asked)).status).toBe(405);
    }
    const page = await fetch(door.url, { headers: { accept: "text/html" } });
    expect(page.status).toBe(405);
    expect(page.headers.get("allow")).toBe("POST");
    expect(await page.text()).not.toContain("<html");
  });

  it("S17, I04: takes fifteen aliases and no more", async () => {
    const aliases = (count: number) =>
      `{ ${Array.from({ length: count }, (_, i) => `a${i}: __typename`).join(" ")} }`;
    expect((await door.ask(headers, aliases(15))).status).toBe(200);
    const answer = await door.ask(headers, aliases(16));
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toHaveLength(1);
    const inParts = `{ ...F a: __typename } fragment F on Query { ${Array.from({ length: 15 }, (_, i) => `b${i}: __typename`).join(" ")} }`;
    expect((await door.ask(headers, inParts)).status).toBe(400);
  });

  // S3: the rules of PAR's door hold before anybody has signed in.
  it.each([
    [
      "variables 5,000 levels deep",
      `{"query":"{ __typename }","variables":${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}}`,
    ],
    [
      "lists 33 levels deep",
      `{"query":"{ __typename }","variables":{"a":${"[".repeat(33)}${"]".repeat(33)}}}`,
    ],
    [
      "an unused extension 5,000 levels deep",
      `{"query":"{ __typename }","extensions":{"a":${"[".repeat(5_000)}${"]".repeat(5_000)}}}`,
    ],
    [
      "10,001 keys",
      `{"query":"{ __typename }","variables":{${Array.from({ length: 10_001 }, (_, i) => `"k${i}":1`).join(",")}}}`,
    ],
    ["a key twice", '{"query":"{ __typename }","query":"{ me { id } }"}'],
    [
      "a value 900 levels deep in the query",
      `{"query":"{ orders(search: ${"[".repeat(480)}${"]".repeat(480)}) { edges { cursor } } }"}`,
    ],
    ["an empty body", ""],
  ])("S3: answers 400 to %s, and logs nothing", async (_what, body) => {
    const before = door.accidents.length;
    for (const own of [headers, {}]) {
      const answer = await fetch(door.url, { method: "POST", body, headers: { ...JSON_TYPE, ...own } });
      expect(answer.status).toBe(400);
      expect(await answer.text()).not.toMatch(/stack|did you mean/i);
    }
    expect(door.accidents).toHaveLength(before);
  });

  it.each(["utf-16", "utf-16le", "utf-32", "latin1"])("S17, D16: takes no body in %s", async (charset) => {
    const body = Buffer.from(JSON.stringify({ query: "{ __typename }" }), "utf16le");
    const answer = await send({ body, headers: { "content-type": `application/json; charset=${charset}` } });
    expect(answer.status).toBe(415);
  });

  it("S17: suggests no value of the schema to whoever misspells one", async () => {
    const text = "query($filter: OrderFilter) { orders(filter: $filter) { edges { cursor } } }";
    for (const filter of [{ states: ["PLACEDD"] }, { statez: [] }]) {
      const answer = await door.ask({}, text, { filter });
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body)).not.toMatch(/did you mean|"PLACED"/i);
    }
  });

  it("S17: lets no operator's queries hold up those of another, and begins none that nobody waits for", async () => {
    await using busy = await openTestDoor();
    const [greedy, other] = [await busy.headersOf("admin", "all"), await busy.headersOf("support")];
    const { orderId } = await busy.addOrder(busy.own);
    const held = withheld();
    let begun = 0;
    const possible = async () => {
      begun += 1;
      await held.answer;
      return [];
    };
    busy.deps.dispatcher = { ...busy.deps.dispatcher, acts: { ...busy.deps.dispatcher.acts, possible } };
    const text = `{ order(id: "${orderId}") { acts { name } } }`;
    const asked = Array.from({ length: limits.queriesOfOne + limits.queriesWaiting + 1 }, () =>
      busy.ask(greedy, text),
    );
    const refused = (await Promise.all(asked)).map(({ status }) => status);
    expect(refused.filter((status) => status === 429)).toHaveLength(1);
    expect(refused.filter((status) => status === 503)).toHaveLength(asked.length - 1);
    // None that waited was begun for nobody; those that were begun still have their operator's places.
    expect(begun).toBe(limits.queriesOfOne);
    expect((await busy.ask(other, "{ me { name } }")).status).toBe(200);
    expect((await busy.ask(greedy, "{ me { name } }")).status).toBe(503);
    held.give();
    await expect
      .poll(async () => (await busy.ask(greedy, "{ me { name } }")).status, { timeout: 20_000 })
      .toBe(200);
  });

  it("S17: answers 503 to a query that takes too long, and lets a mutation take its time", async () => {
    await using slow = await openTestDoor({}, { queryDeadlineMs: 1 });
    const admin = await slow.headersOf("admin", "all");
    const answer = await slow.ask(admin, "{ orders { edges { node { id } } } }");
    expect(answer.status).toBe(503);
    expect(codes(answer)).toEqual(["DEADLINE_EXCEEDED"]);
  });

  it("S10: asks an address without an operator to slow down, and binds no operator there", async () => {
    await using busy = await openTestDoor();
    const admin = await busy.headersOf("admin", "all");
    const statuses: number[] = [];
    for (let batch = 0; batch < 40 && !statuses.includes(429); batch++) {
      const calls = Array.from({ length: 50 }, () => busy.ask({}, "{ __typename }"));
      statuses.push(...(await Promise.all(calls)).map(({ status }) => status));
    }
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect((await busy.ask(admin, "{ __typename }")).status).toBe(200);
  });

  it("answers 413 as JSON to a body over 256 KiB", async () => {
    const answer = await send({ body: `{"query":"${" ".repeat(limits.bodyBytes)}"}`, headers: JSON_TYPE });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "BODY_TOO_LARGE" } }] });
  });

  it("answers 400 as JSON to what is no JSON", async () => {
    const answer = await send({ body: "{", headers: JSON_TYPE });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
  });

  it("does not let __proto__ in variables reach anything", async () => {
    const body = '{"query":"{ __typename }","variables":{"__proto__":{"polluted":true}}}';
    await send({ body, headers: JSON_TYPE });
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  it.each([
    ["a foreign origin", { origin: "https://evil.example" }],
    ["the origin null", { origin: "null" }],
    ["our origin as the start of another", { origin: `${ADMIN_ORIGIN}.evil.example` }],
    ["another port of our host", { origin: "http://localhost:3001" }],
    ["no origin from another site", { "sec-fetch-site": "cross-site" }],
    ["no origin from a sibling site", { "sec-fetch-site": "same-site" }],
  ])("answers 403 to %s, whatever it carries", async (_what, from) => {
    const body = JSON.stringify({ query: "{ __typename }" });
    for (const own of [headers, { cookie: "parley.session=x.y" }]) {
      const answer = await fetch(door.url, {
        method: "POST",
        body,
        headers: { ...JSON_TYPE, ...own, ...from },
      });
      expect(answer.status).toBe(403);
    }
  });

  it("answers the admin's origin and its loopback twin", async () => {
    for (const origin of [ADMIN_ORIGIN, "http://127.0.0.1:3000"]) {
      expect(await door.ask({ ...headers, origin }, "{ __typename }")).toMatchObject({ status: 200 });
    }
  });

  it("sends no CORS headers to a preflight", async () => {
    const answer = await fetch(door.url, {
      method: "OPTIONS",
      headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
    });
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  it("does not hold a multipart answer open", async () => {
    const body = JSON.stringify({ query: "{ __typename }" });
    const answer = await send({ body, headers: { ...JSON_TYPE, accept: "multipart/mixed" } });
    expect(answer.status).toBe(406);
  });

  it("lets no answer be cached", async () => {
    const answer = await send({ body: JSON.stringify({ query: "{ __typename }" }), headers: JSON_TYPE });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("introspects where the setting allows it", async () => {
    await using open = await openTestDoor({ graphqlIntrospection: true });
    const answer = await open.ask({}, "{ __schema { queryType { name } } }");
    expect(answer).toMatchObject({
      status: 200,
      body: { data: { __schema: { queryType: { name: "Query" } } } },
    });
  });

  it("masks what went wrong on our side, and logs it", async () => {
    await using broken = await openTestDoor();
    const admin = await broken.headersOf("admin", "all");
    broken.deps.menus.refresh = async () => {
      throw new Error("the password is swordfish");
    };
    const text = "mutation($id: ID!) { refreshMenu(input: { locationId: $id }) { __typename } }";
    const { body } = await broken.ask(admin, text, { id: broken.own.location.id });
    expect(body.errors).toEqual([
      expect.objectContaining({
        message: "Something went wrong on our side.",
        extensions: { code: "INTERNAL_SERVER_ERROR" },
      }),
    ]);
    expect(broken.accidents).toHaveLength(1);
    expect(JSON.stringify(body)).not.toContain("swordfish");
  });
});
