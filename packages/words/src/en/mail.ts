/** What this gateway writes to its operators by e-mail. Each line is a paragraph of plain text. */
export const mail = {
  hello: "Hello {name},",
  until: "The link works once, until {time} UTC.",
  invitation: {
    subject: "You are invited to Parley",
    body: "you are invited to Parley at {host}. Choose your password here:",
    ignore: "If you do not expect this, you need do nothing.",
  },
} as const;
