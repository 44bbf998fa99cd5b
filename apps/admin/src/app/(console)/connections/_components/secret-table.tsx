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
  if (secrets.length === 0) return <p className="px-3 pb-3 text-problem">None: PAR cannot get in.</p>;
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">Strength</th>
          <th scope="col">Age</th>
          <th scope="col">Last used</th>
        </tr>
      </thead>
      <tbody>
        {secrets.map((secret) => (
          <tr key={secret.id} className={secret.state === "retired" ? "text-ink-faint" : ""}>
            <td>
              {secret.state}
              {secret.state === "retiring" && secret.endsAt && (
                <span className="text-ink-faint">
                  {" "}
                  until {new Date(secret.endsAt).toISOString().slice(0, 16).replace("T", " ")} UTC
                </span>
              )}
            </td>
            <td>
              <Strength strength={secret.strength} />
            </td>
            <td>
              <Age at={secret.createdAt} zone="UTC" now={now} />
            </td>
            <td>
              {secret.lastUsedAt ? (
                <Age at={secret.lastUsedAt} zone="UTC" now={now} words />
              ) : (
                <span className="text-ink-faint">never</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
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
