import type { Words } from "@parley/words";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { words } from "@/words/server.tsx";
import type { ShownConnection } from "../connection.graphql.ts";
import { questionOf } from "../switch-question.ts";

type Switch = NonNullable<ShownConnection["switches"]>[number];

/** How this connection reads what PAR's documents leave open; what was changed stands out. */
export async function SwitchTable({ switches }: { switches: readonly Switch[] }) {
  const say = await words("connections");
  return (
    <DataTable
      caption={say("switches.title")}
      columns={columnsIn(say)}
      rows={switches.toSorted((a, b) => Number(a.isDefault) - Number(b.isDefault))}
      rowKey={(each) => each.name}
    />
  );
}

function columnsIn(say: Words<"connections">): readonly Column<Switch>[] {
  return [
    {
      header: say("switches.name"),
      cell: ({ name }) => <code className="font-mono text-xs">{name}</code>,
    },
    {
      header: say("switches.value"),
      className: "whitespace-nowrap",
      cell: ({ value, isDefault }) => (
        <code className={`font-mono text-xs ${isDefault ? "" : "font-semibold"}`}>{value}</code>
      ),
      beside: ({ isDefault }) => (
        <span className={`ml-2 text-xs ${isDefault ? "text-ink-faint" : "text-wait"}`}>
          {say(`switches.${isDefault ? "default" : "changed"}`)}
        </span>
      ),
    },
    {
      header: say("switches.question"),
      from: "md",
      className: "text-xs text-ink-soft",
      cell: ({ name, question }) => {
        const asked = questionOf(name, question, say);
        return (
          <>
            {asked}
            {/* To be sent to PAR as it stands, so it is there in PAR's language, too. */}
            {asked !== question && (
              <span lang="en" className="block text-ink-faint">
                {question}
              </span>
            )}
          </>
        );
      },
    },
  ];
}
