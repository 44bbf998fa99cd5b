import { expect, it } from "vitest";
import { readEvents, type StreamEvent } from "./event-stream.ts";

it("reads events wherever their bytes are cut, and passes over comments", async () => {
  const text = 'event: next\nid: c1\ndata: {"a":"é: x"}\n\n:\n\nevent: complete\ndata:\n\n';
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 7, bytes.length]) {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
        controller.close();
      },
    });
    const events: StreamEvent[] = [];
    for await (const event of readEvents(body)) events.push(event);
    expect(events).toEqual([
      { name: "next", id: "c1", data: '{"a":"é: x"}' },
      { name: "complete", id: null, data: "" },
    ]);
  }
});
