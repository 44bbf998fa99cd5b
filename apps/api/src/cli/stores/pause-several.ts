import { everyBrand } from "@parley/db";
import { CLI } from "@parley/db/orders";
import { type Location, listLocations } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { eachAlone, type OneOfSeveral, pauseOneOfSeveral } from "../../stores/several-stores.ts";
import { resumeStore } from "../../stores/store-pause.ts";
import { requireBrand, requireLocation } from "../kernel/existing.ts";
import { type Result, table } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { addUntilOptions, clock, type UntilOptions, untilOfOptions } from "../kernel/until.ts";
import { pauseJson } from "./pause.ts";

/** What became of one store; `failed`: the gateway itself could not. */
type Outcome = OneOfSeveral | { kind: "failed" };

/** `parley location pause-several` and `resume-several` */
export function addPauseSeveralCommands(location: Command, run: Run): void {
  const pause = location
    .command("pause-several [locations...]")
    .description(
      "refuse PAR's orders for several stores, each until its own clock says so; one that is paused already stays so",
    )
    .option("--brand <brand>", "all stores of a brand")
    .requiredOption("--reason <text>", "why, for those who wonder");
  addUntilOptions(pause).action(run(pauseSeveral));
  location
    .command("resume-several <locations...>")
    .description("take PAR's orders for several stores again")
    .action(run(resumeSeveral));
}

async function pauseSeveral(
  session: Session,
  codes: string[],
  options: UntilOptions & { brand?: string; reason: string },
): Promise<Result> {
  const { db } = session;
  const stores = await storesOf(session, codes, options.brand);
  const asked = { until: untilOfOptions(options), reason: options.reason, by: CLI, words: wordsIn("en") };
  return await toEach(session, stores, (location) =>
    pauseOneOfSeveral({ db, now: session.now() }, { location, expectedVersion: location.version, ...asked }),
  );
}

async function resumeSeveral(session: Session, codes: string[]): Promise<Result> {
  const { db } = session;
  return await toEach(session, await storesOf(session, codes, undefined), (location) =>
    resumeStore({ db, now: session.now() }, { location, expectedVersion: location.version, by: CLI }),
  );
}

/** Each store once. @throws Refusal where one is not there, or none is named */
async function storesOf(session: Session, codes: readonly string[], brandCode?: string): Promise<Location[]> {
  const named = await Promise.all(codes.map((code) => requireLocation(session, code)));
  const brand = brandCode === undefined ? null : await requireBrand(session, brandCode);
  const ofBrand =
    brand === null ? [] : await listLocations(session.db, { scope: everyBrand, brandId: brand.id });
  const stores = [...new Map([...named, ...ofBrand].map((store) => [store.id, store])).values()];
  if (stores.length === 0) throw new Refusal("missing_location", "Name a store at least, or a brand.");
  return stores;
}

async function toEach(
  session: Session,
  stores: readonly Location[],
  act: (location: Location) => Promise<OneOfSeveral>,
): Promise<Result> {
  const outcomes = await eachAlone<Location, Outcome>(stores, act, (): Outcome => ({ kind: "failed" }));
  const rows = stores.map((store, at) => ({ store, outcome: outcomes[at] ?? { kind: "failed" as const } }));
  const now = session.now();
  return {
    json: {
      locations: rows.map(({ store, outcome }) => ({
        ...{ id: store.id, code: store.code, changed: outcome.kind === "changed", why: whyNot(outcome) },
        ...pauseJson(outcome.kind === "changed" ? outcome.row : store, now),
      })),
    },
    text: table(
      rows,
      {
        store: ({ store }) => store.code,
        now: ({ store, outcome }) =>
          whyNot(outcome) ?? standing(outcome.kind === "changed" ? outcome.row : store),
      },
      "",
    ),
    isBad: rows.some(({ outcome }) => outcome.kind !== "changed"),
  };
}

function standing({ pausedAt, pauseUntil, timezone }: Location): string {
  if (pausedAt === null) return "takes orders";
  return pauseUntil === null
    ? "is paused until it is resumed"
    : `is paused until ${clock(pauseUntil, timezone)}`;
}

/** Why a store was left as it is; null where it was changed. */
function whyNot(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case "changed":
      return null;
    case "invalid":
      return outcome.message;
    case "not_paused":
      return "was not paused";
    case "paused_already":
      return "was paused already, and stays so for its own reason";
    case "conflict":
      return "somebody else changed it meanwhile";
    case "failed":
      return "could not be written down";
  }
}
