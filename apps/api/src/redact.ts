import type { IncomingHttpHeaders } from "node:http";

/**
 * What may be kept of what others send: orders, exchanges, events. Applied before anything is written, so that
 * no copy holds a card number, a token or a SharedId.
 */

// What people and forms write between the digits of a card number.
const BETWEEN = "[ \\t.\\-_\\u00a0\\u2000-\\u200d\\u2010-\\u2015\\u202f\\u2060\\u2212\\u3000]";
const DIGIT = "[0-9\uff10-\uff19]";
const DIGIT_RUN = new RegExp(`${DIGIT}(?:${BETWEEN}{0,3}${DIGIT}){12,}`, "gu");
const DIGIT_GROUP = new RegExp(`${DIGIT}+`, "gu");
const LENGTH_MIN = 13;
const LENGTH_MAX = 19;

/**
 * Masks card numbers in a free text but for their last four digits: 13 to 19 digits, in groups or not, that
 * begin with 2 to 6 and pass the Luhn check. A clock in milliseconds begins with 1 and stays readable.
 */
export function maskCards(text: string): string {
  return text.length < LENGTH_MIN ? text : text.replace(DIGIT_RUN, maskRun);
}

/** One run of digits with what stands between them; a card number may be followed by its date and code. */
function maskRun(run: string): string {
  const groups = [...run.matchAll(DIGIT_GROUP)].map(({ 0: digits, index }) => ({
    digits: digits.normalize("NFKC"),
    start: index,
    end: index + digits.length,
  }));
  let kept = "";
  let copiedTo = 0;
  for (let first = 0; first < groups.length; ) {
    const card = cardFrom(groups, first);
    const start = groups[first]?.start ?? 0;
    if (card === null) first += 1;
    else {
      kept += `${run.slice(copiedTo, start)}${"*".repeat(card.digits.length - 4)}${card.digits.slice(-4)}`;
      copiedTo = groups[card.last]?.end ?? run.length;
      first = card.last + 1;
    }
  }
  return kept + run.slice(copiedTo);
}

/** The longest card number that begins with this group of digits and ends with a later one. */
function cardFrom(
  groups: readonly { digits: string }[],
  first: number,
): { digits: string; last: number } | null {
  let digits = "";
  let card: { digits: string; last: number } | null = null;
  for (let last = first; last < groups.length; last++) {
    digits += groups[last]?.digits ?? "";
    if (digits.length > LENGTH_MAX) break;
    if (isCard(digits)) card = { digits, last };
  }
  return card;
}

function isCard(digits: string): boolean {
  return digits.length >= LENGTH_MIN && /^[2-6]/.test(digits) && passesLuhn(digits);
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = digit * 2;
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const REDACTED = "[redacted]";
// Credentials are recognised by their form, wherever they stand: compact JWS, then our API keys and keys of the bridge.
// The word that a token stands in is read once, up to the first place where the token may begin: tried anew at each
// such place, a text of nothing but beginnings would take time by the square of its length.
const TOKEN = /(?<![\w-])((?:(?!\beyJ)[\w-])*)\beyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]{16,}/g;
const KEY = /\bparley_key_[\w-]{20,}|\bwhsec_[\w+/-]{16,}={0,2}/g;

const NONE: readonly string[] = [];

/**
 * Removes credentials from a text, whatever it is.
 * @param secrets SharedIds that it might hold: their form says nothing; a list that nobody changes afterwards
 */
export function redactSecrets(text: string, secrets: readonly string[] = NONE): string {
  // What no match can be without is looked for first: that takes a tenth of the time of trying the forms.
  let kept = text.includes("eyJ") ? text.replace(TOKEN, `$1${REDACTED}`) : text;
  if (kept.includes("parley_key_") || kept.includes("whsec_")) kept = kept.replace(KEY, REDACTED);
  for (const form of formsOf(secrets)) if (kept.includes(form)) kept = kept.replaceAll(form, REDACTED);
  return kept;
}

const knownForms = new WeakMap<readonly string[], readonly string[]>();

/** How secrets may be written in JSON and in a path; made once for a list, and gone with it. */
function formsOf(secrets: readonly string[]): readonly string[] {
  const known = knownForms.get(secrets);
  if (known !== undefined) return known;
  const forms = [
    ...new Set(
      secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]),
    ),
  ];
  knownForms.set(secrets, forms);
  return forms;
}

// The member of a JSON object that a match is the value of, or stands in the value of.
const MEMBER = /"([A-Za-z_]{1,40})"\s*:\s*(?:\[\s*)?"?[^"]*$/;
const MEMBER_REACH = 120;
// Ids and phone numbers may look like card numbers, and people search by them.
const KEPT_MEMBER = /(?:^|_)(?:uid|id|uuid|phone)s?$|(?:Id|Uid|ID|Phone)s?$/;

/**
 * Removes what must not be kept from a recorded body: credentials, card numbers except in ids and phone numbers,
 * and NUL, which PostgreSQL's text cannot contain.
 */
export function redactText(text: string, secrets: readonly string[] = NONE): string {
  // Shorter than any card number or credential.
  if (text.length < LENGTH_MIN && secrets.length === 0 && !text.includes("\u0000")) return text;
  const masked = redactSecrets(text, secrets).replace(
    DIGIT_RUN,
    (run: string, offset: number, whole: string) => {
      const member = MEMBER.exec(whole.slice(Math.max(0, offset - MEMBER_REACH), offset))?.[1];
      return member !== undefined && KEPT_MEMBER.test(member) ? run : maskRun(run);
    },
  );
  return masked.includes("\u0000") ? masked.replaceAll("\u0000", "\uFFFD") : masked;
}

const CREDENTIAL_HEADER = /authorization|cookie|token|secret|password|api-?key|proof/;

// One digest in a hundred has digits in a row that pass as a card number, and masked it explains nothing any more.
const DIGEST = /^(?=.*[a-f])[0-9a-f]{64}$/i;

/** Headers as name → value; of credentials only their kind is left, and a SHA-256 in hex is kept as it is. */
export function redactHeaders(
  headers: IncomingHttpHeaders,
  secrets: readonly string[] = NONE,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const text = Array.isArray(value) ? value.join(", ") : value;
    kept[redactSecrets(name, secrets)] = CREDENTIAL_HEADER.test(name)
      ? `${/^[A-Za-z]+(?= )/.exec(text)?.[0] ?? ""} ${REDACTED}`.trim()
      : DIGEST.test(text)
        ? redactSecrets(text, secrets)
        : redactText(text, secrets);
  }
  return kept;
}
