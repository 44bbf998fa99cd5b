import { one, withParams } from "@/navigation/search-params.ts";

/** What of an order's page is open, as its address says it. */
export interface TraceView {
  view: "story" | "engineer";
  order: "oldest" | "newest";
}

type RawParams = Readonly<Record<string, string | string[] | undefined>>;

/** What is not understood is the page as it opens, so that a stale link still opens. */
export function readTraceView(params: RawParams): TraceView {
  return {
    view: one(params.view) === "engineer" ? "engineer" : "story",
    order: one(params.order) === "newest" ? "newest" : "oldest",
  };
}

/** The address of a view of an order; `call` opens a recorded call in it. */
export function tracePath(orderId: string, { view, order }: TraceView, call: string | null = null): string {
  const path = withParams(`/orders/${orderId}`, {
    view: view === "engineer" ? view : null,
    order: order === "newest" ? order : null,
  });
  return call === null ? path : `${path}#${call}`;
}
