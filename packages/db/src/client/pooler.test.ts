import { once } from "node:events";
import { connect as connectTo, createServer, type Server, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { PoolerError, requireSessions } from "./pooler.ts";

let test: TestDatabase;
let pooler: Server | null = null;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterEach(() => {
  pooler?.close();
  pooler = null;
});
afterAll(() => test?.[Symbol.asyncDispose]());

const SETTING = /statement_timeout\0\d+\0/;

/** What stands before PostgreSQL and sees the first message of each connection; gives the database's address there. */
async function openPooler(onStart: (start: Buffer, client: Socket) => Buffer | null): Promise<string> {
  const target = new URL(test.url);
  pooler = createServer((client) => {
    client.on("error", () => {});
    client.once("data", (start: Buffer) => {
      const passed = onStart(start, client);
      if (passed === null) return;
      const server = connectTo(Number(target.port), target.hostname);
      server.on("error", () => client.destroy());
      server.write(passed);
      client.pipe(server).pipe(client);
    });
  });
  pooler.listen(0, "127.0.0.1");
  await once(pooler, "listening");
  const address = pooler.address();
  if (address === null || typeof address === "string") throw new Error("No port");
  const url = new URL(test.url);
  Object.assign(url, { hostname: "127.0.0.1", port: String(address.port) });
  return url.href;
}

/** PgBouncer's answer to a setting that it does not know. */
function refusal(): Buffer {
  const fields = "SFATAL\0VFATAL\0C08P01\0Munsupported startup parameter: statement_timeout\0\0";
  const message = Buffer.alloc(5 + fields.length, "E");
  message.writeInt32BE(4 + fields.length, 1);
  message.write(fields, 5, "latin1");
  return message;
}

describe("requireSessions", () => {
  it("is content with PostgreSQL's own address, and with what passes everything on", async () => {
    await requireSessions(test.url);
    await requireSessions(await openPooler((start) => start));
  });

  it("refuses in one sentence where a pooler refuses settings of a session", async () => {
    const url = await openPooler((_start, client) => {
      client.end(refusal());
      return null;
    });
    await expect(requireSessions(url)).rejects.toThrow(PoolerError);
    await expect(requireSessions(url)).rejects.toThrow(
      /^DATABASE_URL leads to a connection pooler.*DATABASE_DIRECT_URL.*\.$/,
    );
  });

  it("refuses where a pooler drops them without a word", async () => {
    const url = await openPooler((start) => {
      const less = Buffer.from(start.toString("latin1").replace(SETTING, ""), "latin1");
      less.writeInt32BE(less.length, 0);
      return less;
    });
    await expect(requireSessions(url)).rejects.toThrow(PoolerError);
  });

  it("leaves it to others to say that nothing is there", async () => {
    await expect(requireSessions("postgres://nobody@127.0.0.1:1/none")).rejects.toMatchObject({
      code: "ECONNREFUSED",
    });
  });
});
