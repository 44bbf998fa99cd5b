import type { Page } from "playwright-core";

/** What stands on a page by itself: ids, times, amounts, and what PAR or the restaurant called something. */
const DATA = "code, kbd, pre, time, .font-mono, [lang=en], script, style, [data-name]";

/** What may stand on any page as it is, and why. */
const AS_IT_IS: Readonly<Record<string, readonly string[]>> = {
  "what the demo calls its brands, stores and people": [
    "YummyTaco Nosuch Place Elsewhere Avenue Imaginary Street",
    "Burger Barn",
    "Alex Admin admin@parley.example support@parley.example Support demo",
  ],
  "why the demo says that its stores are for tests, in the words of whoever marked them": [
    "its POS is simulated",
  ],
  "a name that is the same in every language": ["Parley Español Ctrl"],
};

const ATTRIBUTES = ["aria-label", "placeholder", "title", "alt"];

/**
 * The words of a page in the pseudo-language that do not come from the catalogue: its brackets stand around every text
 * that does.
 */
export async function unworded(page: Page): Promise<string[]> {
  const texts = await page.evaluate(
    ([data, attributes]) => {
      const called = new Set([...document.querySelectorAll("[data-name]")].map((each) => each.textContent));
      const found: string[] = [document.title];
      let inBrackets = "";
      const walk = (node: Node) => {
        if (node instanceof Element) {
          if (node.matches(data)) return;
          for (const name of attributes) {
            const text = node.getAttribute(name) ?? "";
            // A part of the page may be labelled by the name that stands above it.
            if (!called.has(text)) found.push(text);
          }
          node.childNodes.forEach(walk);
        } else if (node.nodeType === Node.TEXT_NODE) inBrackets += `${node.textContent} `;
      };
      walk(document.body);
      return [...found, inBrackets];
    },
    [DATA, ATTRIBUTES] as const,
  );
  const outside = texts.map((text) => withoutBrackets(text));
  const known = new Set(Object.values(AS_IT_IS).flat().flatMap(wordsIn));
  return [...new Set(outside.flatMap(wordsIn))].filter((word) => !known.has(word));
}

/** What no bracket of the pseudo-language encloses; they may stand within each other. */
function withoutBrackets(text: string): string {
  let depth = 0;
  return [...text]
    .filter((letter) => {
      if (letter === "⟦") depth += 1;
      const isOutside = depth === 0;
      if (letter === "⟧") depth -= 1;
      return isOutside;
    })
    .join("");
}

/** Shorter ones are units and codes; what has a digit or a low line in it is an id, an address or a time. */
function wordsIn(text: string): string[] {
  const plain = text.split(/\s+/).filter((token) => !/[\d_]/.test(token));
  return plain.flatMap((token) => token.match(/\p{L}{4,}/gu) ?? []);
}
