/** Alerts: the channels that they go to, the issues that were told, and what became of each message. */
export {
  type AlertEvent,
  type AlertKind,
  type AlertMessage,
  alertKinds,
  type ChannelKind,
  channelKinds,
  type IssueEvent,
} from "../schema/alert.ts";
export * from "./alerts.ts";
export * from "./channels.ts";
export * from "./deliveries.ts";
