import type { Location } from "@parley/db/stores";
import { type Command, Option } from "commander";
import { z } from "zod";
import {
  ADAPTER_CLASSES,
  generatePosKey,
  type StorePosInput,
  setSquareStore,
  setStorePos,
} from "../../stores/provisioning/pos.ts";
import { requireLocation } from "../kernel/existing.ts";
import { readQuietSeconds, readSlots } from "../kernel/given.ts";
import { facts, type Result } from "../kernel/output.ts";
import { Refusal, UsageError } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import { checkMasterKey, type Session } from "../kernel/session.ts";
import { readSecret } from "../kernel/terminal.ts";

/** `parley location set-pos …` */
export function addSetPosCommand(location: Command, run: Run): void {
  location
    .command("set-pos <location>")
    .description("say where a store's POS is and how to sign to it; its menu is pulled at once")
    .addOption(
      new Option("--kind <kind>", "what the POS speaks").choices(["bridge", "square"]).default("bridge"),
    )
    .option("--url <url>", "bridge: where the POS serves it; square: only for a local double")
    .requiredOption("--store <id>", "the store's own id at the POS; square: its location id")
    .addOption(
      new Option("--environment <name>", "square: whose accounts")
        .choices(["production", "sandbox"])
        .default("production"),
    )
    .addOption(
      new Option("--class <class>", "what the POS promises after doubt")
        .choices([...ADAPTER_CLASSES])
        .default("A"),
    )
    .option("--can-void", "the POS can void an order by our reference, and says whether it did")
    .option("--quiet-period <seconds>", "class C: how long a late order may still arrive", readQuietSeconds)
    .option("--slots <count>", "calls to the POS at once; further orders wait in line", readSlots)
    .addOption(
      new Option(
        "--when-unreachable <what>",
        "what becomes of an order that cannot be sent: held until it can, or told PAR as errored at once",
      ).choices(["hold", "error"]),
    )
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
  kind: "bridge" | "square";
  url?: string;
  store: string;
  environment: "production" | "sandbox";
  class: StorePosInput["adapterClass"];
  canVoid?: true;
  quietPeriod?: number;
  slots?: number;
  whenUnreachable?: "hold" | "error";
  keyStdin?: true;
  generateKey?: true;
}

async function setPos(session: Session, idOrCode: string, options: SetPosOptions): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  checkKind(options);
  const key = options.generateKey
    ? generatePosKey()
    : options.keyStdin
      ? await readSecret(session.terminal, options.kind === "square" ? "an access token" : "a signing key")
      : undefined;
  await checkMasterKey(session);
  const outcome = await set(session, location, options, key);
  if (outcome.kind === "key_missing") {
    throw options.kind === "square"
      ? new Refusal(
          "key_missing",
          `${location.code} has no access token yet.`,
          "Pipe one in with --key-stdin.",
        )
      : new Refusal(
          "key_missing",
          `${location.code} has no signing key yet.`,
          "Pipe one in with --key-stdin, or let --generate-key make one.",
        );
  }
  if (outcome.kind === "invalid") {
    const hint = loopbackHint(outcome.field, options.url ?? "");
    throw new Refusal(`invalid_${outcome.field}`, outcome.message, hint);
  }
  const generated = key !== undefined && options.generateKey ? { key } : {};
  return {
    json: {
      location: { id: location.id, code: location.code, pos_settings: outcome.location.posSettings },
      ...generated,
    },
    text: facts({ location: location.code, pos: posText(outcome.location), ...generated }),
    warnings: options.generateKey
      ? ["The key is shown this once; the POS must sign and verify with it."]
      : [],
  };
}

/** What one kind needs and another cannot use. */
function checkKind({ kind, url, generateKey }: SetPosOptions): void {
  if (kind === "bridge" && url === undefined) {
    throw new UsageError("A POS of the bridge is reached by a URL.", "Give it with --url.");
  }
  if (kind === "square" && generateKey) {
    throw new UsageError(
      "Square makes its access tokens itself.",
      "Take the token from Square's Developer Dashboard and pipe it in with --key-stdin.",
    );
  }
}

function set(session: Session, location: Location, options: SetPosOptions, key: string | undefined) {
  const deps = { ...session, now: session.now() };
  const { kind, url, store, environment, class: adapterClass, canVoid, slots, whenUnreachable } = options;
  const common = { location, slots, whenUnreachable };
  return kind === "square"
    ? setSquareStore(deps, { ...common, squareLocationId: store, environment, baseUrl: url, token: key })
    : setStorePos(deps, {
        ...common,
        url: url ?? "",
        store,
        adapterClass,
        canVoid,
        quietPeriodS: options.quietPeriod,
        key,
      });
}

function loopbackHint(field: string, url: string): string | null {
  const isLoopback = /^https?:\/\/(localhost|127\.|\[::1\])/i.test(url);
  return field === "url" && isLoopback
    ? "For a POS on this machine set POS_ALLOW_LOOPBACK_HTTP=1, here and for the API."
    : null;
}

const bridge = z.object({ url: z.string(), store: z.string(), class: z.string() });
const square = z.object({ locationId: z.string(), environment: z.string().default("production") });

/** A store's POS in a few words; empty where none is set. */
export function posText({ posKind, posSettings }: Pick<Location, "posKind" | "posSettings">): string {
  if (posKind === null) return "";
  const atSquare = square.safeParse(posSettings).data;
  if (posKind === "square" && atSquare !== undefined)
    return `square ${atSquare.locationId} ${atSquare.environment}`;
  const settings = bridge.safeParse(posSettings).data;
  return settings === undefined
    ? posKind
    : `${posKind} ${settings.url} ${settings.store} class ${settings.class}`;
}
