import type { Words } from "@parley/words";
import Link from "next/link";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { formatAmount } from "@/format/money.ts";
import { words } from "@/words/server.tsx";
import { type FindingKind, findingKinds } from "../drill-words.ts";
import type { Finding } from "../fire-drill.graphql.ts";

/** What a fire drill found, a panel for each kind, each with what to do about it. */
export async function FindingPanels({ locationId, currency, findings }: FindingPanelsProps) {
  const say = await words("drill");
  return [...findingKinds].flatMap(([kind, word]) => {
    const rows = findings.filter((finding) => finding.kind === kind);
    if (rows.length === 0) return [];
    const count = new Set(rows.map(({ itemId }) => itemId)).size;
    const title = say(`kinds.${word}`);
    return [
      <Panel key={kind} id={`differs-${word}`} title={title} aside={say("page.items", { count })}>
        <p className="border-b px-3 py-2 text-ink-soft">{say(`next.${word}`)}</p>
        <DataTable
          caption={title}
          columns={columnsFor({ locationId, currency, kind: word }, say)}
          rows={rows}
          rowKey={({ itemId, code, size, message }) => [itemId, code, size, message].join(" ")}
        />
      </Panel>,
    ];
  });
}

interface FindingPanelsProps {
  locationId: string;
  currency: string;
  findings: readonly Finding[];
}

function columnsFor(
  { locationId, currency, kind }: { locationId: string; currency: string; kind: FindingKind },
  say: Words<"drill">,
): readonly Column<Finding>[] {
  const shown = (value: string | null, side: "ours" | "theirs") => {
    if (value === null) return valueIn(kind, side, say);
    return kind === "price" ? formatAmount(value, currency) : value;
  };
  const ours = (finding: Finding) => shown(finding.ours, "ours");
  const theirs = (finding: Finding) => shown(finding.theirs, "theirs");
  const value = (text: string) => <span className="tabular-nums whitespace-nowrap">{text}</span>;
  return [
    {
      header: say("page.item"),
      isLead: true,
      cell: ({ itemId, name }) => (
        <Link
          href={`/menus/${locationId}?view=items#item-${encodeURIComponent(itemId)}`}
          prefetch={false}
          data-name=""
          className="font-medium hover:underline"
        >
          {name}
        </Link>
      ),
      beside: ({ itemId, size }) => (
        <>
          {size !== null && <span data-name=""> {size}</span>}{" "}
          <code className="font-mono text-xs break-all text-ink-faint">{itemId}</code>
        </>
      ),
      folded: (finding) => (
        <>{say("page.folded", { ours: ours(finding), theirs: theirs(finding), code: finding.code })}</>
      ),
    },
    { header: say("page.ours"), from: "md", cell: (finding) => value(ours(finding)) },
    { header: say("page.theirs"), from: "md", cell: (finding) => value(theirs(finding)) },
    {
      header: say("page.code"),
      from: "lg",
      cell: ({ code }) => <code className="font-mono text-xs">{code}</code>,
    },
    {
      header: say("page.said"),
      from: "lg",
      className: "text-ink-soft",
      cell: ({ message }) => <span data-name="">{message}</span>,
    },
  ];
}

/** What either side says where it is no value of its own, such as "sold out". */
function valueIn(kind: FindingKind, side: "ours" | "theirs", say: Words<"drill">): string {
  return kind === "price" || kind === "other" ? say("page.unsaid") : say(`values.${kind}.${side}`);
}
