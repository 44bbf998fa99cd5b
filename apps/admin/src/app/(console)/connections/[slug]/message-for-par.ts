import type { WordsOf } from "@parley/words";
import { operationName } from "@/components/exchange/operation.ts";
import { formatDateTime } from "@/format/time.ts";
import type { ParDoor, ShownConnection } from "./connection.graphql.ts";
import { usableOf } from "./usable.ts";

/** What PAR has to know of a connection, as a text to send: everything but the SharedId. PAR reads English. */
export function messageForPar(
  { organizations, secrets }: Pick<ShownConnection, "organizations" | "secrets">,
  { url, calls }: ParDoor,
  english: WordsOf,
): string {
  const say = english("connection");
  const names = english("exchanges");
  const ends = usableOf(secrets).find(({ endsAt }) => endsAt !== null)?.endsAt;
  return [
    `${say("tell.base")}: ${url}`,
    ...calls.map((call) => `${operationName(call.operation, names)}: ${call.method} ${call.url}`),
    `${say("tell.ids")}: ${organizations.map(({ parId }) => parId).join(", ") || "–"}`,
    ends
      ? say("tell.rotating", { until: formatDateTime(new Date(ends), "UTC", "minute", "en") })
      : say("tell.sharedId"),
  ].join("\n");
}
