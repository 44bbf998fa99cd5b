import { type ResultOf, textOf } from "@/graphql/document.ts";
import { readEvents } from "./event-stream.ts";
import { submitsChanged } from "./live.graphql.ts";

export type SubmitsChange = ResultOf<typeof submitsChanged>["submitsChanged"];

/** Why a stream is not open; `over`: trying again is no use. */
export type StreamEnd = { kind: "cut" } | { kind: "over"; message: string | null; isSignedOut: boolean };

interface FollowArgs {
  brandId: string | null;
  locationId: string | null;
  /** The last event that was seen; null to begin now. */
  after: string | null;
  onEvent: (change: SubmitsChange, cursor: string | null) => void;
  signal: AbortSignal;
}

interface Payload {
  data?: { submitsChanged?: SubmitsChange } | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Opens one stream and tells its events until it ends, whoever ends it. */
export async function followSubmits({
  after,
  onEvent,
  signal,
  ...variables
}: FollowArgs): Promise<StreamEnd> {
  try {
    const answer = await fetch("/graphql/stream", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "text/event-stream",
        ...(after === null ? {} : { "last-event-id": after }),
      },
      body: JSON.stringify({ query: textOf(submitsChanged), variables }),
      credentials: "same-origin",
      cache: "no-store",
      signal,
    });
    if (!answer.ok || answer.body === null)
      return refusalOf(answer.status, await payloadOf(await answer.text()));
    for await (const event of readEvents(answer.body)) {
      if (event.name !== "next") continue;
      const payload = payloadOf(event.data);
      if (payload.errors !== undefined) return refusalOf(401, payload);
      const change = payload.data?.submitsChanged;
      if (change !== undefined) onEvent(change, event.id);
    }
    return { kind: "cut" };
  } catch {
    return { kind: "cut" };
  }
}

function payloadOf(text: string): Payload {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** What the API says about this request will be so again; what it says about itself may pass. */
function refusalOf(status: number, { errors }: Payload): StreamEnd {
  if (status >= 500) return { kind: "cut" };
  const isSignedOut = errors?.[0]?.extensions?.code === "UNAUTHENTICATED";
  return { kind: "over", message: errors?.[0]?.message ?? null, isSignedOut };
}
