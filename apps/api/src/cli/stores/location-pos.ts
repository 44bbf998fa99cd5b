import { CLI } from "@parley/db/orders";
import { wordsIn } from "@parley/words";
import { type Command, Option } from "commander";
import { unprovenText } from "../../stores/conformance/texts.ts";
import { describeLocationPos } from "../../stores/location-pos.ts";
import {
  ADAPTER_CLASSES,
  POS_KIND_NAMES,
  parsePosKind,
  posFaultText,
  posNeedsOf,
  type StorePosInput,
  setStorePos,
} from "../../stores/provisioning/pos.ts";
import { requireLocation } from "../kernel/existing.ts";
import { readPrepMinutes, readQuietSeconds, readSlots } from "../kernel/given.ts";
import { facts, type Result } from "../kernel/output.ts";
import { conflict, Refusal, UsageError } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import { checkMasterKey, type Session } from "../kernel/session.ts";
import { readSecret } from "../kernel/terminal.ts";

/** `parley location set-pos …` */
export function addSetPosCommand(location: Command, run: Run): void {
  location
    .command("set-pos <location>")
    .description("say where a store's POS is and how to sign to it; its menu is pulled at once")
    .addOption(
      new Option("--kind <kind>", "what the POS speaks").choices([...POS_KIND_NAMES]).default("bridge"),
    )
    .option("--url <url>", "bridge: where the POS serves it; square: only for a stand-in on this machine")
    .requiredOption("--store <id>", "the store's own id at the POS; square: its location id")
    .addOption(
      new Option("--environment <name>", "square: whose accounts")
        .choices(["production", "sandbox"])
        .default("production"),
    )
    .addOption(
      new Option(
        "--class <class>",
        "bridge: what the POS promises after doubt; D until it is stated",
      ).choices(ADAPTER_CLASSES),
    )
    .option("--can-void", "the POS can void an order by our reference, and says whether it did")
    .option("--quiet-period <seconds>", "class C: how long a late order may still arrive", readQuietSeconds)
    .option("--prep-minutes <minutes>", "square: how long the kitchen needs; 0 says none", readPrepMinutes)
    .addOption(
      new Option("--delivery-as <what>", "square: as what it shows a delivery").choices([
        "pickup",
        "delivery",
      ]),
    )
    .addOption(
      new Option("--dine-in-as <what>", "square: as what it shows an order that is eaten there").choices([
        "pickup",
        "in_store",
      ]),
    )
    .option("--slots <count>", "calls to the POS at once; further orders wait in line", readSlots)
    .addOption(
      new Option(
        "--when-unreachable <what>",
        "what becomes of an order that cannot be sent: held until it can, or told PAR as errored at once",
      ).choices(["hold", "error"]),
    )
    .option("--same-till", "the POS has only moved: open orders are asked for at the new address")
    .option("--leave-open-orders", "another till: orders that the old one may have stay with it")
    .addOption(
      new Option(
        "--key-stdin",
        "read the signing key (whsec_…), or Square's access token, from stdin",
      ).conflicts("generateKey"),
    )
    .option("--generate-key", "make a signing key and show it once; without either the stored key stays")
    .action(run(setPos));
}

interface SetPosOptions {
  kind: string;
  url?: string;
  store: string;
  environment: string;
  class?: StorePosInput["adapterClass"];
  canVoid?: true;
  quietPeriod?: number;
  prepMinutes?: number;
  deliveryAs?: StorePosInput["deliveryAs"];
  dineInAs?: StorePosInput["dineInAs"];
  slots?: number;
  whenUnreachable?: "hold" | "error";
  keyStdin?: true;
  generateKey?: true;
  sameTill?: true;
  leaveOpenOrders?: true;
}

async function setPos(session: Session, idOrCode: string, options: SetPosOptions): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const kind = parsePosKind(options.kind);
  const { needsUrl, secret } = posNeedsOf(kind);
  if (options.generateKey && secret.origin.kind === "given") {
    throw new UsageError(secret.origin.source, "Pipe it in with --key-stdin.");
  }
  if (needsUrl && options.url === undefined) {
    throw new UsageError(`A POS of kind ${kind} is reached by a URL.`, "Give it with --url.");
  }
  const key = options.keyStdin ? await readSecret(session.terminal, secret.name) : undefined;
  await checkMasterKey(session);
  const outcome = await setStorePos(
    { ...session, by: CLI, now: session.now() },
    { ...inputOf(options), location, kind, secret: key, makesSecret: options.generateKey },
  );
  if (outcome.kind === "key_missing") {
    throw new Refusal(
      "key_missing",
      `${location.code} has no ${secret.name.replace(/^an? /, "")} yet.`,
      secret.origin.kind === "generated"
        ? "Pipe one in with --key-stdin, or let --generate-key make one."
        : "Pipe one in with --key-stdin.",
    );
  }
  if (outcome.kind === "open_orders") {
    const { count } = outcome;
    throw new Refusal(
      "open_orders",
      count === 1
        ? `One order may be at the POS that ${location.code} has now, and nobody knows yet.`
        : `${count} orders may be at the POS that ${location.code} has now, and nobody knows yet.`,
      "Wait until they are settled (parley attention), say --same-till if it is the same POS at another address, or say --leave-open-orders: they stay with the old one, and are asked for there.",
    );
  }
  if (outcome.kind === "unproven") {
    const { adapterClass, canVoid } = outcome.claim;
    throw new Refusal(
      "unproven",
      unprovenText(outcome.claim, wordsIn("en")),
      `Set it without --class and --can-void first; then, at a test store: npm run parley -- location conformance ${location.code} --class ${adapterClass}${canVoid ? " --can-void" : ""}`,
    );
  }
  if (outcome.kind === "conflict") throw conflict(`the store ${location.code}`);
  if (outcome.kind === "invalid") {
    const hint = loopbackHint(outcome.field, options.url ?? "");
    throw new Refusal(`invalid_${outcome.field}`, posFaultText(outcome.fault, wordsIn("en")), hint);
  }
  const generated = outcome.made === null ? {} : { key: outcome.made };
  const { text: pos } = describeLocationPos(outcome.location);
  return {
    json: {
      location: { id: location.id, code: location.code, pos_settings: outcome.location.posSettings },
      ...generated,
    },
    text: facts({ location: location.code, pos, ...generated }),
    warnings: [
      ...(options.generateKey ? ["The key is shown this once; the POS must sign and verify with it."] : []),
      ...(outcome.isReleased
        ? ["It is another till, so the store is no longer held at a version of its menu."]
        : []),
    ],
  };
}

function inputOf({ url, store, environment, canVoid, slots, whenUnreachable, ...options }: SetPosOptions) {
  const promises = { adapterClass: options.class, canVoid, quietPeriodS: options.quietPeriod };
  const { prepMinutes, deliveryAs, dineInAs } = options;
  const showing = { prepMinutes, deliveryAs, dineInAs };
  const orders = { isSameTill: options.sameTill, mayLeaveOrders: options.leaveOpenOrders };
  return { url, store, environment, ...promises, ...showing, slots, whenUnreachable, ...orders };
}

function loopbackHint(field: string, url: string): string | null {
  const isLoopback = /^https?:\/\/(localhost|127\.|\[::1\])/i.test(url);
  return field === "url" && isLoopback
    ? "For a POS on this machine set POS_ALLOW_LOOPBACK_HTTP=1, here and for the API."
    : null;
}
