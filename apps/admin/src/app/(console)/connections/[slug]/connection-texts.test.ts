import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { detailOf } from "./change-detail.ts";
import { messageForPar } from "./message-for-par.ts";

const english = wordsIn("en");

describe("what PAR is told", () => {
  const door = {
    url: "https://parley.example.com",
    isSet: true,
    calls: [
      { operation: "GET_MENU", method: "POST", url: "https://parley.example.com/posnext/menus" } as const,
    ],
  };
  const target = { __typename: "Brand", name: "YummyTaco", code: "YC01" } as const;
  const organizations = [{ id: "map_1", parId: "IA-YC-01", target }];
  const secret = { strength: "strong", lastUsedAt: null };
  const older = { ...secret, id: "sec_1", state: "retiring", createdAt: "2026-01-01T00:00:00Z" };
  const newer = { ...secret, id: "sec_2", state: "live", createdAt: "2026-02-01T00:00:00Z", endsAt: null };

  it("names the base URL, the calls and the ids, and until when the old SharedId works", () => {
    const secrets = [newer, { ...older, endsAt: "2026-02-08T12:00:00Z" }];
    expect(messageForPar({ organizations, secrets }, door, english).split("\n")).toEqual([
      "Base URL: https://parley.example.com",
      "Get menu: POST https://parley.example.com/posnext/menus",
      "The organizations that it serves, by PAR’s ids: IA-YC-01",
      expect.stringContaining("works beside it until Feb 8, 12:00 UTC; change over before then."),
    ]);
  });

  it("says how the SharedId travels while there is but one", () => {
    const text = messageForPar({ organizations: [], secrets: [newer] }, door, english);
    expect(text).toContain("over a safe channel");
    expect(text).toContain("PAR’s ids: –");
  });
});

describe("a change", () => {
  const reader = { say: english("connection"), list: english("connections"), language: "en" } as const;

  it("of a SharedId tells its strength and when the one before it ends", () => {
    const detail = { secret: "sec_2", strength: "weak", previous_ends_at: "2026-02-08T12:00:00.000Z" };
    expect(detailOf(JSON.stringify(detail), reader)).toEqual([
      "strength: weak",
      "the one before it ends: Feb 8, 12:00 UTC",
    ]);
  });

  it("of switches tells those that changed, from what to what", () => {
    const switches = {
      from: { issuer: "par", jwt_key: "first10" },
      to: { issuer: null, jwt_key: "first10" },
    };
    expect(detailOf(JSON.stringify({ switches }), reader)).toEqual(["issuer: par → none"]);
    expect(detailOf(JSON.stringify({ switches: { from: {}, to: { jwt_key: "first10" } } }), reader)).toEqual([
      "jwt_key: default → first10",
    ]);
  });
});
