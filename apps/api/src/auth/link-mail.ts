import { newId } from "@parley/db";
import { asLanguage, intlLocales, wordsIn } from "@parley/words";
import type { Mailer } from "../mail/mailer.ts";

/** What sends links, and the address that they begin with. */
export interface Post {
  /** Null: no mail server is set. */
  mailer: Mailer | null;
  adminUrl: string;
}

/** A link for somebody: its path lies below the admin's address. */
export interface PersonalLink {
  kind: "invitation" | "reset";
  to: { name: string; email: string; language: string | null };
  path: string;
  expiresAt: Date;
}

/** What became of an e-mail with a link. */
export type LinkDelivery = "not_asked" | "sent" | "failed" | "no_mail_server";

/** Sends a link to whom it is for, in their language, or English where it is not known. Never throws. */
export async function sendLink({ mailer, adminUrl }: Post, link: PersonalLink): Promise<LinkDelivery> {
  if (mailer === null) return "no_mail_server";
  const language = asLanguage(link.to.language) ?? "en";
  const say = wordsIn(language)("mail");
  const { host, origin } = new URL(adminUrl);
  const time = new Intl.DateTimeFormat(intlLocales[language], {
    ...{ dateStyle: "long", timeStyle: "short", timeZone: "UTC" },
  }).format(link.expiresAt);
  // A name may hold anything: here it stays on its line.
  const name = link.to.name.replace(/\s+/g, " ");
  const { isSent } = await mailer.send({
    id: newId("inv"),
    to: [link.to.email],
    subject: say(`${link.kind}.subject`),
    text: [
      say("hello", { name }),
      "",
      say(`${link.kind}.body`, { host }),
      "",
      `${origin}${link.path}`,
      "",
      say("until", { time }),
      say(`${link.kind}.ignore`),
      "",
    ].join("\n"),
  });
  return isSent ? "sent" : "failed";
}
