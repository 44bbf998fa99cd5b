import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

/** An e-mail that arrived. `text` and `subject` are as somebody reads them. */
export interface ReceivedMail {
  from: string;
  to: string[];
  raw: string;
  text: string;
  subject: string;
}

/** A mail server on a real socket that takes what it gets. */
export interface Mailbox extends AsyncDisposable {
  url: string;
  mails: ReceivedMail[];
  /** Set, it refuses what comes. */
  isFull: boolean;
  /** The first e-mail that was not taken from here yet; waits for it. */
  next(): Promise<ReceivedMail>;
}

export async function openMailbox(): Promise<Mailbox> {
  let taken = 0;
  let tell = () => {};
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onMailFrom: (_address, _session, done) =>
      done(mailbox.isFull ? Object.assign(new Error("full"), { responseCode: 452 }) : null),
    onData(stream, session, done) {
      void text(stream).then((raw) => {
        const { mailFrom, rcptTo } = session.envelope;
        mailbox.mails.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw,
          ...readable(raw),
        });
        done();
        tell();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const mailbox: Mailbox = {
    url: `smtp://127.0.0.1:${portOf(server.server.address())}`,
    mails: [],
    isFull: false,
    async next() {
      for (;;) {
        const mail = mailbox.mails[taken];
        if (mail !== undefined) {
          taken += 1;
          return mail;
        }
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
      }
    },
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
  return mailbox;
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Undoes quoted-printable, base64 and encoded words, as far as our own plain texts have them. */
function readable(raw: string): { text: string; subject: string } {
  const at = raw.search(/\r?\n\r?\n/);
  const head = raw.slice(0, at).replace(/\r?\n[ \t]+/g, " ");
  const body = raw.slice(at).trim();
  const encoding = /^content-transfer-encoding: *(\S+)/im.exec(head)?.[1]?.toLowerCase();
  const text =
    encoding === "base64"
      ? Buffer.from(body, "base64").toString("utf8")
      : encoding === "quoted-printable"
        ? unquoted(body.replace(/=\r?\n/g, ""))
        : body;
  const subject = /^subject: *(.*)$/im.exec(head)?.[1] ?? "";
  return { text, subject: subject.replace(/=\?utf-8\?([QB])\?([^?]*)\?= */gi, word) };
}

function word(_all: string, kind: string, coded: string): string {
  return kind.toUpperCase() === "B"
    ? Buffer.from(coded, "base64").toString("utf8")
    : unquoted(coded.replaceAll("_", " "));
}

function unquoted(coded: string): string {
  const bytes = coded.replace(/=([0-9A-F]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1").toString("utf8");
}
