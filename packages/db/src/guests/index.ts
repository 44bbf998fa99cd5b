/** Who looked for a guest, and who saw how to reach one. */
export { type GuestReveal, type GuestSearch, recordGuestReveal, recordGuestSearch } from "./guests.ts";
