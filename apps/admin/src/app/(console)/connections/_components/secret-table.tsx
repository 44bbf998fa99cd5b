import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Icon, type IconName } from "@/components/display/icon.tsx";
import { Age } from "@/components/display/moment.tsx";
import { type Tone, toneText } from "@/components/display/tone.ts";
import type { Connection } from "../connections.graphql.ts";

type Secret = Connection["secrets"][number];

const strengths: Record<string, { tone: Tone; icon: IconName }> = {
  strong: { tone: "ok", icon: "placed" },
  short: { tone: "wait", icon: "errored" },
  weak: { tone: "problem", icon: "rejected" },
};

/** SharedIds by age, strength and use; the SharedId itself never leaves the API. */
export function SecretTable({ secrets, now }: { secrets: readonly Secret[]; now: string }) {
  return (
    <DataTable
      caption="SharedIds"
      columns={columnsAt(now)}
      rows={secrets}
      rowKey={(secret) => secret.id}
      isFaint={(secret) => secret.state === "retired"}
      empty={<p className="px-3 pb-3 text-problem">None: PAR cannot get in.</p>}
    />
  );
}

function columnsAt(now: string): readonly Column<Secret>[] {
  return [
    {
      header: "State",
      cell: (secret) => secret.state,
      beside: ({ state, endsAt }) =>
        state === "retiring" &&
        endsAt && (
          <span className="text-ink-faint">
            {" "}
            until {new Date(endsAt).toISOString().slice(0, 16).replace("T", " ")} UTC
          </span>
        ),
    },
    { header: "Strength", cell: (secret) => <Strength strength={secret.strength} /> },
    { header: "Age", cell: (secret) => <Age at={secret.createdAt} zone="UTC" now={now} /> },
    {
      header: "Last used",
      cell: ({ lastUsedAt }) =>
        lastUsedAt ? (
          <Age at={lastUsedAt} zone="UTC" now={now} words />
        ) : (
          <span className="text-ink-faint">never</span>
        ),
    },
  ];
}

function Strength({ strength }: { strength: string }) {
  const look = strengths[strength] ?? { tone: "quiet" as const, icon: "unknown" as const };
  return (
    <span className={`inline-flex items-center gap-1.5 ${toneText[look.tone]}`}>
      <Icon name={look.icon} size={14} />
      {strength}
    </span>
  );
}
