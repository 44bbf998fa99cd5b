import { CopyButton } from "@/components/controls/copy-button.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { words } from "@/words/server.tsx";
import type { Trace } from "../trace.graphql.ts";

/** Every name under which somebody may know this order. */
export async function IdList({ order }: { order: Trace }) {
  const say = await words("order");
  const ids: [string, string | null][] = [
    [say("ids.onlineOrderId"), order.onlineOrderId],
    [say("ids.requestUid"), order.requestUid],
    ...order.aliases.map((alias): [string, string] => [say("ids.alias"), alias]),
    [say("ids.posOrderId"), order.posOrderId],
    [say("ids.ours"), order.id],
    [say("ids.organization"), order.parOrganizationId],
    [say("ids.location"), order.parLocationId],
  ];
  return (
    <Panel title={say("ids.title")} aside={`${order.connection.name} · ${order.brand.name}`} padded>
      <dl className="grid grid-cols-[max-content_1fr] items-baseline gap-x-4 gap-y-0.5">
        {ids.map(([name, id]) => (
          <div key={`${name} ${id}`} className="contents">
            <dt className="text-xs text-ink-faint">{name}</dt>
            <dd className="flex min-w-0 items-center justify-between gap-1">
              {id === null ? (
                <span className="text-ink-faint">{say("ids.none")}</span>
              ) : (
                <>
                  <Mono>{id}</Mono>
                  <CopyButton text={id} label={name} />
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
