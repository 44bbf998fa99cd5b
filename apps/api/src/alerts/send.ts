import { parseSigningKey, signPayload } from "@parley/bridge-contract";
import type { AlertChannel, AlertMessage, Delivery } from "@parley/db/alerts";
import { asLanguage, wordsIn } from "@parley/words";
import { Agent } from "undici";
import type { Mailer } from "../mail/mailer.ts";
import { callOnce } from "../pos/http/call.ts";
import { createGuardedLookup, type GuardOptions, type ResolveName } from "../pos/http/guard.ts";
import { webhookUrl } from "./target.ts";

/** A message on its way to one channel. */
export interface Sending {
  delivery: Delivery;
  channel: AlertChannel;
  /** What signs a webhook's messages; the URL of Slack and Teams; null for e-mail. */
  secret: string | null;
  /** To whom, of an e-mail. */
  addresses: readonly string[];
}

/** How a try ended. `answer` is a short code for the log: never what the other side said. */
export interface SendResult {
  kind: "delivered" | "failed" | "gone";
  answer: string;
}

export interface AlertSender extends AsyncDisposable {
  readonly hasMail: boolean;
  send(sending: Sending, signal: AbortSignal): Promise<SendResult>;
}

/** How long a receiver may take. */
const DEADLINE_MS = 10_000;
/** What is read of an answer, which nobody looks at. */
const ANSWER_BYTES_MAX = 65_536;
const GONE = 410;

/** Sends messages: e-mail by the mail server of this installation, all else by HTTP through the guard of our network. */
export function createAlertSender(deps: {
  /** Null: no mail server is set. */
  mailer: Mailer | null;
  guard: GuardOptions;
  now: () => Date;
  resolveName?: ResolveName;
}): AlertSender {
  const { mailer, guard, now, resolveName } = deps;
  const agent = new Agent({
    connections: 10,
    pipelining: 1,
    connect: { timeout: DEADLINE_MS / 2, lookup: createGuardedLookup(guard, resolveName) },
  });

  async function post(sending: Sending, signal: AbortSignal): Promise<SendResult> {
    const { channel, secret } = sending;
    const target = channel.kind === "webhook" ? channel.target : (secret ?? "");
    const url = webhookUrl(target, guard);
    if (url === null) return { kind: "failed", answer: "url_forbidden" };
    const body = JSON.stringify(bodyOf(sending, now()));
    const result = await callOnce(
      agent,
      {
        origin: url.origin,
        method: "POST",
        path: `${url.pathname}${url.search}`,
        headers: {
          "content-type": "application/json",
          "user-agent": "Parley",
          ...signed(sending, body, now()),
        },
        body,
        answerBytesMax: ANSWER_BYTES_MAX,
      },
      { signal, deadlineMs: performance.now() + DEADLINE_MS },
    );
    if (result.kind !== "answer") return { kind: "failed", answer: result.reason };
    const answer = `http ${result.status}`;
    if (result.status >= 200 && result.status < 300) return { kind: "delivered", answer };
    return { kind: result.status === GONE ? "gone" : "failed", answer };
  }

  async function write({ delivery, channel, addresses }: Sending): Promise<SendResult> {
    if (mailer === null) return { kind: "failed", answer: "no_mail_server" };
    if (addresses.length === 0) return { kind: "gone", answer: "no_address" };
    const { isSent, answer } = await mailer.send({
      id: delivery.id,
      to: addresses,
      subject: delivery.message.title,
      text: mailText(delivery.message, channel),
    });
    return { kind: isSent ? "delivered" : "failed", answer };
  }

  return {
    hasMail: mailer !== null,
    send: (sending, signal) => (sending.channel.kind === "email" ? write(sending) : post(sending, signal)),
    async [Symbol.asyncDispose]() {
      await agent.destroy();
    },
  };
}

/** Standard Webhooks: the id stays the same over all tries, the time is that of this one. */
function signed({ channel, delivery, secret }: Sending, body: string, now: Date): Record<string, string> {
  if (channel.kind !== "webhook" || secret === null) return {};
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  return {
    "webhook-id": delivery.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signPayload(parseSigningKey(secret), delivery.id, timestamp, [body]),
  };
}

function bodyOf({ delivery, channel }: Sending, now: Date): object {
  const { message, event, alertId } = delivery;
  switch (channel.kind) {
    case "slack":
      return { text: slackText(message, channel) };
    case "teams":
      return teamsCard(message, channel);
    default:
      return {
        type: `alert.${event}`,
        timestamp: (delivery.createdAt ?? now).toISOString(),
        data: {
          alert_id: alertId,
          issue_id: message.issueId,
          cause: message.cause,
          title: message.title,
          lines: message.lines ?? [],
          brand_id: message.brandId,
          location_id: message.locationId,
          since: message.since,
          failures: message.failures,
          orders_waiting: message.ordersWaiting,
          next_step: message.step,
          url: message.url,
        },
      };
  }
}

function linksOf(message: AlertMessage, channel: AlertChannel): { label: string; url: string }[] {
  const say = sayIn(channel);
  const own = { label: say(message.issueId === null ? "issues" : "issue"), url: message.url };
  return message.step === null ? [own] : [message.step, own];
}

function slackText(message: AlertMessage, channel: AlertChannel): string {
  // Slack's own three signs; a name of a store may have them.
  const plain = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const links = linksOf(message, channel).map(({ label, url }) => `<${url}|${plain(label)}>`);
  const lines = (message.lines ?? []).map((line) => `• ${plain(line)}`);
  return [plain(message.title), ...lines, ...waitingLine(message, channel), links.join(" · ")].join("\n");
}

function teamsCard(message: AlertMessage, channel: AlertChannel): object {
  const texts = [message.title, ...(message.lines ?? []), ...waitingLine(message, channel)];
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    body: texts.map((text) => ({ type: "TextBlock", text, wrap: true })),
    actions: linksOf(message, channel).map(({ label, url }) => ({
      type: "Action.OpenUrl",
      title: label,
      url,
    })),
  };
  return {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content }],
  };
}

function mailText(message: AlertMessage, channel: AlertChannel): string {
  const links = linksOf(message, channel).map(({ label, url }) => `${label}: ${url}`);
  const footer = sayIn(channel)("mailFooter", { channel: channel.name });
  const lines = message.lines === undefined ? [] : ["", ...message.lines.map((line) => `- ${line}`), ""];
  return [
    message.title,
    ...lines,
    ...waitingLine(message, channel),
    "",
    ...links,
    "",
    "-- ",
    footer,
    "",
  ].join("\n");
}

function waitingLine({ ordersWaiting: count }: AlertMessage, channel: AlertChannel): string[] {
  return count === 0 ? [] : [sayIn(channel)("waiting", { count })];
}

function sayIn({ language }: AlertChannel) {
  return wordsIn(asLanguage(language) ?? "en")("alerts");
}
