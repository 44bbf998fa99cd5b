/** Who looked for a guest, who saw how to reach one, and what is hidden of guests. */
export { type GuestReveal, type GuestSearch, recordGuestReveal, recordGuestSearch } from "./guests.ts";
export {
  type RedactionPolicy,
  readRedactionPolicy,
  revealRules,
  setRedactionPolicy,
} from "./redaction-policy.ts";
