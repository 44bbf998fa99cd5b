import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Guess, guesses } from "../src/index.ts";

const document = new URL("../../../docs/par/open-questions.md", import.meta.url);

const TOPICS: Readonly<Record<Guess["topic"], string>> = {
  paths: "Paths",
  token: "Token",
  identity: "Ids and secrets",
  signature: "Signature",
  names: "Names and shapes",
  money: "Money",
  time: "Time",
  menu: "Menu",
  statuses: "HTTP statuses and words",
  polling: "Polling",
};

function code(value: unknown): string {
  return `\`${value === null ? "none" : String(value)}\``;
}

function choice(guess: Guess): string {
  const others = guess.alternatives.map(code).join(", ");
  if (guess.kind === "switch") return `Switch \`${guess.id}\`: ${code(guess.default)}; or ${others}.`;
  if (guess.kind === "accepted")
    return `All taken, seen in the exchange as \`${guess.id}\`: ${code(guess.default)}, ${others}.`;
  return `Mended in \`${guess.mend ?? ""}\`.`;
}

/** The whole document, from the rows of `guesses.ts`. */
function openQuestions(): string {
  const sections = Object.entries(TOPICS).flatMap(([topic, title]) => [
    `## ${title}`,
    "",
    ...guesses
      .filter((guess) => guess.topic === topic)
      .map(
        (guess) => `- **${guess.question}**\n  ${guess.meaning} ${choice(guess)} (contract ${guess.source})`,
      ),
    "",
  ]);
  return [
    "# Open questions to PAR",
    "",
    "PAR's public pages leave these open. Each is one row of `packages/par-contract/src/guesses/guesses.ts`; this file is",
    "written from the rows by `packages/par-contract/test/open-questions.test.ts` (`npx vitest run --project rooms",
    "packages/par-contract/test/open-questions.test.ts -u`). Under each question: what we do until PAR answers, and",
    "what a different answer costs. A *switch* is chosen per connection; what is *taken* in every form is recorded",
    "with each exchange, so the trace of the first real calls answers the question by itself.",
    "",
    ...sections,
  ].join("\n");
}

describe("docs/par/open-questions.md", () => {
  it("says what guesses.ts says", async () => {
    await expect(openQuestions()).toMatchFileSnapshot(document.pathname);
  });

  it.each(guesses)("asks: $question", ({ question }) => {
    expect(readFileSync(document, "utf8")).toContain(question);
  });
});
