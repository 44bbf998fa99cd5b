/** One event of a stream of server-sent events. */
export interface StreamEvent {
  name: string;
  id: string | null;
  data: string;
}

/**
 * Reads a body of server-sent events. `EventSource` would do, but it can only GET, and a subscription is a POST like
 * every other operation.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = readBlock(block);
        if (event !== null) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Null for a comment, which only keeps the line open. */
function readBlock(block: string): StreamEvent | null {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trimStart());
  }
  const name = fields.get("event");
  return name === undefined ? null : { name, id: fields.get("id") ?? null, data: fields.get("data") ?? "" };
}
