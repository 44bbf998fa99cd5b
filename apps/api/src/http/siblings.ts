/**
 * What the processes behind one port tell each other of what callers have used up, so that a limit holds over all of
 * them. It is told after the fact, some milliseconds late: no call waits for another process to be judged.
 */
export interface Siblings {
  /** What is told under one name, between all processes. */
  of(topic: string): Share;
}

export interface Share {
  /** Processes that share it, this one included. */
  processes: number;
  /** Tells the others that so much was used here. */
  tell(key: string, count: number): void;
  /** Hears what was used elsewhere. */
  hear(hear: (key: string, count: number) => void): void;
}

/** A process that has the port to itself. */
export const ALONE: Share = { processes: 1, tell: () => {}, hear: () => {} };
export const NO_SIBLINGS: Siblings = { of: () => ALONE };

/** Long enough to gather what a flood uses, short against any limit's time. */
const GATHER_MS = 20;

interface SpentMessage {
  kind: "spent";
  spent: [topic: string, key: string, count: number][];
}

/** Whether the one that started the processes has to pass this on to all others. */
export function isSpent(message: unknown): message is SpentMessage {
  return typeof message === "object" && message !== null && "kind" in message && message.kind === "spent";
}

/** The siblings of a process that one of them started, over their channel to it. */
export function createSiblings({
  processes,
  channel,
}: {
  processes: number;
  channel: { send(message: object): void; onMessage(hear: (message: unknown) => void): void };
}): Siblings {
  const hearers = new Map<string, (key: string, count: number) => void>();
  let gathered = new Map<string, Map<string, number>>();

  function send(): void {
    const spent = [...gathered].flatMap(([topic, counts]) =>
      [...counts].map(([key, count]) => [topic, key, count]),
    );
    gathered = new Map();
    channel.send({ kind: "spent", spent });
  }

  channel.onMessage((message) => {
    if (!isSpent(message)) return;
    for (const [topic, key, count] of message.spent) hearers.get(topic)?.(key, count);
  });

  return {
    of: (topic) => ({
      processes,
      tell(key, count) {
        if (gathered.size === 0) setTimeout(send, GATHER_MS).unref();
        const counts = gathered.get(topic) ?? new Map<string, number>();
        gathered.set(topic, counts);
        counts.set(key, (counts.get(key) ?? 0) + count);
      },
      hear: (hear) => void hearers.set(topic, hear),
    }),
  };
}
