import { createServer, type Server } from "node:http";
import { everyBrand } from "@parley/db";
import { insertApiKey } from "@parley/db/operators";
import { findLocation, setLocation, setLocationPos } from "@parley/db/stores";
import express from "express";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAuth } from "./auth/auth.ts";
import { createOperator } from "./auth/operator.ts";
import { createGraphqlRouter } from "./graphql/kernel/server.ts";
import { type Door, openDoor } from "./posnext/testing/door.ts";

/** The whole way of a class: a POS of which nothing is known, a run over HTTP at a simulated one, and the class. */

const RUN = `mutation($input: RunConformanceInput!) { runConformance(input: $input) { __typename
  ... on ConformanceRun { passed adapterClass results { check words passed said } } ... on Error { code message } } }`;
const SET = `mutation($input: SetPosInput!) { setPos(input: $input) { __typename
  ... on PosChange { store { pos { adapterClass } } } ... on Error { code } } }`;
const READ = `query($id: ID!) { location(id: $id) { whyNoConformance conformanceRuns { adapterClass passed by } } }`;

let door: Door;
let server: Server;
let url: string;
let headers: Record<string, string>;

beforeAll(async () => {
  // The simulator plays A. Our row says D, as of a POS that nobody has tried.
  door = await openDoor();
  const { ctx } = door;
  const { db, vault } = ctx;
  await setLocationPos(db, {
    ...{ vault, locationId: door.locationId, posKind: "bridge", now: new Date() },
    posSettings: { url: door.simulator.url, store: "YC-LC-001", class: "D", class_assumed: true },
  });
  const config = {
    adminUrl: "http://localhost:3000",
    masterKey: "a master key for tests, nothing of value",
    adminSecret: null,
    demo: false,
  };
  const auth = createAuth({ db, config, now: ctx.now });
  const app = express().use("/graphql", await createGraphqlRouter({ ctx, auth }));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/graphql`;
  const person = await createOperator(
    { db, now: new Date() },
    {
      ...{ name: "Ada", email: "ada@example.com", password: "correct horse battery staple" },
      grants: [{ role: "owner", brandId: null, locationId: null }],
    },
  );
  if (person.kind !== "created") throw new Error(person.kind);
  const { plain } = await insertApiKey(db, { operatorId: person.operator.id, name: "test", now: new Date() });
  headers = { authorization: `Bearer ${plain}` };
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await door[Symbol.asyncDispose]();
});

async function ask(query: string, variables: object) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const body: { data?: unknown; errors?: unknown } = Object(await answer.json());
  expect(body.errors).toBeUndefined();
  return Object(body.data);
}

async function store() {
  const found = await findLocation(door.ctx.db, { scope: everyBrand, idOrCode: door.locationId });
  if (found === null) throw new Error("The store is gone");
  return found;
}

const run = async (adapterClass: string, canVoid = false) =>
  (await ask(RUN, { input: { locationId: door.locationId, adapterClass, canVoid } })).runConformance;

const setClass = async (adapterClass: string) => {
  const { version: expectedVersion } = await store();
  const pos = { kind: "BRIDGE", url: door.simulator.url, store: "YC-LC-001" };
  const input = { locationId: door.locationId, expectedVersion, ...pos, adapterClass };
  return (await ask(SET, { input })).setPos;
};

describe("the class of a POS", () => {
  it("rises by a run at a test store alone, which says what was not kept", async () => {
    expect(await setClass("A")).toMatchObject({ __typename: "Unproven" });
    const before = door.simulator.journal().length;
    expect(await run("A")).toMatchObject({ __typename: "Kitchen", code: "KITCHEN" });
    expect(door.simulator.journal()).toHaveLength(before);

    const { id, version } = await store();
    const set = { isTest: true, testReason: "Nobody orders yet" };
    await setLocation(door.ctx.db, { locationId: id, expectedVersion: version, set, now: new Date() });
    const failed = await run("B", true);
    expect(failed).toMatchObject({ passed: false });
    const kept = failed.results.filter(({ passed }: { passed: boolean }) => passed);
    expect(kept).toContainEqual({
      check: "place",
      words: "It takes an order and gives its number",
      passed: true,
      said: null,
    });
    expect(failed.results).toContainEqual({
      check: "duplicate",
      words: "An order that is sent again is refused as known, and the first one found",
      passed: false,
      said: expect.stringMatching(/./),
    });
    expect(await setClass("B")).toMatchObject({ __typename: "Unproven" });

    expect(await run("A")).toMatchObject({ passed: true, adapterClass: "A" });
    expect(door.simulator.journal().at(-1)).toMatchObject({ notes: expect.stringContaining("TEST") });
    expect(await setClass("A")).toMatchObject({ store: { pos: { adapterClass: "A" } } });
    expect((await ask(READ, { id })).location).toEqual({
      whyNoConformance: null,
      conformanceRuns: [
        { adapterClass: "A", passed: true, by: "Ada" },
        { adapterClass: "B", passed: false, by: "Ada" },
      ],
    });
  });
});
