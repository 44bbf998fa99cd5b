/** Alerts: what a message says, where it goes, and what became of it. */
export const alerts = {
  /** The first line of a message. */
  told: {
    opened: "{title}.",
    grown: "It goes on, {count, plural, one {# failure} other {# failures}} by now: {title}.",
    ended: "Over after {span}: {title}.",
    test: "This is a test of the alerts of Parley: they arrive here.",
  },
  issue: "See the issue",
  issues: "See the issues",
  waiting: "{count, plural, one {# order waits} other {# orders wait}} for it.",
  mailFooter:
    "Parley sends this because of the channel “{channel}”. Whoever may change channels can switch it off.",
  refused: {
    kinds: "A channel tells of something: choose what.",
    name: "A channel has a name of 1 to {max, number} characters.",
    addresses: "An e-mail channel has 1 to {max, number} addresses with commas between.",
    url: "The URL of a webhook begins with https:// and leads to the public internet, on port 443 or 8443.",
  },
} as const;
