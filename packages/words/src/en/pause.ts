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
  several: {
    act: "Pause several…",
    title: "Pause several stores",
    question: "Which stores?",
    reason: "Why they take no orders",
    when: "When do they take orders again?",
    resumed: "When somebody resumes them",
    cancel: "Leave them as they are",
    allOf: "All of {brand}",
    chosen:
      "{count, plural, =0 {No store is chosen.} one {One store is chosen.} other {# stores are chosen.}}",
    confirm: "{count, plural, =0 {Pause them} one {Pause one store} other {Pause # stores}}",
    resumeAct: "Take orders again at several…",
    resumeTitle: "Take orders again at several stores",
    resume:
      "{count, plural, =0 {Take orders again} one {Take orders again at one store} other {Take orders again at # stores}}",
    done: {
      pause:
        "{done, plural, =0 {No store was paused.} one {One store is paused.} other {# stores are paused.}}{left, plural, =0 {} one { One was left as it is.} other { # were left as they are.}}",
      resume:
        "{done, plural, =0 {No store was changed.} one {One store takes orders again.} other {# stores take orders again.}}{left, plural, =0 {} one { One was left as it is.} other { # were left as they are.}}",
    },
    undo: "{count, plural, one {Take it back} =2 {Take both back} other {Take all # back}}",
    until: "paused until {time}",
    byHand: "paused until somebody resumes it",
    open: "takes orders again",
  },
  told: {
    was: {
      what: {
        STORE: "The store {name} was paused when PAR asked",
        CONNECTION: "The connection {name} was paused when PAR asked",
      },
      since: "since {since}{hasBy, select, yes {, by {by}} other {}}.",
      over: "It takes orders again.",
    },
    what: { STORE: "The store {name} is paused", CONNECTION: "The connection {name} is paused" },
    since:
      "since {since}{hasBy, select, yes {, by {by}} other {}}, {hasEnd, select, yes {until {end}} other {until somebody resumes it}}.",
    why: "Why: {reason}",
    cli: "somebody at the command line",
    refused: "This order was refused because of a pause, as it was when PAR sent it:",
  },
} as const;
