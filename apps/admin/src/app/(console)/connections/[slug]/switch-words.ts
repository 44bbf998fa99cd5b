import { type Catalogue, messagesOf, type Words } from "@parley/words";

const KNOWN = messagesOf("en", "connections").question;

/** The question that a switch leaves open, for the reader; that of a switch of another version as it came. */
export function questionOf(name: string, asked: string, say: Words<"connections">): string {
  return isKnown(name) ? say(`question.${name}`) : asked;
}

function isKnown(name: string): name is keyof Catalogue["connections"]["question"] {
  return Object.hasOwn(KNOWN, name);
}

const WHAT = messagesOf("en", "switches").what;
const VALUES = messagesOf("en", "switches").value;

/** What a switch decides, in plain words; the name of one of another version. */
export function whatOf(name: string, say: Words<"switches">): string {
  const knows = (each: string): each is keyof Catalogue["switches"]["what"] => Object.hasOwn(WHAT, each);
  return knows(name) ? say(`what.${name}`) : name;
}

/** A value of a switch in words, where there are any. */
export function valueName(name: string, value: string, say: Words<"switches">): string {
  const knows = (each: string): each is keyof Catalogue["switches"]["value"] => Object.hasOwn(VALUES, each);
  const key = `${name}_${value}`;
  return knows(key) ? say(`value.${key}`) : value;
}

const groups = ["entry", "money", "answers", "pending", "other"] as const;
const groupOfTopic: Readonly<Record<string, (typeof groups)[number]>> = {
  token: "entry",
  signature: "entry",
  money: "money",
  names: "answers",
  statuses: "answers",
  polling: "pending",
};

/** Switches by what they decide; groups without any are left out. */
export function groupsOf<Row extends { topic: string; isDefault: boolean }>(switches: readonly Row[]) {
  return groups
    .map((group) => {
      const rows = switches.filter(({ topic }) => (groupOfTopic[topic] ?? "other") === group);
      return { group, rows, changed: rows.filter(({ isDefault }) => !isDefault).length };
    })
    .filter(({ rows }) => rows.length > 0);
}
