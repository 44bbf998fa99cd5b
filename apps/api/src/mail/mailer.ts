export interface MailSettings {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  smtpUrl: string;
  from: string;
}

/** One e-mail, as plain text. */
export interface Mail {
  /** The same over all tries, so that a mailbox can tell that it has the message. */
  id: string;
  to: readonly string[];
  subject: string;
  text: string;
}

/** How a try ended. `answer` is a short code for the log: never what the mail server said. */
export interface MailResult {
  isSent: boolean;
  answer: string;
}

/** Hands e-mails to the mail server of this installation; never throws. */
export interface Mailer {
  send(mail: Mail): Promise<MailResult>;
}

/** How long the mail server may take, over the whole conversation. */
const DEADLINE_MS = 10_000;

/** Opens no connection until there is something to send; null where no mail server is set. */
export function createMailer(settings: MailSettings | null): Mailer | null {
  if (settings === null) return null;
  const { smtpUrl: url, from } = settings;
  const timeouts = {
    connectionTimeout: DEADLINE_MS,
    greetingTimeout: DEADLINE_MS,
    socketTimeout: DEADLINE_MS,
  };
  return {
    async send({ id, to, subject, text }) {
      // Read when there is something to send: many installations never do, and none does while it starts.
      const { createTransport } = await import("nodemailer");
      const transport = createTransport({ url, ...timeouts });
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<MailResult>((resolve) => {
        timer = setTimeout(() => resolve({ isSent: false, answer: "etimedout" }), DEADLINE_MS);
      });
      const sent = transport
        .sendMail({
          ...{ from, to: [...to], subject, text },
          messageId: `<${id}@parley>`,
          headers: { "auto-submitted": "auto-generated" },
          disableFileAccess: true,
          disableUrlAccess: true,
        })
        .then(
          (): MailResult => ({ isSent: true, answer: "accepted" }),
          (error): MailResult => ({ isSent: false, answer: failureOf(error) }),
        );
      try {
        return await Promise.race([sent, late]);
      } finally {
        clearTimeout(timer);
        transport.close();
      }
    },
  };
}

/** `smtp 550`, or the code of what failed before the server said a number. */
function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return "mail_failed";
  if ("responseCode" in error && typeof error.responseCode === "number") return `smtp ${error.responseCode}`;
  return "code" in error && typeof error.code === "string" ? error.code.toLowerCase() : "mail_failed";
}
