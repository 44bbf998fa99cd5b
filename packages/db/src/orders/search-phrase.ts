import { isWritable } from "@parley/limits";

// What people say around what they look for: a caller's words, typed along.

const EMAIL = /[^\s<>"'(),;:]+@[^\s<>"'(),;:@]+/g;
/** "anne at example dot com" */
const SPOKEN_EMAIL = /^(\S+)\s+at\s+([\w-]+(?:(?:\.|\s+dot\s+)[\w-]+)+)$/i;

/** The one e-mail address in a text; null where there is none, or several. */
export function emailIn(text: string): string | null {
  const [, box, host] = SPOKEN_EMAIL.exec(text) ?? [];
  if (box !== undefined && host !== undefined)
    return `${box}@${host.replace(/\s+dot\s+/gi, ".")}`.toLowerCase();
  const found = text.replace(/^mailto:/i, "").match(EMAIL) ?? [];
  return found.length === 1 && found[0] !== undefined ? found[0].toLowerCase() : null;
}

const LABELS = new RegExp(
  `^(?:(?:${[
    "the|a|my|our|his|her|their|with|for|of|is|was|about|around|at|in|by|and",
    "online|order|orders|ticket|receipt|check|confirmation|reference|ref|number|num|no|nr|id|code",
    "phone|telephone|tel|mobile|cell|call|caller|last|four|4|digits|ending|ends|end",
    "total|amount|sum|price|paid|charged|charge|bill|card",
  ].join("|")})\\b[.:#=\\s]*)+`,
  "i",
);
const WHEN =
  "(?:from |on |at )?(?:(?:this|last|yesterday|tomorrow|earlier) ?(?:morning|noon|afternoon|eve(?:ning)?|night)|earlier(?: today)?|today|tonight|yesterday|just now|lunch|dinner)";
const SAID_AFTER = new RegExp(`[\\s,]+(?:${WHEN}|please|thanks)[.!?]*$`, "i");

/** A number without the words before and after it; null where there are none, or no number is left. */
export function withoutLabel(text: string): string | null {
  let rest = text.replace(LABELS, "").trim();
  while (SAID_AFTER.test(rest)) rest = rest.replace(SAID_AFTER, "");
  return rest !== text && /\d/.test(rest) ? rest : null;
}

const TITLE =
  /^(?:mr|mrs|ms|miss|mister|dr|sir|madam|ma'am|herr|frau|se\u00f1or|se\u00f1ora|se\u00f1orita)\b\.?\s+/i;

/** A guest's name without a title before and a time of the day behind it, which no order has. */
export function nameOf(text: string): string {
  let rest = text.replace(/\s+/g, " ");
  while (SAID_AFTER.test(rest)) rest = rest.replace(SAID_AFTER, "");
  return rest.replace(TITLE, "") || text;
}

const TIME_OF_DAY = String.raw`(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?\s?([ap]m)?\s?(Z|UTC|[+-]\d{2}:?\d{2})?`;
const DAY_MS = 24 * 60 * 60 * 1_000;
const DATE = new RegExp(
  String.raw`^(\d{1,4})([-./])(\d{1,2})\2(\d{2,4})(?:(?:T|,?\s+(?:at )?)${TIME_OF_DAY})?$`,
  "i",
);

/** Minutes or days that a text may name, in UTC where it has no zone: `11/12/2026` is a day of either month. */
export function timesOf(text: string): string[] {
  const found = DATE.exec(text);
  if (found === null) return [];
  const [, first = "", mark, second = "", third = "", hour, minute, half, zone = "Z"] = found;
  const [f, s, t] = [Number(first), Number(second), Number(third)];
  const year = third.length === 2 ? 2000 + t : t;
  const days =
    first.length === 4
      ? [[f, s, t]]
      : mark === "."
        ? [[year, s, f]]
        : [
            [year, f, s],
            [year, s, f],
          ];
  const times = days.flatMap(([y = 0, month = 0, day = 0]) => {
    const date = `${String(y).padStart(4, "0")}-${two(month)}-${two(day)}`;
    const midnight = new Date(`${date}T00:00:00Z`);
    // The calendar turns the 31st of a short month into the next one.
    if (!isWritable(midnight) || midnight.toISOString().slice(0, 10) !== date) return [];
    // The day after it is looked up, too.
    if (!isWritable(new Date(midnight.getTime() + DAY_MS))) return [];
    if (hour === undefined || minute === undefined) return [date];
    const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
    const at = new Date(
      `${date}T${two(hours)}:${minute}:00${/UTC|Z/i.test(zone) ? "Z" : zone.replace(/(\d{2}):?(\d{2})$/, "$1:$2")}`,
    );
    return !isWritable(at) ? [] : [`${at.toISOString().slice(0, 16)}Z`];
  });
  return [...new Set(times)];
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
