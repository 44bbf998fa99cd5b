import Link from "next/link";
import { words } from "@/words/server.tsx";
import type { ShownConnection } from "../connection.graphql.ts";
import { formName, refusalIn } from "../seen-words.ts";
import { valueName, whatOf } from "../switch-words.ts";
import { SetSo } from "./set-so.tsx";

type Switch = NonNullable<ShownConnection["switches"]>[number];

/** What PAR's own calls say about a switch, and one press to set it so. */
export async function SeenOfSwitch({ connection, row }: { connection: ShownConnection; row: Switch }) {
  const about = (connection.seen ?? []).filter(({ switchName }) => switchName === row.name);
  if (about.length === 0) return null;
  const [say, ofSwitch] = await Promise.all([words("seen"), words("switches")]);
  return (
    <ul className="mt-1.5 flex flex-col gap-1.5">
      {about.map((each) => {
        const { trait, form, calls, lastExchangeId, suggestedValue } = each;
        const count = say("calls", { count: calls });
        const value = suggestedValue === null ? null : valueName(row.name, suggestedValue, ofSwitch);
        return (
          <li key={`${trait} ${form}`} className={trait === "refused" ? "text-problem" : "text-ink-soft"}>
            {trait === "refused"
              ? refusalIn(form, calls, say)
              : say("spelled", { form: formName(trait, form, say), calls: count })}{" "}
            <Link href={`/exchanges/${lastExchangeId}`} className="text-accent underline whitespace-nowrap">
              {say("last")}
            </Link>
            {value !== null && connection.canEdit && (
              <div className="mt-1">
                <SetSo
                  connectionId={connection.id}
                  version={connection.version ?? 0}
                  row={row}
                  to={suggestedValue ?? ""}
                  word={say("setSo", { value })}
                  said={{ what: whatOf(row.name, ofSwitch), value }}
                />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
