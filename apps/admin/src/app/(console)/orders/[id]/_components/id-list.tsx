import { CopyButton } from "@/components/controls/copy-button.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import type { Trace } from "../trace.graphql.ts";

/** Every name under which somebody may know this order. */
export function IdList({ order }: { order: Trace }) {
  const ids: [string, string | null][] = [
    ["Online order id", order.onlineOrderId],
    ["Request uid", order.requestUid],
    ...order.aliases.map((alias): [string, string] => ["Sent again as", alias]),
    ["POS order id", order.posOrderId],
    ["Parley's id", order.id],
    ["PAR organization", order.parOrganizationId],
    ["PAR location", order.parLocationId],
  ];
  return (
    <Panel title="Ids" aside={`${order.connection.name} · ${order.brand.name}`} padded>
      <dl className="grid grid-cols-[max-content_1fr] items-baseline gap-x-4 gap-y-0.5">
        {ids.map(([name, id]) => (
          <div key={`${name} ${id}`} className="contents">
            <dt className="text-xs text-ink-faint">{name}</dt>
            <dd className="flex min-w-0 items-center justify-between gap-1">
              {id === null ? (
                <span className="text-ink-faint">none</span>
              ) : (
                <>
                  <Mono>{id}</Mono>
                  <CopyButton text={id} label={name.toLowerCase()} />
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
