import Link from "next/link";
import { SecretTable } from "@/components/connection/secret-table.tsx";
import { buttonClass } from "@/components/controls/button.tsx";
import { Icon } from "@/components/display/icon.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { words } from "@/words/server.tsx";
import type { Connection } from "../connections.graphql.ts";

const LOOKS = {
  live: { ink: "text-ok", icon: "placed" },
  paused: { ink: "text-wait", icon: "pending" },
  disabled: { ink: "text-problem", icon: "rejected" },
} as const;

/** One relationship with PAR: whether it is open, what it serves and its secrets' age. */
export async function ConnectionCard({ connection, now }: { connection: Connection; now: string }) {
  const say = await words("connections");
  const isLive = connection.state === "live";
  const state = isLive ? (connection.pausedAt === null ? "live" : "paused") : "disabled";
  return (
    <Panel
      title={connection.name}
      aside={
        <span className="flex items-center gap-3">
          <Mono>{connection.slug}</Mono>
          <span className={`inline-flex items-center gap-1.5 ${LOOKS[state].ink}`}>
            <Icon name={LOOKS[state].icon} size={14} />
            {say(`state.${state}`)}
          </span>
          <Link href={`/connections/${connection.slug}`} className={buttonClass("plain", "row")}>
            {say("open")}
            <span className="sr-only"> {connection.name}</span>
          </Link>
        </span>
      }
    >
      <div className="grid lg:grid-cols-2 lg:divide-x">
        <div className="min-w-0">
          <h3 className="px-3 pt-2.5 pb-1 font-medium">{say("serves")}</h3>
          {connection.organizations.length === 0 ? (
            <p className="px-3 pb-2 text-ink-faint">{say("servesNone")}</p>
          ) : (
            <ul className="px-3 pb-2">
              {connection.organizations.map((organization) => (
                <li key={organization.id} className="flex flex-wrap items-baseline gap-x-2">
                  <Mono>{organization.parId}</Mono>
                  <span className="text-ink-faint" aria-hidden="true">
                    →
                  </span>
                  <span>
                    {organization.target.name}{" "}
                    <span className="text-ink-faint">{organization.target.code}</span>
                  </span>
                </li>
              ))}
            </ul>
          )}
          {connection.switches !== null && (
            <p className="px-3 pb-2 text-ink-soft">
              {say("switches.count", { count: connection.switches.filter((each) => !each.isDefault).length })}
            </p>
          )}
        </div>
        <div className="min-w-0 max-lg:border-t">
          <h3 className="px-3 pt-2.5 pb-1 font-medium">{say("secrets.title")}</h3>
          {connection.secrets === null ? (
            <p className="px-3 pb-3 text-ink-faint">{say("hidden")}</p>
          ) : (
            <SecretTable secrets={connection.secrets} now={now} />
          )}
        </div>
      </div>
    </Panel>
  );
}
