import { describe, expect, it } from "vitest";
import { readTraceView, tracePath } from "./trace-view.ts";

describe("the address of an order's page", () => {
  it("opens the story, oldest first, where it says nothing or nothing that is known", () => {
    expect(readTraceView({})).toEqual({ view: "story", order: "oldest" });
    expect(readTraceView({ view: "x", order: ["y"] })).toEqual({ view: "story", order: "oldest" });
  });

  it("says only what differs from that, and reads it back", () => {
    expect(tracePath("ord_1", { view: "story", order: "oldest" })).toBe("/orders/ord_1");
    const view = { view: "engineer", order: "newest" } as const;
    expect(tracePath("ord_1", view, "exc_1")).toBe("/orders/ord_1?view=engineer&order=newest#exc_1");
    expect(readTraceView({ view: "engineer", order: "newest" })).toEqual(view);
  });
});
