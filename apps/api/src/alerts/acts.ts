import type { Actor } from "@parley/db/orders";
import type { WordsOf } from "@parley/words";
import {
  type ChannelDeps,
  changeChannel,
  createChannel,
  deleteChannel,
  replayAlert,
  restoreChannel,
  sendTestAlert,
} from "./channels.ts";

type Rest<Act> = Act extends (deps: ChannelDeps, ...rest: infer R) => infer Outcome
  ? (...rest: R) => Outcome
  : never;

/** What may be done about channels, by one person and in their language; the vault stays in here. */
export interface AlertActs {
  create: Rest<typeof createChannel>;
  change: Rest<typeof changeChannel>;
  delete: Rest<typeof deleteChannel>;
  restore: Rest<typeof restoreChannel>;
  test: Rest<typeof sendTestAlert>;
  replay: Rest<typeof replayAlert>;
}

/** Binds the acts of `channels.ts` to who does them. */
export function alertActsOf(
  deps: Omit<ChannelDeps, "by" | "words">,
  person: { by: Actor; words: WordsOf },
): AlertActs {
  const all = { ...deps, ...person };
  return {
    create: (given) => createChannel(all, given),
    change: (args) => changeChannel(all, args),
    delete: (channel) => deleteChannel(all, channel),
    restore: (channel) => restoreChannel(all, channel),
    test: (channel) => sendTestAlert(all, channel),
    replay: (found) => replayAlert(all, found),
  };
}
