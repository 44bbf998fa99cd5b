import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { discardRest } from "./discard.ts";

// What is answered before it is read: the caller must get to the answer, and must not hold the connection by sending.
const server = createServer((req, res) => {
  discardRest(req, { bytesMax: 100_000 });
  res.writeHead(503, { "content-length": "3" }).end("no!");
});
let port = 0;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});
afterAll(() => void server.close().closeAllConnections());

const head = (length: number) => `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\n\r\n`;

it("lets the caller finish sending, read the answer and use the connection again", async () => {
  const socket = connect(port, "127.0.0.1");
  let heard = "";
  socket.setEncoding("utf8").on("data", (text) => {
    heard += text;
  });
  socket.write(head(90_000));
  await expect.poll(() => heard).toContain("503");
  socket.write("x".repeat(90_000));
  socket.write(head(0));
  await expect.poll(() => heard.split("503 Service Unavailable").length).toBe(3);
  socket.destroy();
});

it("closes on a caller who sends without an end, and on one who does not go on", async () => {
  for (const more of ["x".repeat(200_000), ""]) {
    const socket = connect(port, "127.0.0.1");
    // A connection that is reset is closed too; once() would take its error for a failure.
    const closed = new Promise((resolve) => socket.on("error", () => {}).once("close", resolve));
    socket.resume();
    socket.write(head(1_000_000));
    socket.write(more);
    await closed;
  }
});
