import { Refusal } from "./refusal.ts";

const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** How our own ids begin; a code that looked like one could name two things. */
const LIKE_AN_ID = /^(brd|loc)_/;

/** A code of a brand or a store, as given at the shell. @throws Refusal */
export function checkCode(code: string): string {
  if (CODE.test(code) && !LIKE_AN_ID.test(code)) return code;
  throw new Refusal("invalid_code", "A code has 1 to 64 letters, digits, dots, dashes and underscores.");
}

/** A name for people, trimmed. @throws Refusal */
export function checkName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.length >= 1 && trimmed.length <= 100) return trimmed;
  throw new Refusal("invalid_name", "A name has 1 to 100 characters.");
}
