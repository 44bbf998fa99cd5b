import { forward } from "@/forward.ts";

export const dynamic = "force-dynamic";

/** Subscriptions: the answer is passed on event by event, and the API's is cut with the browser's. */
export function POST(request: Request): Promise<Response> {
  return forward(request);
}
