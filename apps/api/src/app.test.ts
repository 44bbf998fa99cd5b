import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createApp } from "./app.ts";
import { type Door, openDoor } from "./posnext/testing/door.ts";

let door: Door;
const servers: Server[] = [];

/** The app with these proxies trusted, by its address. */
async function serveTrusting(trustProxy: string | number | null): Promise<string> {
  const config = { ...door.ctx.config, trustProxy };
  const server = createServer(await createApp({ ...door.ctx, config }, async () => []));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

beforeAll(async () => {
  door = await openDoor();
});
afterAll(async () => {
  for (const server of servers) server.close();
  for (const server of servers) server.closeAllConnections();
  await door?.[Symbol.asyncDispose]();
});

it.each([
  ["by its socket, whatever it claims", null, "127.0.0.1"],
  ["as the proxy says that is trusted", "loopback", "203.0.113.9"],
  ["by the hop that so many proxies leave", 2, "198.51.100.7"],
])("takes a call of PAR's %s", async (_, trusted, address) => {
  const app = await serveTrusting(trusted);
  const response = await fetch(`${app}/posnext/orders/none`, {
    headers: { "x-forwarded-for": "198.51.100.7, 203.0.113.9" },
  });
  expect(response.status).toBe(401);
  const { request_id: id }: { request_id: string } = Object.assign({ request_id: "" }, await response.json());
  await door.ctx.exchanges.flush();
  const [row] = await door.ctx.db.sql<{ remoteAddress: string }[]>`
    select remote_address as "remoteAddress" from exchanges where id = ${id}`;
  expect(row?.remoteAddress).toBe(address);
});

it("leaves to PAR's own router what is below its base paths, and all else to the others", async () => {
  const app = await serveTrusting(null);
  const statusOf = async (path: string) => (await fetch(`${app}${path}`)).status;
  expect(await statusOf("/posnext/menus")).toBe(405);
  expect(await statusOf("/posnext/none")).toBe(404);
  expect(await statusOf("/posnextor")).toBe(404);
  expect(await statusOf("/healthz")).toBe(200);
});
