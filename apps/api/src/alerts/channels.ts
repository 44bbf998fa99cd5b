import { createSigningKey } from "@parley/bridge-contract";
import type { Database, LedgerNow } from "@parley/db";
import {
  type AlertChannel,
  type AlertKind,
  CHANNELS_MAX,
  type ChannelHours,
  type ChannelKind,
  type Delivery,
  insertChannel,
  insertTestDelivery,
  replayDelivery,
  setChannelDeleted,
  updateChannel,
} from "@parley/db/alerts";
import type { Actor } from "@parley/db/orders";
import type { Vault } from "@parley/db/secrets";
import { TEXT_MAX } from "@parley/limits";
import type { WordsOf } from "@parley/words";
import type { GuardOptions } from "../pos/http/guard.ts";
import { ANY_TIME, type GivenHours, judgeHours } from "./hours.ts";
import { USUAL_KINDS } from "./kinds.ts";
import { type AdminPages, testMessage } from "./message.ts";
import { judgeTarget } from "./target.ts";

export interface ChannelDeps extends AdminPages {
  db: Database;
  vault: Vault;
  guard: GuardOptions;
  now: () => Date;
  ledgerNow: () => LedgerNow;
  by: Actor;
  words: WordsOf;
  /** Told after a message was written, where this process delivers. */
  wake?: (() => void) | undefined;
}

export type ChannelOutcome =
  /** `key`: what signs a new webhook's messages, to be shown once. */
  | { kind: "changed"; channel: AlertChannel; key: string | null }
  /** What the person gave cannot be used; `message` is a sentence about it. */
  | { kind: "invalid"; field: "name" | "target" | "kinds" | "quiet" | "delay" | "digest"; message: string }
  | { kind: "too_many"; max: number }
  /** Somebody else changed it meanwhile, or it is so already. */
  | { kind: "conflict" };

export interface NewChannel extends GivenHours {
  kind: ChannelKind;
  name: string;
  target: string;
  /** Left out: what most want to hear of. */
  kinds?: readonly AlertKind[] | undefined;
  language: "en" | "es";
  brandId: string | null;
  locationId: AlertChannel["locationId"];
}

/** Adds a channel. A webhook gets a new key, which is shown once. */
export async function createChannel(deps: ChannelDeps, given: NewChannel): Promise<ChannelOutcome> {
  const { db, vault, by, words } = deps;
  const say = words("alerts");
  const { kind, language, brandId, locationId, kinds = USUAL_KINDS } = given;
  const name = nameOf(given.name, words);
  if (typeof name !== "string") return name;
  const target = judgeTarget(kind, given.target, { guard: deps.guard, say });
  if (target.kind === "refused") return { kind: "invalid", field: "target", message: target.message };
  const judged = judgeHours(ANY_TIME, given, say);
  if (judged.kind === "invalid") return judged;
  if (saysNothing(kinds, judged.hours))
    return { kind: "invalid", field: "kinds", message: say("refused.kinds") };
  const key = kind === "webhook" ? createSigningKey() : null;
  const channel = await insertChannel(db, {
    ...judged.hours,
    ...{ kind, name, target: target.shown, kinds, language, isOn: true, brandId, locationId },
    ...{ secret: key ?? target.secret, vault, by, now: deps.now() },
  });
  return channel === null ? { kind: "too_many", max: CHANNELS_MAX } : { kind: "changed", channel, key };
}

/** Changes what a channel is called, tells and speaks, or switches it off and on. What is left out stays. */
export async function changeChannel(
  deps: ChannelDeps,
  args: {
    channel: AlertChannel;
    expectedVersion: number;
    name?: string | undefined;
    kinds?: readonly AlertKind[] | undefined;
    language?: string | undefined;
    isOn?: boolean | undefined;
    hours?: GivenHours | undefined;
    /** A webhook gets another key, and the old one signs nothing more. */
    makesKey?: boolean | undefined;
  },
): Promise<ChannelOutcome> {
  const { db, vault, by, words, now } = deps;
  const { channel, expectedVersion, kinds = channel.kinds, language = channel.language } = args;
  const name = nameOf(args.name ?? channel.name, words);
  if (typeof name !== "string") return name;
  const judged = judgeHours(channel, args.hours ?? {}, words("alerts"));
  if (judged.kind === "invalid") return judged;
  if (saysNothing(kinds, judged.hours))
    return { kind: "invalid", field: "kinds", message: words("alerts")("refused.kinds") };
  const key = args.makesKey && channel.kind === "webhook" ? createSigningKey() : null;
  const set = {
    ...judged.hours,
    name,
    kinds,
    language,
    isOn: args.isOn ?? channel.isOn,
    target: channel.target,
  };
  const changed = { channel, expectedVersion, set, secret: key, vault, by, now: now() };
  return outcomeOf(await updateChannel(db, changed), key);
}

/** Deletes a channel; it can be put back, with its key and its log. */
export async function deleteChannel(deps: ChannelDeps, channel: AlertChannel): Promise<ChannelOutcome> {
  const { db, by, now } = deps;
  return outcomeOf(await setChannelDeleted(db, { channel, isDeleted: true, by, now: now() }), null);
}

/** Puts a deleted channel back. */
export async function restoreChannel(deps: ChannelDeps, channel: AlertChannel): Promise<ChannelOutcome> {
  const { db, by, now } = deps;
  return outcomeOf(await setChannelDeleted(db, { channel, isDeleted: false, by, now: now() }), null);
}

/** Sends a message to a channel that says no more than that it arrives. */
export async function sendTestAlert(deps: ChannelDeps, channel: AlertChannel): Promise<Delivery> {
  const { db, by, now, ledgerNow, wake } = deps;
  const message = testMessage(deps, channel);
  const sent = await insertTestDelivery(db, { channel, message, by, now: now(), ledgerNow: ledgerNow() });
  wake?.();
  return sent;
}

/** Sends a message of the log once more, under the same id; null where it waits to be sent anyway. */
export async function replayAlert(
  deps: ChannelDeps,
  { delivery, channel }: { delivery: Delivery; channel: AlertChannel },
): Promise<Delivery | null> {
  const { db, by, now, ledgerNow, wake } = deps;
  const asked = { delivery, channel, by, now: now(), ledgerNow: ledgerNow() };
  const sent = await replayDelivery(db, asked);
  if (sent !== null) wake?.();
  return sent;
}

/** A channel tells of issues, or each day in short, or both. */
function saysNothing(kinds: readonly string[], { digestAt }: ChannelHours): boolean {
  return kinds.length === 0 && digestAt === null;
}

function nameOf(text: string, words: WordsOf): string | Extract<ChannelOutcome, { kind: "invalid" }> {
  const name = text.trim();
  if (name !== "" && name.length <= TEXT_MAX.name) return name;
  const message = words("alerts")("refused.name", { max: TEXT_MAX.name });
  return { kind: "invalid", field: "name", message };
}

function outcomeOf(channel: AlertChannel | null, key: string | null): ChannelOutcome {
  return channel === null ? { kind: "conflict" } : { kind: "changed", channel, key };
}
