import { type Language, languages, wordsIn } from "@parley/words";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { statusLegend } from "../order/status-legend.ts";
import { TabLinks } from "./tab-links.tsx";

const tabs = [
  { word: "Rejected", href: "/r", isHere: false, meaning: "We decided against it." },
  { word: "Refused", href: "/f", isHere: true, meaning: "The call was turned away." },
];

describe("views whose words are easily taken for each other", () => {
  it("say what each means on hover, and the open one to everybody", () => {
    const html = renderToStaticMarkup(createElement(TabLinks, { label: "Status", tabs }));
    expect(html).toContain('title="We decided against it."');
    expect(html).toContain(">The call was turned away.</p>");
    expect(html).not.toContain(">We decided against it.</p>");
  });

  it.each(languages)("have a short line each that no other has: %s", (language: Language) => {
    const [status, orders] = [wordsIn(language)("status"), wordsIn(language)("orders")];
    const lines = statusLegend(status).split("\n");
    expect(lines).toHaveLength(3);
    const meanings = [
      ...lines.map((line) => line.split(": ").slice(1).join(": ")),
      orders("validates.meaning"),
    ];
    expect(new Set(meanings).size).toBe(4);
    for (const meaning of meanings) expect(meaning.length).toBeLessThan(110);
  });
});
