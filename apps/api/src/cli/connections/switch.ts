import { CLI } from "@parley/db/orders";
import { type SwitchChoice, setSwitches } from "../../stores/provisioning/switches.ts";
import { requireConnection } from "../kernel/existing.ts";
import type { Result } from "../kernel/output.ts";
import { conflict, Refusal, UsageError } from "../kernel/refusal.ts";
import type { Session } from "../kernel/session.ts";

/** `parley connection set-switch`: `NAME=default` takes the default again, and `NAME=none` sets no value. */
export async function setSwitch(session: Session, idOrSlug: string, given: string[]): Promise<Result> {
  const connection = await requireConnection(session, idOrSlug);
  const choices = given.map(readChoice);
  const { id, version: expectedVersion, slug } = connection;
  const change = { connection, expectedVersion, choices, by: CLI };
  const outcome = await setSwitches({ db: session.db, now: session.now() }, change);
  switch (outcome.kind) {
    case "unknown_switch":
      throw new Refusal(
        "unknown_switch",
        `There is no switch "${outcome.name}".`,
        `There are: ${outcome.names.join(", ")}.`,
      );
    case "invalid_switch":
      throw new Refusal(
        "invalid_switch",
        `${outcome.name} cannot be "${outcome.given}".`,
        `It can be, for example: ${outcome.choices.join(", ")}.`,
      );
    case "conflict":
      throw conflict(`the connection ${slug}`);
    case "changed": {
      const { switches } = outcome;
      const text = switchesText({ switches });
      return {
        json: { connection: { id, slug, switches } },
        text: `${slug}: ${text === "" ? "every switch is at its default" : text}. PAR's next call is read so.`,
      };
    }
  }
}

function readChoice(text: string): SwitchChoice {
  const at = text.indexOf("=");
  if (at < 1) throw new UsageError(`"${text}" is not NAME=VALUE.`, "For example: jwt_key=first10");
  const value = text.slice(at + 1);
  return { name: text.slice(0, at), value: value === "default" ? null : value };
}

/** The switches of a connection that differ from their defaults, in one line. */
export function switchesText({ switches }: { switches: unknown }): string {
  if (typeof switches !== "object" || switches === null) return "";
  return Object.entries(switches)
    .map(([name, value]) => `${name}=${value === null ? "none" : String(value)}`)
    .join(" ");
}
