import type { Words } from "@parley/words";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Icon, type IconName } from "@/components/display/icon.tsx";
import { Age, Moment } from "@/components/display/moment.tsx";
import { type Tone, toneText } from "@/components/display/tone.ts";
import { words } from "@/words/server.tsx";

/** A SharedId's record, as both pages read it. */
interface Secret {
  id: string;
  state: string;
  strength: string;
  createdAt: string;
  lastUsedAt: string | null;
  endsAt: string | null;
}

const strengths = {
  strong: { tone: "ok", icon: "placed" },
  short: { tone: "wait", icon: "errored" },
  weak: { tone: "problem", icon: "rejected" },
} as const satisfies Record<string, { tone: Tone; icon: IconName }>;

const states = ["live", "retiring", "retired"] as const;

/** SharedIds by age, strength and use; the SharedId itself never leaves the API. */
export async function SecretTable({ secrets, now }: { secrets: readonly Secret[]; now: string }) {
  const say = await words("connections");
  return (
    <DataTable
      caption={say("secrets.title")}
      columns={columnsAt(now, say)}
      rows={secrets}
      rowKey={(secret) => secret.id}
      isFaint={(secret) => secret.state === "retired"}
      empty={<p className="px-3 pb-3 text-problem">{say("secrets.none")}</p>}
    />
  );
}

function columnsAt(now: string, say: Words<"connections">): readonly Column<Secret>[] {
  return [
    {
      header: say("secrets.state"),
      cell: (secret) => {
        const known = states.find((state) => state === secret.state);
        return known === undefined ? secret.state : say(`secrets.states.${known}`);
      },
      beside: ({ state, endsAt }) =>
        state === "retiring" &&
        endsAt && (
          <span className="text-ink-faint">
            {" "}
            {say.rich("secrets.until", { at: () => <Moment at={endsAt} zone="UTC" precision="minute" /> })}
          </span>
        ),
    },
    {
      header: say("secrets.strength"),
      cell: (secret) => <Strength strength={secret.strength} say={say} />,
    },
    {
      header: say("secrets.age"),
      cell: (secret) => <Age at={secret.createdAt} zone="UTC" now={now} />,
    },
    {
      header: say("secrets.lastUsed"),
      cell: ({ lastUsedAt }) =>
        lastUsedAt ? (
          <Age at={lastUsedAt} zone="UTC" now={now} words />
        ) : (
          <span className="text-ink-faint">{say("secrets.never")}</span>
        ),
    },
  ];
}

function Strength({ strength, say }: { strength: string; say: Words<"connections"> }) {
  const known = (["strong", "short", "weak"] as const).find((each) => each === strength);
  if (known === undefined) return strength;
  const { tone, icon } = strengths[known];
  return (
    <span className={`inline-flex items-center gap-1.5 ${toneText[tone]}`}>
      <Icon name={icon} size={14} />
      {say(`secrets.strengths.${known}`)}
    </span>
  );
}
