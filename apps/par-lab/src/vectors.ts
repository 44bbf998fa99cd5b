import {
  type CentsReading,
  computeDigest,
  defaultSwitches,
  type Exchange,
  importTokenKey,
  looseDigestFields,
  type PosNextClient,
  type Switches,
  signatureString,
  TokenError,
  verifyToken,
} from "@parley/par-contract";
import signatures from "@parley/par-contract/vectors/signatures.json" with { type: "json" };
import tokens from "@parley/par-contract/vectors/tokens.json" with { type: "json" };

/** One vector's result, as the table shows it. */
export interface VectorRow {
  readonly id: string;
  readonly readings: string;
  readonly about: string;
  readonly expected: string;
  readonly got: string;
  readonly ok: boolean;
}

const READINGS: readonly CentsReading[] = ["R", "E", "T", "X"];

type SignatureVector = (typeof signatures)[number];

/** Runs every vector through the library: strings, digests and tokens. */
export async function runLocally(): Promise<VectorRow[]> {
  const rows = signatures.map((vector): VectorRow => {
    const fields = looseDigestFields(vector.body);
    const fitting = READINGS.filter((reading) => signatureString(fields, reading) === vector.string).join("");
    const digest = computeDigest(vector.shared_id, vector.string);
    return {
      id: vector.id,
      readings: vector.readings,
      about: vector.case,
      expected: `${vector.readings} ${vector.digest.slice(0, 12)}`,
      got: `${fitting} ${digest.slice(0, 12)}`,
      ok: fitting === vector.readings && digest === vector.digest,
    };
  });
  return [...rows, ...(await Promise.all(tokens.map(runToken)))];
}

async function runToken(vector: (typeof tokens)[number]): Promise<VectorRow> {
  const jwtKey = vector.jwt_key === "first10" ? "first10" : "full";
  const key = await importTokenKey(vector.shared_id, jwtKey);
  const candidates = [{ id: vector.id, key, switches: defaultSwitches }];
  let got = "verified";
  try {
    await verifyToken({ authorization: `Bearer ${vector.token}`, candidates, now: new Date(vector.now) });
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    got = `refused: ${error.reason}`;
  }
  return {
    id: vector.id,
    readings: jwtKey,
    about: vector.case,
    expected: "verified",
    got,
    ok: got === "verified",
  };
}

/** What a server must do with a vector that is signed with its own SharedId. */
export function expectedOf(
  vector: SignatureVector,
  centsMode: Switches["cents_mode"],
): "verified" | "400" | "digest refused" {
  if (vector.server === "refused") return "400";
  const accepted = centsMode === "double_truncate" ? /X/ : /R|T/;
  return accepted.test(vector.readings) ? "verified" : "digest refused";
}

function gotOf({ response, verdict }: Exchange): string {
  if (response.status === 400) return "400";
  if (response.status === 401 || response.status === 412) return "digest refused";
  const isSigned = verdict.checks.some(({ name, ok }) => name === "digest" && ok);
  return isSigned && response.headers["x-pch-digest"] !== undefined ? "verified" : `HTTP ${response.status}`;
}

/**
 * Sends every vector to a server, as validates, completed to whole orders and signed with the server's own
 * SharedId over the vector's string. Their locations are made up, so a verified one is answered with a signed
 * refusal. Vectors of SharedIds that cannot be stored stay with the library.
 */
export async function runAgainst(
  client: PosNextClient,
  server: {
    readonly sharedId: string;
    readonly organizationId: string;
    readonly centsMode: Switches["cents_mode"];
  },
): Promise<VectorRow[]> {
  const rows: VectorRow[] = [];
  for (const vector of signatures) {
    if (vector.server === "library_only") continue;
    const headers = { "x-pch-digest": computeDigest(server.sharedId, vector.string) };
    const exchange = await client.validate(completed(vector, server.organizationId), { headers });
    const expected = expectedOf(vector, server.centsMode);
    const got = gotOf(exchange);
    rows.push({
      id: vector.id,
      readings: vector.readings,
      about: vector.case,
      expected,
      got,
      ok: got === expected,
    });
  }
  return rows;
}

/** The vector's signed fields, with what an order needs besides them; a vector without an order stays without. */
function completed(vector: SignatureVector, organizationId: string): Record<string, unknown> {
  const body: Record<string, unknown> = { ...vector.body, organization_id: organizationId };
  const details = body.order_details;
  if (typeof details !== "object" || details === null) return body;
  const items = [{ line_id: "1", item_id: "vector", quantity: 1, modifiers: [] }];
  return { ...body, order_details: { ...details, order_type: "takeout", items } };
}
