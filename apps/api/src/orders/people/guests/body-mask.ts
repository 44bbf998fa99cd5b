import { maskContacts, maskEmail, maskPhone } from "./contact-mask.ts";

/** What of a guest is hidden: how to reach them, or all that is known of them. */
export type Hiding = "contacts" | "everything";

/** What is hidden in a body: of the guest, and the content of members that the policy names. */
export interface Masking {
  hiding: Hiding;
  /** Names as `memberKey` gives them. */
  members: ReadonlySet<string>;
}

/** A member's name as it is compared: `Loyalty_Number` and `loyaltyNumber` are one. */
export function memberKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

interface Level {
  isObject: boolean;
  /** The name of the member that comes or is being read. */
  key: string;
  /** True while a member's name comes next. */
  isName: boolean;
  /** What holds for everything in it. */
  within: { guest: boolean; place: boolean; named: boolean };
}

// Names of members, in lower case and without what stands between their words.
const GUEST =
  /^(?:order|online)?(?:customer|guest|consumer|recipient|payer|buyer|contact|cardholder|curbside)/;
const PLACE = /address|^delivery(?:details|info|location)?$/;
const PHONE = /phone|mobile|^tel$/;
const EMAIL = /mail/;
const NAME = /(?:first|last|full|given|family|middle|nick|display|guest|customer|recipient|cardholder)name$/;
const WORDS = /comment|note|instruction|remark|memo|specialrequest|vehicle/;
const ID = /(?:id|uid|uuid|reference|key|hash|digest|version)s?$/;

const TOKEN = /"(?:[^"\\]|\\[\s\S])*"?|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Hides in a recorded body what it says of a guest, and leaves every other byte as it came. A body that is no JSON,
 * or is not whole, is read as far as it goes: of what stands outside of any JSON nobody knows what it is.
 */
export function maskBody(body: string, { hiding, members }: Masking): string {
  const within = { guest: false, place: false, named: false };
  const top: Level = { isObject: false, key: "", isName: false, within };
  const levels: Level[] = [top];
  return body.replace(TOKEN, (token) => {
    const level = levels.at(-1) ?? top;
    switch (token) {
      case "{":
      case "[":
        levels.push(levelIn(level, token === "{", members));
        return token;
      case "}":
      case "]":
        if (levels.length > 1) levels.pop();
        return token;
      case ",":
        if (level.isObject) level.isName = true;
        return token;
      case ":":
        level.isName = false;
        return token;
    }
    const isNamed = level.within.named || members.has(level.key);
    if (isNamed && !(level.isObject && level.isName)) return '"•••"';
    if (!token.startsWith('"')) return maskBare(token, level, hiding, levels.length > 1);
    if (level.isObject && level.isName) {
      level.key = memberKey(token.slice(1, -1));
      return token;
    }
    if (hiding === "everything" && levels.length === 1) return blank(token);
    const text = textOf(token);
    const masked = maskText(text, level, hiding);
    return masked === text ? token : JSON.stringify(masked);
  });
}

function levelIn(outer: Level, isObject: boolean, members: ReadonlySet<string>): Level {
  const { key, within } = outer;
  return {
    isObject,
    key: isObject ? "" : key,
    isName: isObject,
    within: {
      guest: within.guest || GUEST.test(key),
      place: within.place || PLACE.test(key),
      named: within.named || members.has(key),
    },
  };
}

/** A number, a word of JSON, or anything that stands where no JSON is. */
function maskBare(token: string, { key, within }: Level, hiding: Hiding, isInside: boolean): string {
  if (/^(?:true|false|null)$/.test(token)) return token;
  const isOfGuest =
    within.place || PLACE.test(key) || PHONE.test(key) || (hiding === "everything" && within.guest);
  if (isInside && /^-?\d[\d.eE+-]*$/.test(token)) return isOfGuest ? '"•••"' : token;
  return hiding === "everything" ? blank(token) : maskContacts(token);
}

function blank(token: string): string {
  return token.replace(/[\p{L}\p{N}]/gu, "•");
}

function maskText(text: string, { key, within }: Level, hiding: Hiding): string {
  if (text === "") return text;
  if (within.place || PLACE.test(key)) return "•••";
  if (hiding === "everything" && (within.guest || GUEST.test(key) || NAME.test(key) || WORDS.test(key)))
    return "•••";
  if (PHONE.test(key)) return maskPhone(text);
  if (EMAIL.test(key)) return maskEmail(text);
  return ID.test(key) ? text : maskContacts(text);
}

/** What a string of JSON says; of one that is broken, what stands in it. */
function textOf(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token.replaceAll('"', "");
  }
}
