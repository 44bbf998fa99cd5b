import { wordsIn } from "@parley/words";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/controls/copy-button.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { operationName } from "@/components/exchange/operation.ts";
import { formatDateTime } from "@/format/time.ts";
import { ClientWords, language, words } from "@/words/server.tsx";
import type { ParDoor, ShownConnection } from "../connection.graphql.ts";
import { messageForPar } from "../message-for-par.ts";
import { usableOf } from "../usable.ts";

/** What PAR has to know of a connection, and what is still open about it. */
export async function TellPar({ connection, door }: { connection: ShownConnection; door: ParDoor }) {
  const [say, calls] = await Promise.all([words("connection"), words("exchanges")]);
  const ends = usableOf(connection.secrets).find(({ endsAt }) => endsAt !== null)?.endsAt;
  const message = messageForPar(connection, door, wordsIn("en"));
  return (
    <Panel
      title={say("tell.title")}
      aside={
        <ClientWords rooms={["shell"]}>
          <CopyButton text={message} label={say("tell.copy")} showLabel />
        </ClientWords>
      }
      padded
    >
      <dl className="flex flex-col gap-3">
        <Told name={say("tell.base")}>
          <Mono>{door.url}</Mono>
          {!door.isSet && (
            <p className="mt-0.5 text-wait">
              {say.rich("tell.notSet", { code: (text) => <code className="font-mono">{text}</code> })}
            </p>
          )}
        </Told>
        <Told name={say("tell.calls")}>
          <ul>
            {door.calls.map(({ operation, method, url }) => (
              <li key={operation} className="flex flex-wrap items-baseline gap-x-2">
                <span className="text-ink-soft">{operationName(operation, calls)}</span>
                <Mono>{`${method} ${url}`}</Mono>
              </li>
            ))}
          </ul>
        </Told>
        <Told name={say("tell.ids")}>
          {connection.organizations.length === 0
            ? say("tell.noIds")
            : connection.organizations.map(({ id, parId, target }) => (
                <p key={id}>
                  <Mono>{parId}</Mono> <span data-name="">{target.name}</span>
                </p>
              ))}
        </Told>
        <Told name={say("rotate.sharedId")}>
          {ends
            ? say("tell.rotating", {
                until: formatDateTime(new Date(ends), "UTC", "minute", await language()),
              })
            : say("tell.sharedId")}
        </Told>
        <Told name={say("tell.open")}>
          <ul>
            {openOf(connection, door).map((key) => (
              <li key={key}>{say(`tell.${key}`)}</li>
            ))}
          </ul>
        </Told>
      </dl>
    </Panel>
  );
}

function Told({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function openOf({ organizations, secrets }: ShownConnection, { isSet }: ParDoor) {
  const open = [
    organizations.length === 0 && "openIds",
    secrets?.every(({ lastUsedAt }) => lastUsedAt === null) && "openUse",
    !isSet && "openHost",
  ] as const;
  const keys = open.filter((key) => typeof key === "string");
  return keys.length === 0 ? (["nothingOpen"] as const) : keys;
}
