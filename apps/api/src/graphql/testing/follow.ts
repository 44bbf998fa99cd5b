/** One event of a stream, as a client gets it. */
export interface StreamEvent {
  event: string;
  id: string | null;
  data: string;
}

/** A stream of server-sent events that a test reads one by one. */
export interface Followed extends AsyncDisposable {
  response: Response;
  /** The next event; null at the end of the stream. */
  next(): Promise<StreamEvent | null>;
}

/** Opens a stream as a client of the operators' API does. */
export async function follow(
  url: string,
  headers: Record<string, string>,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Followed> {
  const left = new AbortController();
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream", ...headers },
    body: JSON.stringify({ query, variables }),
    signal: left.signal,
  });
  const events = eventsOf(response);
  return {
    response,
    async next() {
      const { done, value } = await events.next();
      return done ? null : value;
    },
    async [Symbol.asyncDispose]() {
      left.abort();
      await events.return(undefined).catch(() => {});
    },
  };
}

async function* eventsOf(response: Response): AsyncGenerator<StreamEvent, undefined> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const field = (name: string) =>
        block
          .split("\n")
          .find((line) => line.startsWith(`${name}:`))
          ?.slice(name.length + 1)
          .trim();
      const event = field("event");
      if (event !== undefined) yield { event, id: field("id") ?? null, data: field("data") ?? "" };
    }
  }
  return undefined;
}
