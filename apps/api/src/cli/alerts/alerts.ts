import { DATABASE_CLOCK, everyBrand } from "@parley/db";
import {
  type AlertChannel,
  type AlertKind,
  alertKinds,
  type ChannelKind,
  channelKinds,
  findChannel,
  findDelivery,
  listChannels,
  listDeliveries,
} from "@parley/db/alerts";
import { CLI } from "@parley/db/orders";
import { wordsIn } from "@parley/words";
import { type Command, Option } from "commander";
import {
  type ChannelDeps,
  type ChannelOutcome,
  changeChannel,
  createChannel,
  deleteChannel,
  replayAlert,
  restoreChannel,
  sendTestAlert,
} from "../../alerts/channels.ts";
import { requireBrand, requireLocation } from "../kernel/existing.ts";
import { readLimit } from "../kernel/given.ts";
import { type Result, table } from "../kernel/output.ts";
import { conflict, notFound, Refusal, UsageError } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import { checkMasterKey, type Session } from "../kernel/session.ts";
import { readSecret } from "../kernel/terminal.ts";
import { type HoursOptions, hoursOf, withHours } from "./hours.ts";
import { channelJson, deliveryJson } from "./json.ts";

const kindsOption = () =>
  new Option("--about <kind...>", "about what; left out, all but single calls that came wrong").choices(
    alertKinds,
  );
const languageOption = () => new Option("--language <language>", "in what language").choices(["en", "es"]);

/** `parley alerts …` */
export function addAlertCommands(program: Command, run: Run): void {
  const alerts = program.command("alerts").description("where issues are told, and whether it arrived");
  alerts.command("list").description("the channels that alerts go to").action(run(list));
  withHours(alerts.command("add"))
    .description("add a channel; the key of a webhook is shown once")
    .addOption(new Option("--kind <kind>", "how it is told").choices(channelKinds).makeOptionMandatory())
    .requiredOption("--name <name>", "what to call it")
    .option("--to <target>", "addresses with commas between, or the URL of a webhook")
    .option("--url-stdin", "Slack and Teams: read the URL, which is a secret, from stdin")
    .addOption(kindsOption())
    .addOption(languageOption().default("en"))
    .option("--brand <brand>", "of one brand only")
    .option("--store <store>", "of one store only")
    .action(run(add));
  withHours(alerts.command("change <channel>"))
    .description("change a channel, or switch it off and on; what is not named stays")
    .option("--name <name>", "what to call it")
    .addOption(kindsOption())
    .addOption(languageOption())
    .option("--on", "tell again")
    .addOption(new Option("--off", "tell nothing for now").conflicts("on"))
    .option("--new-key", "a webhook: another key, shown once; the old one signs nothing more")
    .action(run(change));
  alerts.command("delete <channel>").description("delete a channel; it can be put back").action(run(remove));
  alerts.command("restore <channel>").description("put a deleted channel back").action(run(restore));
  alerts
    .command("test <channel>")
    .description("send a message that says that it arrives; Parley, where it runs, delivers it")
    .action(run(test));
  alerts
    .command("log [channel]")
    .description("what was told, the newest first, and whether it arrived")
    .option("--limit <count>", "at most so many", readLimit, 20)
    .action(run(log));
  alerts
    .command("replay <message>")
    .description("send a message of the log once more, under the same id")
    .action(run(replay));
}

interface AddOptions extends HoursOptions {
  kind: ChannelKind;
  name: string;
  to?: string;
  urlStdin?: true;
  about?: AlertKind[];
  language: "en" | "es";
  brand?: string;
  store?: string;
}

interface ChangeOptions extends HoursOptions {
  name?: string;
  about?: AlertKind[];
  language?: string;
  on?: true;
  off?: true;
  newKey?: true;
}

async function list({ db }: Session): Promise<Result> {
  const channels = await listChannels(db, { scope: everyBrand });
  return {
    json: { channels: channels.map(channelJson) },
    text: table(
      channels,
      {
        id: ({ id }) => id,
        kind: ({ kind }) => kind,
        name: ({ name }) => name,
        to: ({ target }) => target,
        of: ({ locationId, brandId }) => locationId ?? brandId ?? "every brand",
        about: ({ kinds }) => kinds.join(" "),
        quiet: ({ quietFrom: from, quietTo: to, quietZone: zone }) => from && `${from}-${to} ${zone}`,
        digest: ({ digestAt: at, digestZone: zone }) => at && `${at} ${zone}`,
        after: ({ delayMin }) => delayMin && `${delayMin}m`,
        is: ({ isOn }) => (isOn ? "on" : "off"),
      },
      "There is no channel.",
    ),
  };
}

async function add(session: Session, options: AddOptions): Promise<Result> {
  const { kind, name, about: kinds, language } = options;
  const isSecret = kind === "slack" || kind === "teams";
  if (isSecret !== (options.urlStdin === true) || isSecret === (options.to !== undefined))
    throw new UsageError(
      isSecret ? "The URL of Slack and Teams is a secret." : "A channel leads somewhere.",
      isSecret ? "Pipe it in with --url-stdin." : "Say where with --to.",
    );
  const target = isSecret ? await readSecret(session.terminal, "the URL") : (options.to ?? "");
  await checkMasterKey(session);
  const store = options.store === undefined ? null : await requireLocation(session, options.store);
  const brand = options.brand === undefined ? null : await requireBrand(session, options.brand);
  if (store !== null && brand !== null && store.brandId !== brand.id)
    throw new Refusal("crosses_brands", `${store.code} is not a store of ${brand.code}.`);
  const place = { brandId: store?.brandId ?? brand?.id ?? null, locationId: store?.id ?? null };
  const given = { kind, name, target, kinds, language, ...place, ...hoursOf(options) };
  return told(await createChannel(depsOf(session), given), "is added");
}

async function change(session: Session, id: string, options: ChangeOptions): Promise<Result> {
  const channel = await requireChannel(session, id);
  const isOn = options.on ? true : options.off ? false : undefined;
  if (options.newKey) await checkMasterKey(session);
  const { name, about: kinds, language, newKey: makesKey } = options;
  const hours = hoursOf(options, channel);
  const asked = { channel, expectedVersion: channel.version, name, kinds, language, isOn, makesKey, hours };
  return told(await changeChannel(depsOf(session), asked), "is changed");
}

async function remove(session: Session, id: string): Promise<Result> {
  const channel = await requireChannel(session, id);
  return told(await deleteChannel(depsOf(session), channel), "is deleted");
}

async function restore(session: Session, id: string): Promise<Result> {
  const channel = await findChannel(session.db, { scope: everyBrand, channelId: id });
  if (channel === null) throw notFound("channel", id, "alerts list");
  if (channel.deletedAt === null) throw new Refusal("not_deleted", `${channel.name} is not deleted.`);
  return told(await restoreChannel(depsOf(session), channel), "is back");
}

async function test(session: Session, id: string): Promise<Result> {
  const channel = await requireChannel(session, id);
  const delivery = await sendTestAlert(depsOf(session), channel);
  return {
    json: { message: deliveryJson(delivery) },
    text: `${delivery.id} is on its way to ${channel.name}. See: npm run parley -- alerts log ${channel.id}`,
  };
}

async function log(session: Session, id: string | undefined, { limit }: { limit: number }): Promise<Result> {
  const channelId = id === undefined ? undefined : (await requireChannel(session, id)).id;
  const messages = await listDeliveries(session.db, { scope: everyBrand, channelId, page: { limit } });
  return {
    json: { messages: messages.map(deliveryJson) },
    text: table(
      messages,
      {
        at: ({ createdAt }) => createdAt,
        state: ({ state }) => state,
        tries: ({ attempts }) => attempts,
        "last answer": ({ lastAnswer }) => lastAnswer,
        next: ({ nextAt }) => nextAt,
        what: ({ message }) => message.title,
        id: (message) => message.id,
      },
      "Nothing was told yet.",
    ),
  };
}

async function replay(session: Session, id: string): Promise<Result> {
  const found = await findDelivery(session.db, { scope: everyBrand, deliveryId: id });
  if (found === null) throw notFound("message", id, "alerts log");
  const delivery = await replayAlert(depsOf(session), found);
  if (delivery === null) throw new Refusal("under_way", `${id} waits to be sent anyway.`);
  return {
    json: { message: deliveryJson(delivery) },
    text: `${id} is on its way to ${found.channel.name} once more.`,
  };
}

/** A channel that was not deleted. @throws Refusal */
async function requireChannel({ db }: Session, id: string): Promise<AlertChannel> {
  const channel = await findChannel(db, { scope: everyBrand, channelId: id });
  if (channel === null || channel.deletedAt !== null) throw notFound("channel", id, "alerts list");
  return channel;
}

function depsOf({ db, vault, now, adminUrl, allowLoopbackHttp }: Session): ChannelDeps {
  const guard = { allowLoopbackHttp };
  return { db, vault, now, adminUrl, guard, ledgerNow: () => DATABASE_CLOCK, by: CLI, words: wordsIn("en") };
}

/** @throws Refusal where nothing was changed */
function told(outcome: ChannelOutcome, what: string): Result {
  switch (outcome.kind) {
    case "invalid":
      throw new Refusal(`invalid_${outcome.field}`, outcome.message);
    case "too_many":
      throw new Refusal("too_many", `There are ${outcome.max} channels: delete one first.`);
    case "conflict":
      throw conflict("the channel");
    case "changed": {
      const { channel, key } = outcome;
      return {
        json: { channel: channelJson(channel), ...(key !== null && { key }) },
        text: `${channel.name} ${what}: ${channel.id}.${key === null ? "" : `\nIts key, shown this once: ${key}`}`,
      };
    }
  }
}
