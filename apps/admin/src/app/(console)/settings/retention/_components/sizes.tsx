import type { Words } from "@parley/words";
import { Panel } from "@/components/display/panel.tsx";
import type { RetentionSize } from "../retention.graphql.ts";

const TABLES = ["exchanges", "exchange_bodies", "refused_submits"] as const;
const BYTES_PER_MEGABYTE = 1_000_000;

/** How much the tables hold of which retention deletes. */
export function Sizes({ say, sizes }: { say: Words<"retention">; sizes: readonly RetentionSize[] }) {
  return (
    <Panel title={say("sizes")} padded>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-2">
        {TABLES.map((table) => {
          const { rows = 0, bytes = 0 } = sizes.find((size) => size.table === table) ?? {};
          return (
            <div key={table} className="contents">
              <dt>{say(`table.${table}`)}</dt>
              <dd className="text-right text-ink-soft tabular-nums">
                {say("bytes", { megabytes: Math.ceil(bytes / BYTES_PER_MEGABYTE) })}
                <br />
                <span className="text-xs">{say("rows", { rows: Math.round(rows) })}</span>
              </dd>
            </div>
          );
        })}
      </dl>
    </Panel>
  );
}
