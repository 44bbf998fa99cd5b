import { TEXT_MAX } from "@parley/limits";
import { builder } from "../kernel/builder.ts";
import { AlertChannelKind, AlertTopic } from "./channel.ts";

const AlertQuietHoursInput = builder.inputType("AlertQuietHoursInput", {
  description: "When a channel rests, by the clock of a zone.",
  fields: (t) => ({
    from: t.string({ required: true, description: "`22:00`." }),
    to: t.string({ required: true, description: "`07:00`; it may be of the next day." }),
    zone: t.string({ required: true, description: "The IANA name of the zone, such as `America/New_York`." }),
  }),
});

const AlertDigestInput = builder.inputType("AlertDigestInput", {
  description: "When a channel tells the last day in short, by the clock of a zone.",
  fields: (t) => ({
    at: t.string({ required: true, description: "`08:00`." }),
    zone: t.string({ required: true, description: "The IANA name of the zone, such as `America/New_York`." }),
  }),
});

export const CreateAlertChannelInput = builder.inputType("CreateAlertChannelInput", {
  description: "A channel to add.",
  fields: (t) => ({
    kind: t.field({ type: AlertChannelKind, required: true, description: "How it is told." }),
    name: t.string({ required: true, description: `What to call it, 1 to ${TEXT_MAX.name} characters.` }),
    target: t.string({
      required: true,
      description: "E-mail: addresses with commas between, or `owners`. All else: a URL.",
    }),
    topics: t.field({
      type: [AlertTopic],
      description: "What it tells of; left out, all but single calls that came wrong.",
    }),
    language: t.string({ description: "`en` or `es`; your own unless said otherwise." }),
    brandId: t.id({ description: "Of one brand only." }),
    locationId: t.id({ description: "Of one store only." }),
    quiet: t.field({ type: AlertQuietHoursInput, description: "When it rests; left out, never." }),
    tellsOrdersAtNight: t.boolean({
      description:
        "Whether it tells of paid orders that no kitchen has while it rests, too; yes unless said.",
    }),
    digest: t.field({
      type: AlertDigestInput,
      description: "When it tells the last day in short; left out, never.",
    }),
    delayMinutes: t.int({
      description: "Tell only what has lasted for so many minutes and nobody has taken; 0 to 1440.",
    }),
  }),
});

export const ChangeAlertChannelInput = builder.inputType("ChangeAlertChannelInput", {
  description: "What a channel is to be. What is left out stays as it is.",
  fields: (t) => ({
    channelId: t.id({ required: true, description: "The channel." }),
    expectedVersion: t.int({ required: true, description: "The version of it that you saw." }),
    name: t.string({ description: "What to call it." }),
    topics: t.field({ type: [AlertTopic], description: "What it tells of." }),
    language: t.string({ description: "`en` or `es`." }),
    isOn: t.boolean({ description: "False to tell nothing for now." }),
    quiet: t.field({ type: AlertQuietHoursInput, description: "When it rests; null for never." }),
    tellsOrdersAtNight: t.boolean({
      description: "Whether it tells of paid orders that no kitchen has while it rests, too.",
    }),
    digest: t.field({
      type: AlertDigestInput,
      description: "When it tells the last day in short; null for never.",
    }),
    delayMinutes: t.int({
      description: "Tell only what has lasted for so many minutes and nobody has taken; 0 tells at once.",
    }),
    makeKey: t.boolean({ description: "A signed webhook: another key; the old one signs nothing more." }),
  }),
});

export const DeleteAlertChannelInput = builder.inputType("DeleteAlertChannelInput", {
  description: "A channel to delete.",
  fields: (t) => ({ channelId: t.id({ required: true, description: "The channel." }) }),
});

export const RestoreAlertChannelInput = builder.inputType("RestoreAlertChannelInput", {
  description: "A deleted channel to put back.",
  fields: (t) => ({ channelId: t.id({ required: true, description: "The channel." }) }),
});

export const SendTestAlertInput = builder.inputType("SendTestAlertInput", {
  description: "A channel to try.",
  fields: (t) => ({ channelId: t.id({ required: true, description: "The channel." }) }),
});

export const ReplayAlertInput = builder.inputType("ReplayAlertInput", {
  description: "A message of the log.",
  fields: (t) => ({ deliveryId: t.id({ required: true, description: "The message." }) }),
});
