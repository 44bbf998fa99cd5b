import type { Location } from "@parley/db";
import { type Command, Option } from "commander";
import { z } from "zod";
import { ADAPTER_CLASSES, generatePosKey, type StorePosInput, setStorePos } from "../ids/store-pos.ts";
import { requireLocation } from "./existing.ts";
import { facts, type Result } from "./output.ts";
import { Refusal } from "./refusal.ts";
import type { Run } from "./run.ts";
import { checkMasterKey, type Session } from "./session.ts";
import { readSecret } from "./terminal.ts";

/** `parley location set-pos …` */
export function addSetPosCommand(location: Command, run: Run): void {
  location
    .command("set-pos <location>")
    .description("say where a store's POS is and how to sign to it; its menu is pulled at once")
    .requiredOption("--url <url>", "where the POS serves the bridge protocol")
    .requiredOption("--store <id>", "the store's own id at the POS")
    .addOption(
      new Option("--class <class>", "what the POS promises after doubt")
        .choices([...ADAPTER_CLASSES])
        .default("A"),
    )
    .addOption(
      new Option("--key-stdin", "read the signing key (whsec_…) from stdin").conflicts("generateKey"),
    )
    .option("--generate-key", "make a signing key and show it once; without either the stored key stays")
    .action(run(setPos));
}

interface SetPosOptions {
  url: string;
  store: string;
  class: StorePosInput["adapterClass"];
  keyStdin?: true;
  generateKey?: true;
}

async function setPos(session: Session, idOrCode: string, options: SetPosOptions): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const { url, store, class: adapterClass } = options;
  const key = options.generateKey
    ? generatePosKey()
    : options.keyStdin
      ? await readSecret(session.terminal, "a signing key")
      : undefined;
  await checkMasterKey(session);
  const deps = { ...session, now: session.now() };
  const outcome = await setStorePos(deps, { location, url, store, adapterClass, key });
  if (outcome.kind === "key_missing") {
    throw new Refusal(
      "key_missing",
      `${location.code} has no signing key yet.`,
      "Pipe one in with --key-stdin, or let --generate-key make one.",
    );
  }
  if (outcome.kind === "invalid") {
    throw new Refusal(`invalid_${outcome.field}`, outcome.message, loopbackHint(outcome.field, url));
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

function loopbackHint(field: string, url: string): string | null {
  const isLoopback = /^https?:\/\/(localhost|127\.|\[::1\])/i.test(url);
  return field === "url" && isLoopback
    ? "For a POS on this machine set POS_ALLOW_LOOPBACK_HTTP=1, here and for the API."
    : null;
}

const bridge = z.object({ url: z.string(), store: z.string(), class: z.string() });

/** A store's POS in a few words; empty where none is set. */
export function posText({ posKind, posSettings }: Pick<Location, "posKind" | "posSettings">): string {
  if (posKind === null) return "";
  const settings = bridge.safeParse(posSettings).data;
  return settings === undefined
    ? posKind
    : `${posKind} ${settings.url} ${settings.store} class ${settings.class}`;
}
