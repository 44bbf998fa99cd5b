import { everyBrand } from "@parley/db";
import { CLI } from "@parley/db/orders";
import { findShare, insertShare, listShares, type OpenedShare, revokeShare } from "@parley/db/shares";
import { type Command, Option } from "commander";
import { newShare, SHARE_DAYS, SHARE_DAYS_USUAL, sharePath } from "../../orders/people/sharing.ts";
import { plain, type Result, table } from "../kernel/output.ts";
import { notFound } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { requireOrder } from "./find.ts";
import { readPlaces } from "./view.ts";

/** `parley order share …`, `shares …`, `unshare …` */
export function addShareCommands(order: Command, run: Run): void {
  order
    .command("share <id>")
    .description("make a link that shows the order without signing in, and nothing of its guest")
    .addOption(
      new Option("--days <days>", "for how many days it is open")
        .choices(SHARE_DAYS.map(String))
        .default(String(SHARE_DAYS_USUAL)),
    )
    .action(run(share));
  order
    .command("shares <id>")
    .description("the links to an order: who made them, until when, and how often they were opened")
    .action(run(shares));
  order.command("unshare <link>").description("end a link at once, by its id").action(run(unshare));
}

async function share(session: Session, id: string, { days }: { days: string }): Promise<Result> {
  const { db } = session;
  const order = await requireOrder(session, id, await readPlaces(session));
  const now = session.now();
  const made = newShare({ days: Number(days), now });
  if (made === null) throw new Error(`${days} days are offered and not taken.`);
  const { token, tokenHash, expiresAt } = made;
  const added = await insertShare(db, { order, tokenHash, expiresAt, by: CLI, now });
  const path = sharePath(token);
  return {
    json: { share: shareJson({ ...added, openings: 0, lastOpenedAt: null }, now), path },
    text: `${path}\nOpen until ${expiresAt.toISOString()}, below the admin's address. It is not shown again.\nTo end it: npm run parley -- order unshare ${added.id}`,
  };
}

async function shares(session: Session, id: string): Promise<Result> {
  const { id: orderId } = await requireOrder(session, id, await readPlaces(session));
  const now = session.now();
  const rows = await listShares(session.db, [orderId]);
  const text = table(
    rows,
    {
      link: (row) => row.id,
      by: (row) => row.createdBy,
      made: (row) => row.createdAt,
      state: (row) => stateOf(row, now),
      until: (row) => row.revokedAt ?? row.expiresAt,
      opened: (row) => row.openings,
    },
    "Nobody has shared this order.",
  );
  return { json: { shares: rows.map((row) => shareJson(row, now)) }, text };
}

async function unshare(session: Session, shareId: string): Promise<Result> {
  const { db } = session;
  const found = await findShare(db, { scope: everyBrand, shareId });
  if (found === null) throw notFound("link", plain(shareId), "order shares ORDER");
  await revokeShare(db, { ...found, by: CLI, now: session.now() });
  return { json: { share: { id: shareId, state: "revoked" } }, text: "The link shows nothing any more." };
}

function stateOf({ revokedAt, expiresAt }: OpenedShare, now: Date): "open" | "ended" | "revoked" {
  if (revokedAt !== null) return "revoked";
  return expiresAt > now ? "open" : "ended";
}

function shareJson(row: OpenedShare, now: Date) {
  return {
    id: row.id,
    order_id: row.orderId,
    state: stateOf(row, now),
    created_at: row.createdAt,
    created_by: row.createdBy,
    expires_at: row.expiresAt,
    revoked_at: row.revokedAt,
    openings: row.openings,
    last_opened_at: row.lastOpenedAt,
  };
}
