import type { IncomingHttpHeaders } from "node:http";

/** What may be stored of a message. Applied before a row is built, so that no secret gets into one. */

// Card numbers begin with 2 to 6; a clock in milliseconds begins with 1 and must stay readable.
const CARD_LIKE = /(?<!\d)[2-6](?:[ -]?\d){12,18}(?!\d)/g;

/**
 * Masks whatever looks like a card number (13 to 19 digits that pass the Luhn check) except its last
 * four digits, and replaces NUL, which PostgreSQL's text cannot contain.
 */
export function redactText(text: string): string {
  const masked = text.replace(CARD_LIKE, (match) => {
    const digits = match.replace(/[ -]/g, "");
    return passesLuhn(digits) ? `${"*".repeat(digits.length - 4)}${digits.slice(-4)}` : match;
  });
  return masked.includes("\u0000") ? masked.replaceAll("\u0000", "\uFFFD") : masked;
}

const HIDDEN = new Set(["authorization", "cookie", "proxy-authorization", "set-cookie"]);

/** Headers as name → value; of credentials only their kind is left. */
export function redactHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const text = Array.isArray(value) ? value.join(", ") : value;
    kept[name] = HIDDEN.has(name)
      ? `${/^[A-Za-z]+(?= )/.exec(text)?.[0] ?? ""} [redacted]`.trim()
      : redactText(text);
  }
  return kept;
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
