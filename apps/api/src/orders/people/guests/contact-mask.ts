const HIDDEN = "•••";

/** A phone number with its last four digits, and the country's where they are known: `+1 ••• ••• 1234`. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  if (digits.length < 8) return HIDDEN;
  const country = /^1\d{10}$/.test(digits) ? "+1 " : "";
  return `${country}${HIDDEN} ${HIDDEN} ${digits.slice(-4)}`;
}

/** An e-mail address by its first letters and its last part: `j•••@e•••.com`. */
export function maskEmail(email: string): string {
  const [, first, host, end] = /^(.)[^@]*@(.).*?(\.[a-z]{2,})?$/iu.exec(email) ?? [];
  return first === undefined ? HIDDEN : `${first}${HIDDEN}@${host}${HIDDEN}${end ?? ""}`;
}

const EMAIL = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
// With a plus or with something between its groups: a number that is written in one may be any id.
// A colon may stand before and after it, but not within a time of day.
const PHONE =
  /(?<![\p{L}\p{N}_.-]|\p{N}:)(?:\+\d|\(?\d{2,4}\)?[\s.-])[\d\s().-]{6,16}\d(?!:?[\p{L}\p{N}_-])/gu;

/** Masks what looks like a phone number or an e-mail address in a text that people wrote. */
export function maskContacts(text: string): string {
  return text.replace(EMAIL, maskEmail).replace(PHONE, (found) => {
    const count = found.replace(/\D/g, "").length;
    return count >= 10 && count <= 15 ? maskPhone(found) : found;
  });
}
