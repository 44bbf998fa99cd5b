import type { Words } from "@parley/words";
import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Age } from "@/components/display/moment.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { ListPage } from "@/components/list-page/list-page.tsx";
import { grantWords } from "@/components/person/grant-words.ts";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { type Person, peopleQuery } from "../people.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("people"))("title") };
}

/** Everybody whom the reader administers, and what each may do where. */
export default async function PeoplePage() {
  const [say, shell, reading] = await Promise.all([
    words("people"),
    words("shell"),
    readQuery(peopleQuery, {}),
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { operators } = reading.data;
  const disabled = operators.filter(({ disabledAt }) => disabledAt !== null).length;
  const invited = operators.filter(({ disabledAt, isInvited }) => isInvited && disabledAt === null).length;
  const count = operators.length - disabled - invited;
  return (
    <ListPage
      name={say("title")}
      sentence={say("list.sentence", { count, invited, disabled })}
      note={say("list.note")}
      actions={
        <Link href="/settings/people/new" className={buttonClass("primary", "page")}>
          {say("add.open")}
        </Link>
      }
    >
      <DataTable
        caption={say("title")}
        columns={columnsIn({ say, shell, now: new Date().toISOString() })}
        rows={operators}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/settings/people/${id}`}
        isFaint={({ disabledAt }) => disabledAt !== null}
        empty={<EmptyState title={say("list.emptyTitle")}>{say("list.empty")}</EmptyState>}
      />
    </ListPage>
  );
}

interface Reader {
  say: Words<"people">;
  shell: Words<"shell">;
  /** ISO 8601. */
  now: string;
}

function columnsIn({ say, shell, now }: Reader): readonly Column<Person>[] {
  const seen = ({ lastSeenAt }: Person) =>
    lastSeenAt === null ? (
      <span className="text-ink-faint">{say("list.never")}</span>
    ) : (
      <Age at={lastSeenAt} zone="UTC" now={now} words />
    );
  const grants = (row: Person) => (
    <ul>
      {row.grants.map((grant) => {
        const text = grantWords(shell, grant);
        return <li key={text}>{text}</li>;
      })}
    </ul>
  );
  return [
    {
      header: say("name"),
      isLead: true,
      cell: ({ name }) => <span data-name="">{name}</span>,
      beside: (row) => (
        <div className="text-xs text-ink-soft md:hidden">
          <p className="wrap-anywhere">{row.email}</p>
          {grants(row)}
          {row.disabledAt === null && !hasFactor(row) && <p>{say("list.noFactorLong")}</p>}
        </div>
      ),
    },
    { header: say("email"), from: "md", cell: ({ email }) => email },
    { header: say("list.roles"), from: "md", cell: grants },
    {
      header: say("list.factor"),
      from: "md",
      cell: (row) =>
        hasFactor(row) ? (
          say(row.hasSecondFactor ? "list.hasFactor" : "list.hasPasskey")
        ) : (
          <span className="text-ink-faint">{say("list.noFactor")}</span>
        ),
    },
    { header: say("list.lastSeen"), cell: seen },
    {
      header: say("list.state"),
      cell: ({ disabledAt, isInvited }) =>
        say(disabledAt !== null ? "list.disabled" : isInvited ? "invite.state" : "list.enabled"),
    },
  ];
}

function hasFactor({ hasSecondFactor, passkeyCount }: Person): boolean {
  return hasSecondFactor || (passkeyCount ?? 0) > 0;
}
