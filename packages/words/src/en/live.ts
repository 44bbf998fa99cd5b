export const live = {
  start: "Follow live",
  stop: "Stop following",
  connecting: "Connecting…",
  live: "Live",
  behind: "Live, behind since {time}",
  still: "Stood still since {time}",
  signedOut: "Signed out: load the page again to sign in.",
  come: "There are new submits at the top of the list.",
  showNew: "{count, plural, one {# new} other {# new}}",
  showChanges: "Show what is new",
} as const;
