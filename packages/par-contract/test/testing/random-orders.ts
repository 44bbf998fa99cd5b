/** A repeatable source of random numbers from 0 up to (not including) 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ID_CHARACTERS = [
  "a",
  "Z",
  "7",
  "-",
  "_",
  ".",
  ":",
  "é",
  "ñ",
  "№",
  "オ",
  "🌮",
  "ß",
  "e\u0301",
  " x",
  "+",
  "%",
  '"',
];

function pick<T>(random: () => number, values: readonly [T, ...T[]]): T {
  return values[Math.floor(random() * values.length)] ?? values[0];
}

function randomId(random: () => number): string {
  const length = 1 + Math.floor(random() * 12);
  const body = Array.from(
    { length },
    () => ID_CHARACTERS[Math.floor(random() * ID_CHARACTERS.length)] ?? "x",
  );
  return `o${body.join("")}`;
}

/** A decimal text with at most four decimals, as some JSON writer might print it. */
function randomAmount(random: () => number): string {
  const whole = Math.floor(10 ** (random() * 7)) - 1;
  const decimals = pick(random, [0, 1, 2, 2, 2, 2, 3, 4]);
  const fraction = Array.from({ length: decimals }, () => Math.floor(random() * 10)).join("");
  return fraction === "" ? String(whole) : `${whole}.${fraction}`;
}

function randomDatetime(random: () => number): string {
  const at = new Date(Math.floor(random() * 4_102_444_800_000)).toISOString().slice(0, 19);
  const fraction = pick(random, ["", ".7", ".789", ".9999999"]);
  return at + fraction + pick(random, ["Z", "Z", "+00:00", "-08:00", "+05:30"]);
}

/**
 * One order as JSON text with its numbers as they were printed (no JavaScript number in between), in a random
 * notation, with or without an order number.
 */
export function randomOrderText(random: () => number): string {
  const name = pick(random, [
    (snake: string) => snake,
    (snake: string) => snake.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    (snake: string) => snake.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase()),
  ]);
  const member = (key: string, json: string) => `${JSON.stringify(name(key))}:${json}`;
  const onlineOrderId = random() < 0.2 ? "null" : JSON.stringify(randomId(random));
  const uid = random() < 0.1 ? String(1 + Math.floor(random() * 1e12)) : JSON.stringify(randomId(random));
  const details = [
    ...(onlineOrderId === "null" && random() < 0.5 ? [] : [member("online_order_id", onlineOrderId)]),
    member("order_type", '"takeout"'),
    member("grand_total", randomAmount(random)),
    member("items", `[{${member("item_id", '"a"')},${member("quantity", "1")}}]`),
    member("subtotal", randomAmount(random)),
  ];
  return `{${[
    member("request_uid", uid),
    member("request_datetime", JSON.stringify(randomDatetime(random))),
    member("organization_id", JSON.stringify(randomId(random))),
    member("location_id", JSON.stringify(randomId(random))),
    member("order_details", `{${details.join(",")}}`),
  ].join(",")}}`;
}
