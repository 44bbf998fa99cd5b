import { afterAll, beforeAll, expect, it } from "vitest";
import { type Mailbox, openMailbox } from "../../mail/testing/mailbox.ts";
import { type Cli, openCli } from "../testing/cli.ts";

/** `operator invite --by-email` writes to whom it invites, and shows the link whatever becomes of it. */

let cli: Cli;
let mailbox: Mailbox;
beforeAll(async () => {
  cli = await openCli();
  mailbox = await openMailbox();
});
afterAll(async () => {
  await cli[Symbol.asyncDispose]();
  await mailbox[Symbol.asyncDispose]();
});

const invite = (email: string, env: Record<string, string>, ...more: string[]) =>
  cli.parley(
    ["operator", "invite", "--name", "Grace", "--email", email, "--role", "viewer", "--json", ...more],
    { env: { ADMIN_URL: "https://parley.example.com", ...env } },
  );
const mail = () => ({ SMTP_URL: mailbox.url, ALERTS_FROM: "parley@example.com" });

it("sends the link in the language that is given", async () => {
  const { code, json } = await invite("one@example.com", mail(), "--by-email", "--language", "es");
  expect({ code, json }).toMatchObject({ code: 0, json: { delivery: "sent" } });
  const { to, text } = await mailbox.next();
  expect(to).toEqual(["one@example.com"]);
  expect(text).toContain(`https://parley.example.com${Object(json).path}`);
  expect(text).toContain("contraseña");
});

it("shows the link where no e-mail was sent, and says why", async () => {
  const nowhere = await invite("two@example.com", {}, "--by-email");
  expect(nowhere).toMatchObject({ code: 0, json: { delivery: "no_mail_server" } });
  const inWords = await cli.parley(["operator", "invite-again", "two@example.com", "--by-email"]);
  expect(inWords.stderr + inWords.stdout).toContain("SMTP_URL");
  expect(await invite("three@example.com", mail())).toMatchObject({ json: { delivery: "not_asked" } });
  const again = await cli.parley(["operator", "invite-again", "two@example.com", "--by-email", "--json"], {
    env: mail(),
  });
  expect(again).toMatchObject({ code: 0, json: { delivery: "sent" } });
  expect((await mailbox.next()).text).toContain(Object(again.json).path);
});
