import { Agent } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { createHostileStage, untilWritten, within } from "../testing/hostile-pos.ts";
import { callOnce, type HttpRequest } from "./call.ts";

const stage = createHostileStage();

afterEach(() => stage.close());

function get(origin: string): HttpRequest {
  return { origin, method: "GET", path: "/", headers: {}, body: null, answerBytesMax: 1_024 };
}

/** A process that is stopped (a long pause, SIGSTOP) between its decision to send and the write. */
class StallingAgent extends Agent {
  stallMs = 0;

  override dispatch(...args: Parameters<Agent["dispatch"]>): boolean {
    const until = performance.now() + this.stallMs;
    while (performance.now() < until);
    return super.dispatch(...args);
  }
}

/** One connection to a POS that answers the first request only when `answerFirst` is called. */
async function busyLine() {
  const agent = new Agent({ connections: 1, pipelining: 1 });
  const held: (() => void)[] = [];
  const pos = await stage.hostile((_req, res) => {
    held.push(() => void res.end("done"));
    return undefined;
  });
  const first = callOnce(agent, get(pos.url), within(10_000));
  while (held.length === 0) await new Promise(setImmediate);
  return { agent, pos, first, answerFirst: () => held[0]?.() };
}

describe("callOnce", () => {
  it("never writes a request whose deadline passed while it waited for a connection", async () => {
    const { agent, pos, first, answerFirst } = await busyLine();
    const second = await callOnce(agent, { ...get(pos.url), path: "/late" }, within(50));
    expect(second).toEqual({ kind: "not_sent", reason: "deadline" });
    answerFirst();
    expect(await first).toMatchObject({ kind: "answer", status: 200 });
    await agent.close();
    expect(pos.requests.map((request) => request.path)).toEqual(["/"]);
  });

  it("never writes a request whose caller left while it waited for a connection", async () => {
    const { agent, pos, first, answerFirst } = await busyLine();
    const caller = new AbortController();
    const second = callOnce(
      agent,
      { ...get(pos.url), path: "/gone" },
      { ...within(10_000), signal: caller.signal },
    );
    caller.abort();
    expect(await second).toEqual({ kind: "not_sent", reason: "aborted" });
    answerFirst();
    await first;
    await agent.close();
    expect(pos.requests.map((request) => request.path)).toEqual(["/"]);
  });

  it("judges the deadline right before the write, where no timer can run in between", async () => {
    const pos = await stage.hostile(() => ({ sign: false }));
    const agent = new StallingAgent({ connections: 1, pipelining: 1 });
    // On a kept connection the write is immediate, so only the stall comes between the call and its write.
    expect(await callOnce(agent, get(pos.url), within(10_000))).toMatchObject({ kind: "answer" });
    agent.stallMs = 60;
    const late = await callOnce(agent, { ...get(pos.url), path: "/late" }, within(30));
    expect(late).toEqual({ kind: "not_sent", reason: "deadline" });
    await agent.close();
    expect(pos.requests.map((request) => request.path)).toEqual(["/"]);
  });

  it("drops the connection of a call that it stopped, so that a late answer meets nobody", async () => {
    const agent = new Agent({ connections: 1, pipelining: 1 });
    let isClosed = false;
    const pos = await stage.hostile((req, res) => {
      if (req.url === "/second") return { body: "second", sign: false };
      res.on("close", () => {
        isClosed = true;
      });
      return undefined;
    });
    expect(await callOnce(agent, get(pos.url), untilWritten())).toMatchObject({
      kind: "broken",
      reason: "deadline",
    });
    while (!isClosed) await new Promise(setImmediate);
    const second = await callOnce(agent, { ...get(pos.url), path: "/second" }, within(10_000));
    expect(second).toMatchObject({ kind: "answer", body: Buffer.from("second") });
    await agent.close();
  });
});
