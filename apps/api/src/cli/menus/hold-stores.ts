import { everyBrand } from "@parley/db";
import { CLI } from "@parley/db/orders";
import { type Location, listLocations } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { STORES_MAX } from "../../menus/availability/many-stores.ts";
import { type HoldAnswer, holdStores } from "../../menus/hold-stores.ts";
import { requireBrand } from "../kernel/existing.ts";
import { type Result, table } from "../kernel/output.ts";
import { notFound, Refusal, UsageError } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

export interface WhereOptions {
  stores?: string[];
  all?: true;
}

/** `parley menu stores-pin …` and `menu stores-unpin …` */
export function addHoldCommands(menu: Command, run: Run): void {
  const where = (command: Command) =>
    command.option("--stores <location...>", "these stores").option("--all", "every store of the brand");
  where(menu.command("stores-pin <brand>"))
    .description("hold several stores of a brand, each at the version of its menu that is in force there")
    .requiredOption("--reason <text>", "why, for those who wonder")
    .action(
      run(async (session, brand: string, options: WhereOptions & { reason: string }) =>
        change(session, await storesOf(session, brand, options), { reason: options.reason }),
      ),
    );
  where(menu.command("stores-unpin <brand>"))
    .description("let go of several stores: what each POS gave last is in force at once")
    .action(
      run(async (session, brand: string, options: WhereOptions) =>
        change(session, await storesOf(session, brand, options), null),
      ),
    );
}

/** The stores of a brand that options name, in their order. */
export async function storesOf(
  session: Session,
  code: string,
  { stores, all }: WhereOptions,
): Promise<Location[]> {
  if ((stores === undefined) === (all === undefined)) throw new UsageError("Give --stores or --all.");
  const brand = await requireBrand(session, code);
  const own = await listLocations(session.db, { scope: everyBrand, brandId: brand.id });
  const named = (stores ?? []).map((given) => {
    const found = own.find((store) => store.id === given || store.code === given);
    if (found === undefined) throw notFound(`location of ${brand.code}`, given, "location list");
    return found;
  });
  const asked = all ? own : [...new Set(named)];
  if (asked.length > STORES_MAX)
    throw new Refusal("too_many_stores", `At most ${STORES_MAX} stores at once; these are ${asked.length}.`);
  return asked;
}

const WORDS: Readonly<Record<HoldAnswer["result"], string>> = {
  held: "held",
  already_held: "was held already, left as it is",
  released: "has its POS's newest",
  not_held: "was not held",
  no_menu: "no menu yet",
  not_allowed: "not allowed",
  not_found: "no such store",
  conflict: "another version came into force: try again",
  invalid: "refused",
  failed: "could not be done: try again",
};

const BAD: ReadonlySet<HoldAnswer["result"]> = new Set(["conflict", "invalid", "failed"]);

async function change(
  session: Session,
  stores: Location[],
  hold: { reason: string } | null,
): Promise<Result> {
  const { db, now, terminal } = session;
  const onError = ({ code }: Location, error: unknown) => terminal.err(`${code}: ${String(error)}\n`);
  const answers = await holdStores(
    { db, now, mayAct: () => true, onError },
    { stores, hold, by: CLI, words: wordsIn("en") },
  );
  return {
    json: {
      stores: answers.map(({ location, result, message }) => ({
        location: location?.code ?? null,
        result,
        message,
      })),
    },
    text: table(
      answers,
      {
        store: ({ location }) => location?.code ?? null,
        result: ({ result, message }) => message ?? WORDS[result],
      },
      "The brand has no store.",
    ),
    isBad: answers.some(({ result }) => BAD.has(result)),
  };
}
