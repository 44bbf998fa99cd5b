import { AMOUNTS } from "./search/amounts.ts";
import { EMAILS } from "./search/emails.ts";
import { IDS } from "./search/ids.ts";
import { NAMES } from "./search/names.ts";
import { PHONES } from "./search/phones.ts";
import { SENTENCES } from "./search/sentences.ts";
import type { Case } from "./search/stored.ts";
import { TIMES } from "./search/times.ts";

export { PLACED, STORED } from "./search/stored.ts";

/** What a support person types or pastes, and exactly what it finds among the stored orders. */
export const CASES: readonly Case[] = [
  ...NAMES,
  ...PHONES,
  ...AMOUNTS,
  ...IDS,
  ...EMAILS,
  ...TIMES,
  ...SENTENCES,
];
