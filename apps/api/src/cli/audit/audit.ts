import { type AuditBreak, type AuditCheck, findHead, type KnownSeal } from "@parley/db/audit";
import type { Command } from "commander";
import { checkChain } from "../../audit/check.ts";
import { readSeal } from "../kernel/given.ts";
import { facts, type Result } from "../kernel/output.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** `parley audit …` */
export function addAuditCommands(program: Command, run: Run): void {
  const audit = program.command("audit").description("the record of who changed what, as a chain");
  audit
    .command("verify")
    .description("recompute the chain and say where it is broken; ends with 1 where it is, or stands still")
    .option("--head <number:hash>", "a seal that was noted elsewhere: it must be in the chain", readSeal)
    .action(run(verify));
  audit
    .command("head")
    .description("the last seal, to be kept elsewhere: with it a chain that was made anew is noticed")
    .action(run(head));
}

async function verify(
  { db, now }: Session,
  { head: known = null }: { head?: KnownSeal | null },
): Promise<Result> {
  const check = await checkChain(db, { known, now: now() });
  const { sealed, broken, unsealed, unsealedSince, isWhole, isStandingStill: isLate } = check;
  return {
    json: {
      audit: {
        is_whole: isWhole,
        sealed,
        broken: broken && { kind: broken.kind, number: broken.number, entry: broken.entryId },
        unsealed,
        unsealed_since: unsealedSince,
        is_standing_still: isLate,
        head: check.head && `${check.head.number}:${check.head.hash}`,
      },
    },
    text: [verdict(check), ...unsealedText(check, isLate)].join("\n"),
    isBad: !isWhole || isLate,
  };
}

function verdict({ sealed, broken, head }: AuditCheck): string {
  if (broken === null)
    return head === null
      ? "Nothing is sealed yet."
      : `The chain is whole: ${sealed} seals.\nHead: ${head.number}:${head.hash}`;
  const entry = broken.entryId === null ? "" : ` (entry ${broken.entryId})`;
  return `The chain is broken at seal ${broken.number}${entry}: ${BROKEN[broken.kind]}. ${sealed} seals before it are whole.`;
}

const BROKEN: Readonly<Record<AuditBreak, string>> = {
  changed: "the entry is not what was sealed",
  entry_missing: "its entry is gone",
  seal_missing: "the seal is gone",
  moved: "it does not follow the seal before it",
  head_missing: "the seal that you gave is not in it, so the chain was cut or made anew",
};

function unsealedText({ unsealed, unsealedSince }: AuditCheck, isLate: boolean): string[] {
  if (unsealedSince === null) return [];
  const since = `${unsealed} not sealed yet, the oldest since ${unsealedSince.toISOString()}.`;
  return [isLate ? `${since} A running gateway seals within seconds: see whether one runs.` : since];
}

async function head({ db }: Session): Promise<Result> {
  const found = await findHead(db);
  if (found === null) return { json: { head: null }, text: "Nothing is sealed yet." };
  const seal = `${found.number}:${found.hash}`;
  return {
    json: { head: { number: found.number, hash: found.hash, seal, sealed_at: found.sealedAt } },
    text: facts({ seal, sealed_at: found.sealedAt }),
  };
}
