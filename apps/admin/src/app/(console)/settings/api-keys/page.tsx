import type { Words } from "@parley/words";
import type { Metadata } from "next";
import { readOperator } from "@/app/(console)/operator.ts";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Age, Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { HiddenPlace } from "@/components/feedback/hidden-place.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { grantWords } from "@/components/person/grant-words.ts";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { AddKey } from "./_components/add-key.tsx";
import { RevokeKey } from "./_components/revoke-key.tsx";
import { type ApiKey, apiKeysQuery } from "./api-keys.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("people"))("keys.title") };
}

/** The keys of scripts: whose, what each may do and until when, and who made it. */
export default async function ApiKeysPage() {
  const [operator, say, shell] = await Promise.all([readOperator(), words("people"), words("shell")]);
  if (operator.kind === "data" && !operator.data.me.permissions.includes("OPERATORS_EDIT"))
    return <HiddenPlace what={say("keys.what")} needs="OPERATORS_EDIT" />;
  const reading = await readQuery(apiKeysQuery, {});
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("keys.what")} />;
  const { operators, apiKeys, administered, me } = reading.data;
  const now = new Date();
  const rows = apiKeys.map((key) => ({ key, owner: key.owner, state: stateOf(key, now) }));
  const live = rows.filter(({ state }) => state === "works").length;
  return (
    <>
      <PageHeader
        name={say("keys.title")}
        sentence={say("keys.sentence", { count: live })}
        note={say("keys.note")}
      />
      <div className="flex flex-col gap-4">
        {administered !== null && (
          <AddKey
            owners={operators
              .filter(({ disabledAt }) => disabledAt === null)
              .map(({ id, name }) => ({ id, name }))}
            self={me?.id ?? ""}
            administered={administered}
          />
        )}
        <Panel title={say("keys.title")}>
          <DataTable
            caption={say("keys.title")}
            columns={columnsIn({ say, shell, now: now.toISOString() })}
            rows={rows}
            rowKey={({ key }) => key.id}
            isFaint={({ state }) => state !== "works"}
            empty={<EmptyState title={say("keys.emptyTitle")}>{say("keys.empty")}</EmptyState>}
          />
        </Panel>
      </div>
    </>
  );
}

type KeyState = "works" | "expired" | "revoked";

interface Row {
  owner: ApiKey["owner"];
  key: ApiKey;
  state: KeyState;
}

function stateOf({ expiresAt, revokedAt }: ApiKey, now: Date): KeyState {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && new Date(expiresAt) <= now ? "expired" : "works";
}

interface Reader {
  say: Words<"people">;
  shell: Words<"shell">;
  /** ISO 8601. */
  now: string;
}

function columnsIn({ say, shell, now }: Reader): readonly Column<Row>[] {
  const may = ({ key, owner }: Row) => (
    <>
      <p>
        {key.isNarrowed
          ? say("keys.narrowed", { name: owner.name })
          : say("keys.asOwner", { name: owner.name })}
      </p>
      <ul className="text-ink-soft">
        {key.grants.map((grant) => {
          const text = grantWords(shell, grant);
          return (
            <li key={text} data-name="">
              {text}
            </li>
          );
        })}
      </ul>
    </>
  );
  const used = ({ key: { lastUsedAt } }: Row) =>
    lastUsedAt === null ? (
      <span className="text-ink-faint">{say("list.never")}</span>
    ) : (
      <Age at={lastUsedAt} zone="UTC" now={now} words />
    );
  return [
    {
      header: say("keys.key"),
      isLead: true,
      cell: ({ key }) => <span data-name="">{key.name}</span>,
      beside: ({ key }) => <p className="font-mono text-2xs text-ink-soft">{key.prefix}…</p>,
      folded: may,
    },
    { header: say("list.roles"), from: "md", cell: may },
    {
      header: say("keys.made"),
      from: "lg",
      cell: ({ key }) => (
        <>
          <Moment at={key.createdAt} zone="UTC" precision="minute" />
          {key.createdBy !== null && (
            <p className="text-ink-soft" data-name="">
              {key.createdBy}
            </p>
          )}
        </>
      ),
    },
    { header: say("keys.used"), from: "sm", cell: used },
    {
      header: say("keys.ends"),
      cell: ({ key, state }) => {
        if (state === "revoked") return say("keys.revoked");
        if (key.expiresAt === null) return say("list.never");
        return (
          <>
            {state === "expired" && <p>{say("keys.expired")}</p>}
            <Moment at={key.expiresAt} zone="UTC" precision="minute" />
          </>
        );
      },
    },
    {
      header: say("keys.revoke"),
      isHeaderHidden: true,
      cell: ({ owner, key, state }) =>
        state === "revoked" ? null : <RevokeKey operatorId={owner.id} keyId={key.id} name={key.name} />,
    },
  ];
}
