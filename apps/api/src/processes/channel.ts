import type { ChildProcess } from "node:child_process";

/** The channel between a process and one that it started. Whoever is gone hears nothing, and nothing is thrown. */
export interface Channel {
  send(message: object): void;
  onMessage(hear: (message: unknown) => void): void;
  /** The other end is gone. What it said last may still be heard. */
  onEnd(hear: () => void): void;
}

const lost = () => {};

export function channelToChild(child: ChildProcess): Channel {
  return {
    send(message) {
      if (child.connected) child.send(message, undefined, undefined, lost);
    },
    onMessage: (hear) => void child.on("message", hear),
    onEnd(hear) {
      child.once("exit", hear);
      // One that could not be started has no exit. Other errors are of one that lives.
      child.on("error", () => {
        if (child.pid === undefined) hear();
      });
    },
  };
}

export function channelToParent(): Channel {
  return {
    send(message) {
      if (process.connected === true) process.send?.(message, undefined, undefined, lost);
    },
    onMessage: (hear) => void process.on("message", hear),
    onEnd: (hear) => void process.once("disconnect", hear),
  };
}
