import type { Exchange } from "@parley/par-contract";
import { describe, expect, it } from "vitest";
import { printMenu } from "./menus-command.ts";
import { createPaint, harmless } from "./paint.ts";
import { exchangeJson, maskToken, printExchange } from "./print.ts";
import { layTable } from "./table.ts";
import { menu } from "./testing/menu.ts";
import { printVectors } from "./vectors-command.ts";

const plain = createPaint(false);
const TOKEN = "Bearer eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjF9.ocWNGz66Gubxx6tzuQWfnHgzZzOuva1OaLBWL4zsR6s";

const exchange: Exchange = {
  operation: "submit_order",
  request: {
    method: "POST",
    url: "http://127.0.0.1:4000/posnext/order/submit",
    headers: { authorization: TOKEN, "x-pch-digest": "ab12" },
    body: '{"request_uid":"uid-1"}',
    stringSigned: "uid-1|loc|0|0|0|0",
  },
  response: {
    status: 202,
    headers: { "content-type": "application/json", "x-pch-digest": "ab12", server: "x" },
    body: '{"status":"pending"}',
    json: { status: "pending" },
  },
  verdict: {
    ok: false,
    checks: [
      { name: "status", ok: true, detail: "202" },
      { name: "digest", ok: false, detail: "the answer is not signed" },
    ],
  },
  durationMs: 12.34,
};

describe("printExchange", () => {
  it("shows request, string signed, answer and verdict, and no colours when there is no terminal", () => {
    expect(printExchange(exchange, plain)).toBe(
      [
        "POST http://127.0.0.1:4000/posnext/order/submit",
        "  authorization  Bearer eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjF9.(signature not shown)",
        "  x-pch-digest   ab12",
        "  {",
        '    "request_uid": "uid-1"',
        "  }",
        "",
        "signed",
        "  uid-1|loc|0|0|0|0",
        "",
        "answer  202 Accepted  12.3 ms",
        "  x-pch-digest  ab12",
        "  content-type  application/json",
        "  {",
        '    "status": "pending"',
        "  }",
        "",
        "verdict  the answer does not hold",
        "  ok      status  202",
        "  FAILED  digest  the answer is not signed",
      ].join("\n"),
    );
  });

  it("colours the verdict on a terminal", () => {
    const text = printExchange(exchange, createPaint(true));
    expect(text).toContain("\u001b[31m  FAILED\u001b[39m  digest");
    expect(text).toContain("\u001b[32m  ok\u001b[39m      status");
  });

  it("prints a call without body or digest, and an answer that is no JSON", () => {
    const status: Exchange = {
      ...exchange,
      operation: "get_order",
      request: { ...exchange.request, method: "GET", body: null, stringSigned: null },
      response: { status: 599, headers: {}, body: "<html>\n", json: undefined },
    };
    const text = printExchange(status, plain);
    expect(text).toContain("  nothing: this call carries no digest");
    expect(text).toContain("answer  599  12.3 ms\n  <html>\n");
  });

  it("lets an answer neither move the cursor nor hide itself", () => {
    const nasty: Exchange = {
      ...exchange,
      response: { ...exchange.response, body: "\u001b[2J\u202e\r", json: undefined },
    };
    const text = printExchange(nasty, plain);
    expect(text).toContain("\\u001b[2J\\u202e\\u000d");
    expect(text).not.toContain("\u001b");
  });

  it("cuts a very long body and says so", () => {
    const json = { products: Array.from({ length: 300 }, (_, at) => at) };
    const text = printExchange({ ...exchange, response: { ...exchange.response, json } }, plain);
    expect(text).toContain("more lines (--json shows all)");
    expect(text.split("\n").length).toBeLessThan(120);
  });
});

describe("exchangeJson", () => {
  it("holds everything but the token's signature", () => {
    const json = exchangeJson(exchange);
    expect(json).toMatchObject({
      operation: "submit_order",
      request: { string_signed: "uid-1|loc|0|0|0|0", body: '{"request_uid":"uid-1"}' },
      response: { status: 202, body: { status: "pending" } },
      verdict: { ok: false },
      duration_ms: 12.3,
    });
    expect(JSON.stringify(json)).not.toContain("ocWNGz66");
  });
});

describe("small things", () => {
  it("maskToken takes the signature off and leaves other texts alone", () => {
    expect(maskToken(TOKEN)).not.toContain("ocWNGz66");
    expect(maskToken("Bearer nonsense")).toBe("Bearer nonsense");
  });

  it("harmless keeps newlines and letters of any script", () => {
    expect(harmless("オーダー\né 🌮")).toBe("オーダー\né 🌮");
    expect(harmless("a\u0007b\u200b")).toBe("a\\u0007b\\u200b");
  });

  it("layTable aligns columns and leaves no blanks at the end", () => {
    expect(
      layTable([
        ["a", "bb", ""],
        ["aaa", "b", "c"],
      ]),
    ).toEqual(["a    bb", "aaa  b   c"]);
  });

  it("printMenu lists a menu by category, with levels, choices and what is sold out", () => {
    const text = printMenu(menu, "USD", plain);
    expect(text).toContain("Food\n");
    expect(text).toMatch(
      / {2}burrito +10\.50 {2}burrito +regular 10\.50; grande 12\.75; choices: protein, extras/,
    );
    expect(text).toMatch(/ {2}sim-sold-out +1\.00 {2}sim sold out +sold out/);
  });

  it("printVectors counts what fails", () => {
    const row = { id: "V01", readings: "R", about: "base", expected: "verified", got: "HTTP 500", ok: false };
    const text = printVectors("server", [row, { ...row, got: "verified", ok: true }], plain);
    expect(text).toContain("server  1 of 2 fail");
    expect(text).toMatch(/V01 +R +verified +HTTP 500 +FAILED +base/);
  });
});
