import { DATABASE_CLOCK, everyBrand } from "@parley/db";
import { type CaseState, caseStateAt } from "@parley/db/cases";
import { listBrands } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { type IssueView, readCurrent } from "../../issues/current.ts";
import { createIssueTeller, moneyText, subjectName } from "../../issues/tell.ts";
import { readLimit } from "../kernel/given.ts";
import { type Result, table } from "../kernel/output.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { type Places, readPlaces } from "../orders/view.ts";

/** `parley issues …` */
export function addIssueCommands(program: Command, run: Run): void {
  const issue = program
    .command("issues")
    .alias("issue")
    .description("what fails now, grouped by cause and by store, connection or network");
  issue
    .command("list")
    .description("the issues that last, the greatest harm first")
    .option("--limit <count>", "at most so many", readLimit, 50)
    .action(run(list));
}

async function list(session: Session, { limit }: { limit: number }): Promise<Result> {
  const { db } = session;
  const now = session.now();
  const [{ issues }, places, brands] = await Promise.all([
    readCurrent(db, { scope: everyBrand, now, ledgerNow: DATABASE_CLOCK }),
    readPlaces(session),
    listBrands(db, { scope: everyBrand }),
  ]);
  const shown = issues.slice(0, limit);
  const brandNames = new Map(brands.map(({ id, name }) => [id, name]));
  const say = wordsIn("en")("issues");
  const teller = createIssueTeller(say, "en");
  const titleOf = (issue: IssueView) =>
    teller.title(issue, subjectName(issue, namesOf(issue, places, brandNames), say), now);
  const stateOf = (issue: IssueView): CaseState => caseStateAt(issue.case, now);
  return {
    json: {
      issues: shown.map((issue) => ({
        id: issue.id,
        cause: issue.cause,
        title: titleOf(issue),
        state: stateOf(issue),
        since: issue.sinceAt,
        last_seen_at: issue.lastSeenAt,
        effects: issue.effects,
        waiting: issue.waiting.map(({ currency, count, totalCents }) => ({
          currency,
          count,
          total_cents: totalCents,
        })),
        location: places.locations.get(issue.locationId ?? "")?.code ?? issue.locationId,
        connection: places.connections.get(issue.connectionId ?? "")?.slug ?? issue.connectionId,
      })),
      is_more: issues.length > limit,
    },
    text: table(
      shown,
      {
        since: (issue) => issue.sinceAt,
        state: stateOf,
        orders: ({ waiting }) => waiting.reduce((sum, { count }) => sum + count, 0),
        worth: ({ waiting }) => (waiting.length === 0 ? null : moneyText(waiting, "en")),
        what: titleOf,
        id: (issue) => issue.id,
      },
      "Nothing fails now.",
    ),
  };
}

function namesOf(
  { locationId, connectionId, brandId }: IssueView,
  { locations, connections }: Places,
  brandNames: ReadonlyMap<string, string>,
) {
  return {
    location: locations.get(locationId ?? "")?.name ?? null,
    connection: connections.get(connectionId ?? "")?.name ?? null,
    brand: brandNames.get(brandId ?? "") ?? null,
  };
}
