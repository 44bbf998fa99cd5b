import { everyBrand } from "@parley/db";
import { listUnmapped } from "@parley/db/mappings";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { ignoreUnmapped } from "../../stores/mappings/ignore.ts";
import { requireConnection } from "../kernel/existing.ts";
import type { Result } from "../kernel/output.ts";
import { notFound, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { CLI_IMPORTER } from "./import.ts";

interface Options {
  connection: string;
  organization?: true;
  reason?: string;
}

const CONNECTION = ["--connection <slug>", "the connection that PAR sends the id on"] as const;
const ORGANIZATION = ["--organization", "the id names an organization, not a location"] as const;

/** `parley unmapped ignore` and `parley unmapped bring-back` */
export function addIgnoreCommands(unmapped: Command, run: Run): void {
  unmapped
    .command("ignore <par-id>")
    .description("take an id that is never to be mapped out of the queue: it raises no issue and no alert")
    .requiredOption(...CONNECTION)
    .option(...ORGANIZATION)
    .requiredOption("--reason <text>", "why, for whoever wonders")
    .action(run((session, parId: string, options: Options) => act(session, parId, options)));
  unmapped
    .command("bring-back <par-id>")
    .description("let an ignored id wait in the queue again")
    .requiredOption(...CONNECTION)
    .option(...ORGANIZATION)
    .action(run((session, parId: string, options: Options) => act(session, parId, options)));
}

async function act(session: Session, parId: string, options: Options): Promise<Result> {
  const { db } = session;
  const { id: connectionId, slug } = await requireConnection(session, options.connection);
  const kind = options.organization ? "organization" : "location";
  const asked = { scope: everyBrand, connectionId, kind, parId, ignored: "either" } as const;
  const [item] = await listUnmapped(db, { ...asked, page: { limit: 1 } });
  if (item === undefined) throw notFound("unmapped id", parId, "unmapped list");
  const say = wordsIn("en")("mappings");
  const { reason = null } = options;
  const outcome = await ignoreUnmapped(
    { db, now: session.now(), say },
    { unmappedId: item.id, reason, importer: CLI_IMPORTER },
  );
  switch (outcome.kind) {
    case "done": {
      const result = reason === null ? "brought_back" : "ignored";
      const text = reason === null ? "waits in the queue again" : "is ignored";
      return { json: { par_id: parId, connection: slug, result }, text: `${parId} of ${slug} ${text}.` };
    }
    case "invalid":
      throw new Refusal("invalid_reason", outcome.message);
    case "so_already":
      throw new Refusal("so_already", say("refused.ignoredAlready"));
    default:
      throw notFound("unmapped id", parId, "unmapped list");
  }
}
