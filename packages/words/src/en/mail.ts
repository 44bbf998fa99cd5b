/** What this gateway writes to its operators by e-mail. Each line is a paragraph of plain text. */
export const mail = {
  hello: "Hello {name},",
  until: "The link works once, until {time} UTC.",
  invitation: {
    subject: "You are invited to Parley",
    body: "you are invited to Parley at {host}. Choose your password here:",
    ignore: "If you do not expect this, you need do nothing.",
  },
  reset: {
    subject: "A new password for Parley",
    body: "choose a new password for Parley at {host} here:",
    ignore: "If you did not ask for it, you need do nothing: your password stays as it is.",
  },
} as const;
