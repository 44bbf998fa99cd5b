/**
 * A recorded order as a case of the contract's vectors (`packages/par-contract/vectors/payloads`), its guest made up.
 * What is kept is listed here; every other text is made up, for a field that nobody knows may hold anything.
 */
export function fixtureOf(call: FixtureCall): string | null {
  if (call.direction !== "IN" || call.requestBody === null) return null;
  if (call.operation !== "validate_order" && call.operation !== "submit_order") return null;
  const body = parsed(call.requestBody);
  if (body === null) return null;
  const isTaken = call.status !== null && call.status < 300;
  const fixture = {
    kind: "order_request",
    case: `${call.operation} ${call.id}, its guest made up`,
    expect: isTaken ? "accepted" : "refused",
    body: madeUp(body, "", false),
  };
  return `${JSON.stringify(fixture, null, 2)}\n`;
}

interface FixtureCall {
  id: string;
  direction: string;
  operation: string;
  status: number | null;
  requestBody: string | null;
}

/** Fields whose text is no person's, in any spelling of theirs. */
const KEPT = new Set(
  `request_uid request_datetime organization_id location_id online_order_id order_type scheduled_at currency
  line_id item_id price_level_id modifier_id modifier_group_id discount_id loyalty_reward_id line_ids tax_id fee_id
  tender_id type name table_number`
    .split(/\s+/)
    .map(plainKey),
);
/** Everything below these is a person's. */
const PERSONAL = new Set(["customer", "guest", "delivery", "curbside", "deliveryaddress", "address"]);

const MADE_UP: Readonly<Record<string, string>> = {
  firstname: "Ada",
  lastname: "Example",
  name: "Ada Example",
  email: "ada@example.com",
  phone: "+15555550100",
  addressline1: "1 Nosuch Street",
  city: "Los Angeles",
  state: "CA",
  postalcode: "90012",
  country: "US",
};

function madeUp(value: unknown, key: string, isPersonal: boolean): unknown {
  const below = isPersonal || PERSONAL.has(key);
  if (Array.isArray(value)) return value.map((each) => madeUp(each, key, below));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, madeUp(each, plainKey(name), below)]),
    );
  }
  if (typeof value === "string") return below || !KEPT.has(key) ? (MADE_UP[key] ?? "made up") : value;
  // A coordinate leads to a door.
  return typeof value === "number" && below ? 0 : value;
}

function plainKey(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
