import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createMailer } from "../../mail/mailer.ts";
import { type Mailbox, openMailbox } from "../../mail/testing/mailbox.ts";
import { ADMIN_ORIGIN, openTestDoor, type TestDoor } from "../testing/door.ts";

/** An invitation goes out by e-mail too, in the invited person's language, and no mail server's trouble loses it. */

const REFUSED = "... on Error { __typename code message }";
const INVITE = `mutation($input: InviteOperatorInput!) { result: inviteOperator(input: $input) {
  ... on OperatorInvitation { path delivery operator { id version email language } } ${REFUSED} } }`;
const AGAIN = `mutation($input: InviteAgainInput!) { result: inviteAgain(input: $input) {
  ... on OperatorInvitation { path delivery operator { version } } ${REFUSED} } }`;
const OPENS = "query($token: String!) { invitation(token: $token) { name } }";

let door: TestDoor;
let mailbox: Mailbox;
let admin: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  mailbox = await openMailbox();
  admin = await door.headersOf("brand_admin");
});
beforeEach(() => {
  mailbox.isFull = false;
  door.deps.mailer = createMailer({ smtpUrl: mailbox.url, from: "parley@example.com" });
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await mailbox[Symbol.asyncDispose]();
});

async function did(text: string, input: object, headers = admin) {
  const { body } = await door.ask(headers, text, { input });
  expect(body.errors).toBeUndefined();
  return Object(Object(body.data).result);
}

const invite = (change: object = {}, headers = admin) =>
  did(
    INVITE,
    {
      ...{ name: "Grace", email: `${crypto.randomUUID()}@example.com`, byEmail: true },
      grants: [{ role: "VIEWER", brandId: door.own.brand.id }],
      ...change,
    },
    headers,
  );

async function opens(path: string): Promise<boolean> {
  const token = path.replace("/invite/", "");
  return Object(Object((await door.ask({}, OPENS, { token })).body.data).invitation).name === "Grace";
}

describe("an invitation by e-mail", () => {
  it("brings the link that was shown, in the language that was chosen, which the person keeps", async () => {
    const made = await invite({ language: "ES" });
    expect(made).toMatchObject({ delivery: "SENT", operator: { language: "ES" } });
    const { to, from, subject, text } = await mailbox.next();
    expect({ to, from }).toEqual({ to: [made.operator.email], from: "parley@example.com" });
    expect(subject).toBe("Le invitaron a Parley");
    expect(text).toContain("Hola, Grace:");
    expect(text).toContain(`${ADMIN_ORIGIN}${made.path}`);
    expect(await opens(made.path)).toBe(true);
  });

  it("is in English where nobody chose, and a name stays on its line", async () => {
    const made = await invite({ name: "Grace\r\n\r\nhttps://evil.example" });
    expect(made).toMatchObject({ delivery: "SENT", operator: { language: null } });
    const { subject, text } = await mailbox.next();
    expect(subject).toBe("You are invited to Parley");
    expect(text).toMatch(/^Hello Grace https:\/\/evil\.example,\r?\n/);
  });

  it("is told where the mail server does not take it, and the link holds", async () => {
    mailbox.isFull = true;
    const made = await invite();
    expect(made).toMatchObject({ delivery: "FAILED" });
    expect(await opens(made.path)).toBe(true);
    mailbox.isFull = false;
    const about = { operatorId: made.operator.id, expectedVersion: made.operator.version };
    const again = await did(AGAIN, { ...about, byEmail: true });
    expect(again).toMatchObject({ delivery: "SENT" });
    expect((await mailbox.next()).text).toContain(again.path);
    expect([await opens(made.path), await opens(again.path)]).toEqual([false, true]);
  });

  it("is told where there is no mail server, or none was asked for", async () => {
    expect(await invite({ byEmail: false })).toMatchObject({ delivery: "NOT_ASKED" });
    door.deps.mailer = createMailer({ smtpUrl: "smtp://127.0.0.1:1", from: "parley@example.com" });
    expect(await invite()).toMatchObject({ delivery: "FAILED" });
    door.deps.mailer = null;
    const made = await invite();
    expect(made).toMatchObject({ delivery: "NO_MAIL_SERVER" });
    expect(await opens(made.path)).toBe(true);
  });

  it("is written to nobody by who may not invite them", async () => {
    const before = mailbox.mails.length;
    const foreign = await door.headersOf("brand_admin", "other");
    expect(await invite({}, foreign)).toMatchObject({ code: "NOT_FOUND" });
    expect(await invite({ email: "no address" })).toMatchObject({ code: "INVALID" });
    expect(mailbox.mails).toHaveLength(before);
  });
});
