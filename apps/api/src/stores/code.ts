import { TEXT_MAX } from "@parley/limits";

const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** How our own ids begin. No code may look like one, or a text could name two things. */
const LIKE_AN_ID = /^(brd|loc)_/;

/** Whether a text can be the short id that people give to a brand or a store. */
export function isCode(text: string): boolean {
  return text.length <= TEXT_MAX.code && CODE.test(text) && !LIKE_AN_ID.test(text);
}
