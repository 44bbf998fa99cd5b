import { type ChannelKind, OWNERS } from "@parley/db/alerts";
import { TEXT_MAX } from "@parley/limits";
import type { Words } from "@parley/words";
import { z } from "zod";
import { type GuardOptions, judgePosUrl } from "../pos/http/guard.ts";

/** How many addresses one channel writes to. */
export const ADDRESSES_MAX = 20;

/** What people who may own a webhook's URL put behind its question mark: keys of Teams among it. */
const QUERY = /^[\w.~%=&:+/,;-]*$/;

/** Where a channel leads, judged: what is shown of it, and what of it is a secret. */
export type Target =
  | { kind: "usable"; shown: string; secret: string | null }
  | { kind: "refused"; message: string };

/**
 * Judges where a channel is to lead. An e-mail channel has addresses with commas between, or stands for the owners;
 * the others have a URL, which for Slack and Teams is itself the secret.
 */
export function judgeTarget(
  kind: ChannelKind,
  text: string,
  { guard, say }: { guard: GuardOptions; say: Words<"alerts"> },
): Target {
  const given = text.trim();
  if (kind === "email") {
    if (given === OWNERS) return { kind: "usable", shown: OWNERS, secret: null };
    const addresses = addressesOf(given);
    const isGood = addresses.every((each) => z.email().max(TEXT_MAX.email).safeParse(each).success);
    if (!isGood || addresses.length === 0 || addresses.length > ADDRESSES_MAX)
      return { kind: "refused", message: say("refused.addresses", { max: ADDRESSES_MAX }) };
    return { kind: "usable", shown: addresses.join(", "), secret: null };
  }
  const url = webhookUrl(given, guard);
  if (url === null) return { kind: "refused", message: say("refused.url") };
  return kind === "webhook"
    ? { kind: "usable", shown: url.href, secret: null }
    : { kind: "usable", shown: url.host, secret: url.href };
}

/** The addresses of an e-mail channel. */
export function addressesOf(target: string): string[] {
  return target
    .split(/[,;\s]+/)
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

/** The URL of a webhook where it may be called: what the guard of the POSs' URLs lets through, with a query at most. */
export function webhookUrl(text: string, guard: GuardOptions): URL | null {
  const [base = "", query, ...more] = text.split("?");
  if (more.length > 0 || text.length > TEXT_MAX.url || !QUERY.test(query ?? "")) return null;
  const verdict = judgePosUrl(base, guard);
  if (verdict.kind === "forbidden" || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.origin === verdict.url.origin ? url : null;
}
