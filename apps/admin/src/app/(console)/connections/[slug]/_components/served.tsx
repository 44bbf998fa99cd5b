import Link from "next/link";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { ClientWords, words } from "@/words/server.tsx";
import type { ServableBrand, ShownConnection } from "../connection.graphql.ts";
import { AddOrganization } from "./add-organization.tsx";

/** The brands that a connection serves, with PAR's id of each, and for who may map ids a form for one more. */
export async function Served({ connection, brands, mayEdit }: ServedProps) {
  const say = await words("connection");
  const { organizations } = connection;
  return (
    <Panel
      id="organizations"
      title={say("serves.title")}
      aside={
        <Link
          href={`/mappings?q=${encodeURIComponent(connection.name)}`}
          className="underline underline-offset-2 hover:text-ink"
        >
          {say("serves.all")}
        </Link>
      }
      padded
    >
      {organizations.length === 0 ? (
        <p className="text-ink-soft">{say("serves.none")}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {organizations.map(({ id, parId, target }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-2">
              <Mono>{parId}</Mono>
              <span className="text-ink-faint" aria-hidden="true">
                →
              </span>
              <span data-name="">
                {target.name} <span className="text-ink-faint">{target.code}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {mayEdit && (
        <div className="mt-3 border-t pt-3">
          {brands.length === 0 ? (
            <p className="max-w-prose text-ink-soft">
              {say.rich("serves.noBrand", {
                link: (text) => (
                  <Link href="/stores" className="underline underline-offset-2">
                    {text}
                  </Link>
                ),
              })}
            </p>
          ) : (
            <ClientWords rooms={["shell", "connection", "mappings"]}>
              <AddOrganization connectionId={connection.id} brands={brands} />
            </ClientWords>
          )}
        </div>
      )}
    </Panel>
  );
}

interface ServedProps {
  connection: ShownConnection;
  /** Those that the operator may see. */
  brands: readonly ServableBrand[];
  mayEdit: boolean;
}
