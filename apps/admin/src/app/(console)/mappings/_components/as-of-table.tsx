import { Moment } from "@/components/display/moment.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { words } from "@/words/server.tsx";
import { keyOf, type Mapping, zoneOf } from "../mapping.ts";

/** What PAR's ids meant at a moment. Nothing can be changed in it. */
export async function AsOfTable({ mappings, isFiltered }: AsOfTableProps) {
  const say = await words("mappings");
  if (mappings.length === 0)
    return (
      <div className="rounded-lg border bg-surface">
        <EmptyState icon="mappings" title={say(isFiltered ? "table.noMatch" : "asOf.none")} />
      </div>
    );
  return (
    <div className="relative overflow-x-auto rounded-lg border bg-surface">
      <table className="data-table" aria-label={say("name")}>
        <thead>
          <tr>
            <th scope="col">{say("table.parId")}</th>
            <th scope="col" className="max-md:hidden">
              {say("table.kind")}
            </th>
            <th scope="col" className="max-lg:hidden">
              {say("table.connection")}
            </th>
            <th scope="col">{say("asOf.meant")}</th>
            <th scope="col" className="max-md:hidden">
              {say("table.since")}
            </th>
            <th scope="col">{say("asOf.until")}</th>
            <th scope="col" className="max-lg:hidden">
              {say("table.by")}
            </th>
          </tr>
        </thead>
        <tbody>
          {mappings.map((mapping) => (
            <AsOfRow
              key={keyOf(mapping)}
              mapping={mapping}
              kind={say(`kind.${mapping.kind}`)}
              still={say("asOf.still")}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface AsOfTableProps {
  mappings: readonly Mapping[];
  isFiltered: boolean;
}

function AsOfRow({ mapping, kind, still }: { mapping: Mapping; kind: string; still: string }) {
  const { target, connection, parId, validFrom, replacedAt, changedBy, reason } = mapping;
  const moment = (at: string) => <Moment at={at} zone={zoneOf(mapping)} precision="minute" />;
  return (
    <tr>
      <td>
        <code className="font-mono text-xs break-all">{parId}</code>
        <p className="text-xs text-ink-faint lg:hidden">
          {kind} · {connection.name}
        </p>
      </td>
      <td className="text-ink-soft max-md:hidden">{kind}</td>
      <td className="max-lg:hidden">{connection.name}</td>
      <td>
        <code className="font-mono text-xs">{target.code}</code> {target.name}
        {reason && <p className="text-xs wrap-anywhere text-ink-soft">{reason}</p>}
      </td>
      <td className="max-md:hidden">{moment(validFrom)}</td>
      <td>{replacedAt === null ? <span className="text-ink-faint">{still}</span> : moment(replacedAt)}</td>
      <td className="max-w-48 truncate text-ink-soft max-lg:hidden">{changedBy ?? "–"}</td>
    </tr>
  );
}
