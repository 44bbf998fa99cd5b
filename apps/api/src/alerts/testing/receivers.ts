import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A receiver of webhooks on a real socket, which answers with the status that a test wants. */
export interface Receiver extends AsyncDisposable {
  url: string;
  status: number;
  requests: { path: string; headers: Record<string, unknown>; body: string }[];
}

export async function openReceiver(): Promise<Receiver> {
  const server = createServer((req, res) => {
    void text(req).then((body) => {
      receiver.requests.push({ path: req.url ?? "", headers: req.headers, body });
      res.writeHead(receiver.status).end("heard");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    status: 204,
    requests: [],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}
