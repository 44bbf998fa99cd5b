import { createHmac } from "node:crypto";

/**
 * PAR's C# sample once more, from its rules alone: it reads the JSON *text*, so a total never becomes a binary
 * fraction, and does all arithmetic in BigInt. It shares no line with `src` and imports nothing of it.
 *
 * The rules [payload-signing page]: six values joined by pipes; null ids are "0", null totals 0; cents are the
 * decimal total times 100; seconds are `ToUnixTimeSeconds()` of the datetime, 0 when it does not parse; the key
 * is the first ten UTF-16 characters of the SharedId in UTF-8, a lone half of a pair replaced by U+FFFD.
 */

/** `Round`: half away from zero, as the prose says. `Truncate`: the cast `(long)(x * 100)` of a `decimal`. */
export type OracleCents = "Round" | "Truncate";

type Node =
  | { kind: "object"; members: Map<string, Node> }
  | { kind: "array"; items: Node[] }
  | { kind: "string"; value: string }
  | { kind: "number"; text: string }
  | { kind: "literal"; text: string };

class TextReader {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  blank(): void {
    while (" \t\r\n".includes(this.text.charAt(this.at)) && this.at < this.text.length) this.at++;
  }

  take(expected: string): void {
    if (!this.text.startsWith(expected, this.at)) throw new Error(`expected ${expected} at ${this.at}`);
    this.at += expected.length;
  }

  node(): Node {
    this.blank();
    const first = this.text.charAt(this.at);
    if (first === "{") return this.object();
    if (first === "[") return this.array();
    if (first === '"') return { kind: "string", value: this.string() };
    const run = /[-+.eE0-9a-z]+/y;
    run.lastIndex = this.at;
    const [word = ""] = run.exec(this.text) ?? [];
    this.at += word.length;
    return /^[-0-9]/.test(word) ? { kind: "number", text: word } : { kind: "literal", text: word };
  }

  object(): Node {
    const members = new Map<string, Node>();
    this.take("{");
    for (this.blank(); this.text.charAt(this.at) !== "}"; this.blank()) {
      if (members.size > 0) this.take(",");
      this.blank();
      const name = this.string();
      this.blank();
      this.take(":");
      members.set(name, this.node());
    }
    this.take("}");
    return { kind: "object", members };
  }

  array(): Node {
    const items: Node[] = [];
    this.take("[");
    for (this.blank(); this.text.charAt(this.at) !== "]"; this.blank()) {
      if (items.length > 0) this.take(",");
      items.push(this.node());
    }
    this.take("]");
    return { kind: "array", items };
  }

  string(): string {
    this.take('"');
    let value = "";
    for (;;) {
      const character = this.text.charAt(this.at++);
      if (character === '"') return value;
      if (character !== "\\") {
        value += character;
        continue;
      }
      const escaped = this.text.charAt(this.at++);
      if (escaped === "u") {
        value += String.fromCharCode(Number.parseInt(this.text.slice(this.at, this.at + 4), 16));
        this.at += 4;
      } else value += { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }[escaped] ?? escaped;
    }
  }
}

/** A property by PAR's C# name, whatever notation the body uses. */
function property(node: Node | null, csharpName: string): Node | null {
  if (node?.kind !== "object") return null;
  for (const [name, value] of node.members) {
    if (name.toLowerCase().split("_").join("") !== csharpName.toLowerCase()) continue;
    return value.kind === "literal" && value.text === "null" ? null : value;
  }
  return null;
}

function idOf(node: Node | null): string {
  if (node === null) return "0";
  if (node.kind === "string") return node.value;
  return node.kind === "number" ? node.text : "";
}

/** Cents of a decimal text by long multiplication; no floating point anywhere. */
export function oracleCents(text: string, rule: OracleCents): bigint {
  const [mantissa = "0", exponent = "0"] = text.toLowerCase().split("e");
  const isNegative = mantissa.startsWith("-");
  const [whole = "0", fraction = ""] = mantissa.replace(/^[-+]/, "").split(".");
  const digits = BigInt(whole + fraction);
  // The amount is digits * 10^scale; times 100 is two more.
  const scale = BigInt(exponent) - BigInt(fraction.length) + 2n;
  let cents = digits;
  if (scale >= 0n) cents = digits * 10n ** scale;
  else {
    const divisor = 10n ** -scale;
    cents = digits / divisor;
    if (rule === "Round" && (digits % divisor) * 2n >= divisor) cents += 1n;
  }
  return isNegative ? -cents : cents;
}

/** Unix seconds by counting days; 0 for what the sample's `TryParse` would not take. */
export function oracleSeconds(text: string | null): bigint {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,7})?(?:Z|([+-])(\d\d):(\d\d))$/.exec(
    text ?? "",
  );
  if (parts === null) return 0n;
  const [year = 0n, month = 0n, day = 0n, hour = 0n, minute = 0n, second = 0n] = parts
    .slice(1, 7)
    .map(BigInt);
  const isLeap = (y: bigint) => y % 4n === 0n && (y % 100n !== 0n || y % 400n === 0n);
  const lengths = [31n, isLeap(year) ? 29n : 28n, 31n, 30n, 31n, 30n, 31n, 31n, 30n, 31n, 30n, 31n];
  if (month < 1n || month > 12n || day < 1n || day > (lengths[Number(month) - 1] ?? 0n)) return 0n;
  const before = year - 1n;
  let days = before * 365n + before / 4n - before / 100n + before / 400n - 719_162n;
  for (let m = 0; m < Number(month) - 1; m++) days += lengths[m] ?? 0n;
  days += day - 1n;
  const offset = (BigInt(parts[8] ?? "0") * 60n + BigInt(parts[9] ?? "0")) * (parts[7] === "-" ? -60n : 60n);
  return days * 86_400n + hour * 3_600n + minute * 60n + second - offset;
}

/** UTF-8 of the first ten UTF-16 units, a lone half of a pair as EF BF BD. */
export function oracleKey(sharedId: string): Buffer {
  const units = Array.from({ length: 10 }, (_, index) => sharedId.charCodeAt(index));
  const bytes: number[] = [];
  for (let index = 0; index < units.length; index++) {
    let point = units[index] ?? 0;
    const next = units[index + 1] ?? 0;
    const isPair = point >= 0xd800 && point <= 0xdbff && next >= 0xdc00 && next <= 0xdfff;
    if (isPair) {
      point = 0x10000 + ((point - 0xd800) << 10) + (next - 0xdc00);
      index++;
    } else if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000)
      bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else {
      bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63));
      bytes.push(0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    }
  }
  return Buffer.from(bytes);
}

/** What PAR would sign for the bytes of a request or an order answer. */
export function oracleString(jsonText: string, rule: OracleCents): string {
  const root = new TextReader(jsonText).node();
  const details = property(root, "OrderDetails");
  const total = (name: string) => {
    const node = property(details, name);
    return node?.kind === "number" ? oracleCents(node.text, rule) : 0n;
  };
  const datetime = property(root, "RequestDateTime");
  return [
    idOf(property(root, "RequestUid")),
    idOf(property(root, "LocationId")),
    idOf(property(details, "OnlineOrderId")),
    total("GrandTotal").toString(),
    total("Subtotal").toString(),
    oracleSeconds(datetime?.kind === "string" ? datetime.value : null).toString(),
  ].join("|");
}

/** The digest PAR would send with, or recompute from, these bytes: lower-case hex. */
export function oracleDigest(jsonText: string, sharedId: string, rule: OracleCents): string {
  return createHmac("sha256", oracleKey(sharedId)).update(oracleString(jsonText, rule), "utf8").digest("hex");
}
