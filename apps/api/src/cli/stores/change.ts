import { CLI } from "@parley/db/orders";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { changeStore, type GivenFacts, zoneDoubtText } from "../../stores/store-facts.ts";
import { requireLocation } from "../kernel/existing.ts";
import { facts, type Result } from "../kernel/output.ts";
import { conflict, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** `parley location change` */
export function addChangeCommand(location: Command, run: Run): void {
  location
    .command("change <location>")
    .description("change what people are told of a store, and its clock; what is left out stays")
    .option("--name <name>", "its name for people")
    .option("--address <text>", 'for people; "" for none')
    .option("--phone <number>", 'for support to call; "" for none')
    .option("--timezone <zone>", "for example America/Los_Angeles")
    .action(run(change));
}

async function change(session: Session, idOrCode: string, given: GivenFacts): Promise<Result> {
  if (Object.values(given).every((value) => value === undefined)) {
    throw new Refusal(
      "nothing_to_change",
      "Nothing is to be changed.",
      "Give --name, --address, --phone or --timezone.",
    );
  }
  const location = await requireLocation(session, idOrCode);
  const words = wordsIn("en");
  const asked = { location, expectedVersion: location.version, given, by: CLI, words };
  const outcome = await changeStore({ db: session.db, now: session.now() }, asked);
  if (outcome.kind === "conflict") throw conflict(`the store ${location.code}`);
  if (outcome.kind === "invalid") throw new Refusal(`invalid_${outcome.field}`, outcome.message);
  const { id, code, name, address, phone, timezone } = outcome.location;
  return {
    json: { location: { id, code, name, address, phone, timezone } },
    text: facts({ location: code, name, address: address ?? "–", phone: phone ?? "–", timezone }),
    warnings: outcome.doubt === null ? [] : [zoneDoubtText(outcome.doubt, words)],
  };
}
