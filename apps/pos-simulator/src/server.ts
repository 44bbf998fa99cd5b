import { type IncomingMessage, type RequestListener, type ServerResponse, STATUS_CODES } from "node:http";
import { BridgeSignatureError, signAnswer, verifyRequest } from "@parley/bridge-contract";
import { type Answer, answerCall, type Call, errorAnswer } from "./calls.ts";
import { answerControl, type ControlParts, isControlPath, isFromHere } from "./control.ts";

/** More than any order; a body over it is cut off unread. */
const BODY_BYTES_MAX = 1024 * 1024;

export type SimulatorParts = ControlParts;

/**
 * The bridge's HTTP side: reads the body, verifies the signature over its exact bytes, calls
 * `answerCall`, and signs the answer. Only an answer to a verified request is signed.
 * `parts` may still be pending when the first request comes in.
 */
export function createRequestListener(parts: Promise<SimulatorParts>): RequestListener {
  return (req, res) => {
    void handle(req, res, parts).catch((error: unknown) => {
      // A caller who hangs up in the middle of a body is no fault of ours.
      if (!req.destroyed) console.error("pos-simulator:", error);
      res.destroy();
    });
  };
}

async function handle(
  req: IncomingMessage,
  res: ServerResponse,
  parts: Promise<SimulatorParts>,
): Promise<void> {
  const { keyring, stores, till, now, ...rest } = await parts;
  const method = req.method ?? "";
  const path = req.url ?? "";
  if (path === "/healthz") return send(res, { status: 200, body: { status: "ok" } });
  if (isControlPath(path) && isFromHere(req)) {
    return send(res, await answerControl({ method, path }, { keyring, stores, till, now, ...rest }));
  }
  const body = await readBody(req);
  if (body === null)
    return send(res, { ...errorAnswer("payload_too_large", "The body is over 1 MiB"), close: true });
  const { key } = keyring;
  let verified: { id: string; timestamp: string };
  try {
    verified = verifyRequest({ keys: [key], headers: req.headers, method, path, body, now: now() });
  } catch (error) {
    if (!(error instanceof BridgeSignatureError)) throw error;
    return send(res, errorAnswer("unauthorized", "The request is not signed with this POS's key"));
  }
  const call: Call = { method, path, headers: req.headers, body };
  const answer = await answerCall(call, { stores, till });
  if (answer === "silence") {
    res.destroy();
    return;
  }
  const bytes = serialize(answer);
  const request = { method, path, ...verified };
  send(res, {
    ...answer,
    headers: { ...answer.headers, ...signAnswer({ key, request, status: answer.status, body: bytes }) },
  });
}

/** null where the body is over the limit. */
async function readBody(req: IncomingMessage): Promise<Buffer | null> {
  if (Number(req.headers["content-length"] ?? 0) > BODY_BYTES_MAX) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req) {
    length += chunk.length;
    if (length > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function serialize(answer: Answer): Buffer {
  return answer.body === null ? Buffer.alloc(0) : Buffer.from(JSON.stringify(answer.body));
}

function send(res: ServerResponse, answer: Answer & { close?: boolean }): void {
  const bytes = serialize(answer);
  const headers = {
    ...(bytes.length > 0 ? { "content-type": "application/json", "content-length": bytes.length } : {}),
    ...(answer.close ? { connection: "close" } : {}),
    ...answer.headers,
  };
  if (answer.isTwice) {
    const { socket } = res;
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}\r\n${lines.join("")}\r\n`;
    res.once("finish", () => socket?.write(Buffer.concat([Buffer.from(head), bytes])));
  }
  res.writeHead(answer.status, headers);
  res.end(bytes);
}
