import type { Words } from "@parley/words";
import Link from "next/link";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { words } from "@/words/server.tsx";
import type { AuditRow } from "../audit-export.ts";
import { subjectAddress } from "../subject-address.ts";

/** Entries with what was before and after, each led to its subject. */
export async function AuditTable({ rows }: { rows: readonly AuditRow[] }) {
  const say = await words("audit");
  return (
    <DataTable
      caption={say("list.caption")}
      columns={columnsIn(say)}
      rows={rows}
      rowKey={(row) => row.id}
      empty={<EmptyState title={say("page.emptyTitle")}>{say("page.empty")}</EmptyState>}
    />
  );
}

function columnsIn(say: Words<"audit">): readonly Column<AuditRow>[] {
  const moment = ({ at }: AuditRow) => <Moment at={at} zone="UTC" />;
  return [
    {
      header: say("list.what"),
      isLead: true,
      className: "max-md:w-full",
      cell: ({ sentence }) => <span className="font-medium">{sentence}</span>,
      // A phone has no room for the columns, and what changed is what one looks for.
      beside: (row) => (
        <div className="md:hidden">
          <p className="text-xs text-ink-faint">
            {moment(row)} · {row.by}
          </p>
          <Changes row={row} say={say} />
        </div>
      ),
    },
    { header: say("list.by"), from: "md", cell: ({ by }) => by },
    { header: say("list.at"), from: "md", cell: moment },
    { header: say("list.subject"), className: "max-w-48 truncate", cell: (row) => <Subject row={row} /> },
    {
      header: say("list.change"),
      from: "md",
      className: "w-2/5",
      cell: (row) => <Changes row={row} say={say} />,
    },
    {
      header: say("list.address"),
      from: "lg",
      className: "whitespace-nowrap",
      cell: ({ address }) =>
        address === null ? <span className="text-ink-faint">–</span> : <Mono>{address}</Mono>,
    },
  ];
}

function Subject({ row: { subject, subjectId } }: { row: AuditRow }) {
  const href = subjectAddress(subjectId);
  const text = subject === subjectId ? <Mono short={16}>{subjectId}</Mono> : subject;
  if (href === null) return <span title={subjectId}>{text}</span>;
  return (
    <Link href={href} title={subjectId} prefetch={false} className="text-accent hover:underline">
      {text}
    </Link>
  );
}

/** Up to so many fields stand open. */
const OPEN_MAX = 3;

function Changes({ row: { fields, reason }, say }: { row: AuditRow; say: Words<"audit"> }) {
  const list = (
    <ul className="flex flex-col gap-0.5 text-xs wrap-anywhere">
      {fields.map((field) => (
        <li key={field.name}>
          <span className="text-ink-faint" title={field.name}>
            {field.label}:
          </span>{" "}
          {field.isChange && (
            <>
              <del className="text-problem">
                <span className="sr-only">{say("list.before")} </span>
                <Value text={field.from} name={field.fromName} say={say} />
              </del>{" "}
              <span aria-hidden="true">→</span>{" "}
            </>
          )}
          {field.isChange ? (
            <ins className="text-ok no-underline">
              <span className="sr-only">{say("list.after")} </span>
              <Value text={field.to} name={field.toName} say={say} />
            </ins>
          ) : (
            <Value text={field.to} name={field.toName} say={say} />
          )}
        </li>
      ))}
      {reason !== null && (
        <li>
          <span className="text-ink-faint">{say("list.reason")}</span> {reason}
        </li>
      )}
    </ul>
  );
  if (fields.length <= OPEN_MAX) return list;
  return (
    <details>
      <summary className="cursor-pointer text-xs text-ink-soft">
        {say("list.fields", { count: fields.length })}
      </summary>
      {list}
    </details>
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** An id by the name of what it means; the id itself on hover. */
function Value({ text, name, say }: { text: string | null; name: string | null; say: Words<"audit"> }) {
  if (text === null) return say("list.nothing");
  if (text === "true" || text === "false") return say(text === "true" ? "list.yes" : "list.no");
  if (INSTANT.test(text)) return <Moment at={text} zone="UTC" precision="minute" />;
  return (
    <span data-name="" title={name === null ? undefined : text}>
      {name ?? text}
    </span>
  );
}
