import { CLI } from "@parley/db/orders";
import type { Command } from "commander";
import { guestReferenceOf } from "../../orders/people/guests/search-record.ts";
import { eraseNamedGuest, type FoundForm } from "../../retention/erase.ts";
import { facts, type Result } from "../kernel/output.ts";
import { UsageError } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** `parley guest erase` */
export function addGuestCommands(program: Command, run: Run): void {
  const guest = program.command("guest").description("one guest, in every brand");
  guest
    .command("erase")
    .description("take one guest out of everything, for ever, and say what remains")
    .option("--phone <number>", "their number, 7 to 15 digits")
    .option("--email <address>", "their e-mail address")
    .option("--form <id...>", "of the numbers that --dry-run found, those that are theirs; no other goes")
    .option("--dry-run", "say what there is, and erase nothing")
    .action(run(erase));
}

interface Options {
  phone?: string;
  email?: string;
  form?: string[];
  dryRun?: true;
}

async function erase({ db, now, vault }: Session, options: Options): Promise<Result> {
  const { phone = null, email = null, form: forms = null, dryRun = false } = options;
  const outcome = await eraseNamedGuest(
    {
      ...{ db, now: now() },
      referenceOf: (text) => guestReferenceOf(vault, text),
    },
    { guest: { phone, email }, forms, isDryRun: dryRun, by: CLI },
  );
  if (outcome.kind === "invalid" && outcome.field === "forms")
    throw new UsageError(
      "A number is also found without its country's code and with the zeros that are dialled, and may then be somebody else's.",
      "Look with --dry-run, and give the ids of those that are theirs by --form.",
    );
  if (outcome.kind === "invalid")
    throw new UsageError(
      `No guest can be known by that ${outcome.field === "phone" ? "number" : "address"}.`,
      "Give --phone with 7 to 15 digits, or --email with an address.",
    );
  const { heldIds, ...counts } = outcome.erasure;
  return {
    json: {
      ...{ erased: outcome.kind === "erased", reference: outcome.reference },
      ...{ ...counts, held: heldIds, forms: outcome.forms },
    },
    text: facts({
      ...Object.fromEntries(outcome.forms.map((form) => [`number ${form.id}`, wordsOf(form)])),
      [dryRun ? "would be erased from orders" : "erased from orders"]: counts.orders - heldIds.length,
      "bodies of calls": counts.bodies,
      "refused calls": counts.refusedCalls,
      "kept until settled": heldIds.length === 0 ? "none" : heldIds.join(", "),
      "calls kept until settled": counts.heldCalls,
      "remain: answers that repeat a line's comment": counts.answers,
      "remain: notes on cases": counts.notes,
      "remain: saved views": counts.views,
      "in the audit as": outcome.reference,
    }),
    warnings:
      heldIds.length + counts.heldCalls === 0
        ? []
        : ["What is kept is erased within an hour of being settled."],
  };
}

function wordsOf({ masked, digits, orders, refusedCalls, isChosen }: FoundForm): string {
  const what = `${masked} (${digits} digits), orders: ${orders}, refused calls: ${refusedCalls}`;
  return isChosen ? what : `${what}, left out`;
}
