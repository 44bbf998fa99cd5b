/** A store, or a connection, that takes no orders for a while. */
export const pause = {
  open: {
    title: "Takes orders",
    what: {
      store:
        "While it is paused, PAR is told that the store is closed, and no new order is taken. Orders that are under way go on.",
      connection:
        "While it is paused, PAR is told that each of its stores is closed, and no new order is taken. Orders that are under way go on, and PAR still hears of them and of menus.",
    },
    act: "Pause it…",
  },
  closed: {
    title: "Paused",
    what: {
      store: "PAR is told that the store is closed.",
      connection: "PAR is told that each of its stores is closed.",
    },
    resume: "Take orders again",
    byHand: "It takes orders again when somebody resumes it.",
    until: "It takes orders again: {time}.",
    change: "Change…",
  },
  reason: "Why it takes no orders",
  reasonHint: "For your colleagues; PAR and guests do not see it.",
  question: "When does it take orders again?",
  minutes: {
    hour: "In an hour",
    fourHours: "In 4 hours",
    day: "In 24 hours",
    byHand: "When somebody resumes it",
  },
  confirm: "Pause it",
  cancel: "Leave it as it is",
  nowPaused: "It is paused. PAR’s next order hears it.",
  nowOpen: "It takes orders again.",
  told: {
    what: { STORE: "The store {name} is paused", CONNECTION: "The connection {name} is paused" },
    since:
      "since {since}{hasBy, select, yes {, by {by}} other {}}, {hasEnd, select, yes {until {end}} other {until somebody resumes it}}.",
    why: "Why: {reason}",
    cli: "somebody at the command line",
    refused: "This order was refused because of a pause, as it was when PAR sent it:",
  },
} as const;
