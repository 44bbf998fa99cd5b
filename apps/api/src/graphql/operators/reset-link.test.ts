import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { acceptInvitation } from "../../auth/invitation.ts";
import { createResetMails } from "../../auth/reset-link.ts";
import { createMailer } from "../../mail/mailer.ts";
import { type Mailbox, openMailbox } from "../../mail/testing/mailbox.ts";
import { ADMIN_ORIGIN, openTestDoor, PASSWORD, type TestDoor } from "../testing/door.ts";
import { addPerson, type TestPerson } from "../testing/session.ts";

/** J: who lost their password chooses another by a link, and nobody learns or takes anything by asking for one. */

const REFUSED = "... on Error { __typename code message }";
const MAKE = `mutation($input: MakeResetLinkInput!) { result: makeResetLink(input: $input) {
  ... on ResetLink { path expiresAt delivery } ${REFUSED} } }`;
const ASK = `mutation($input: AskForResetLinkInput!) { result: askForResetLink(input: $input) {
  ... on ResetLinkAsked { minutes } ${REFUSED} } }`;
const ACCEPT = `mutation($input: AcceptInvitationInput!) { result: acceptInvitation(input: $input) {
  ... on Operator { id } ${REFUSED} } }`;
const OPENS = "query($token: String!) { invitation(token: $token) { isReset } }";
const CHOSEN = "eleven grey herons at dawn";

let door: TestDoor;
let mailbox: Mailbox;
let admin: Record<string, string>;
let person: TestPerson;
beforeAll(async () => {
  door = await openTestDoor();
  mailbox = await openMailbox();
  admin = await door.headersOf("brand_admin");
});
beforeEach(async () => {
  mailbox.isFull = false;
  door.deps.mailer = createMailer({ smtpUrl: mailbox.url, from: "parley@example.com" });
  person = await addPerson(door, [{ role: "support", brandId: door.own.brand.id, locationId: null }]);
  await door.test.db.sql`delete from auth_rate_limits`;
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await mailbox[Symbol.asyncDispose]();
});

async function did(text: string, input: object, headers: Record<string, string> = admin) {
  const { body } = await door.ask(headers, text, { input });
  expect(body.errors).toBeUndefined();
  return Object(Object(body.data).result);
}

const about = (expectedVersion = 1) => ({ operatorId: person.operatorId, expectedVersion });
const tokenOf = (path: string) => path.split("/").at(-1) ?? "";
const accept = (path: string, password = CHOSEN) => did(ACCEPT, { token: tokenOf(path), password }, {});
const opens = async (path: string) =>
  Object(Object((await door.ask({}, OPENS, { token: tokenOf(path) })).body.data).invitation).isReset === true;
const isIn = async (headers: Record<string, string>) =>
  Object(Object((await door.ask(headers, "{ me { id } }")).body.data).me).id !== undefined;

describe("a link that an admin makes", () => {
  it("replaces the password once, ends every session, and its token is kept nowhere", async () => {
    const session = await person.signIn();
    const made = await did(MAKE, about());
    expect(made).toMatchObject({
      delivery: "NOT_ASKED",
      path: expect.stringMatching(/^\/reset\/[\w-]{43}$/),
    });
    expect([await opens(made.path), await isIn(session)]).toEqual([true, true]);
    expect(await accept(made.path, "ada ada ada ada")).toMatchObject({ code: "INVALID" });
    expect(await accept(made.path)).toMatchObject({ id: person.operatorId });
    expect([await opens(made.path), await isIn(session)]).toEqual([false, false]);
    expect(await accept(made.path)).toMatchObject({ code: "NOT_FOUND" });
    await expect(person.signIn()).rejects.toThrow("401");
    expect(await isIn(await person.signIn("curl/8", CHOSEN))).toBe(true);
    const rows = await door.test.db.sql`select i::text as row from operator_invitations i
      union all select a::text from audit_entries a`;
    expect(JSON.stringify(rows)).not.toContain(tokenOf(made.path));
    const entries = await door.test.db.sql`select action, actor from audit_entries
      where subject_id = ${person.operatorId} and action <> 'signed_in' order by at`;
    expect(entries.map(({ action }) => action)).toEqual(["reset_link_made", "password_recovered"]);
    expect(entries[1]?.actor).toBe(person.operatorId);
  });

  it("lets one of two in who use it at once, and ends where another is made", async () => {
    const first = await did(MAKE, about());
    const second = await did(MAKE, about(2));
    expect([await opens(first.path), await opens(second.path)]).toEqual([false, true]);
    const both = await Promise.all([accept(second.path), accept(second.path, `${CHOSEN} too`)]);
    expect(both.map(({ code }) => code ?? "in").sort()).toEqual(["NOT_FOUND", "in"]);
  });

  it("is over after an hour", async () => {
    const { path, expiresAt } = await did(MAKE, about());
    const at = (ms: number) => ({
      ...{ db: door.test.db, address: "192.0.2.1" },
      now: new Date(new Date(String(expiresAt)).getTime() + ms),
    });
    const given = { token: tokenOf(path), password: CHOSEN };
    expect(await acceptInvitation(at(0), given)).toEqual({ kind: "not_found" });
    expect(await acceptInvitation(at(-1), given)).toMatchObject({ kind: "accepted" });
  });

  it("is made for nobody with more rights, nobody of another brand, and not for oneself", async () => {
    const refused = async (headers: Record<string, string>) => (await did(MAKE, about(), headers)).code;
    expect(await refused(await door.headersOf("support"))).toBe("NOT_FOUND");
    expect(await refused(await door.headersOf("brand_admin", "other"))).toBe("NOT_FOUND");
    const owner = await addPerson(door, [{ role: "owner", brandId: null, locationId: null }]);
    const ofOwner = { operatorId: owner.operatorId, expectedVersion: 1 };
    expect(await did(MAKE, ofOwner)).toMatchObject({ code: "NOT_FOUND" });
    expect(await did(MAKE, ofOwner, await owner.signIn())).toMatchObject({ code: "NOT_ALLOWED" });
    expect(await did(MAKE, ofOwner, await door.headersOf("owner"))).toMatchObject({ delivery: "NOT_ASKED" });
  });

  it("opens nothing where the person is disabled meanwhile, and is none for who has no password", async () => {
    const made = await did(MAKE, about());
    const { sql } = door.test.db;
    await sql`update operators set disabled_at = now() where id = ${person.operatorId}`;
    expect(await accept(made.path)).toMatchObject({ code: "NOT_FOUND" });
    expect(await did(MAKE, about(2))).toMatchObject({ code: "NOT_ALLOWED" });
  });
});

describe("a link that is asked for", () => {
  const ask = (email: string) => did(ASK, { email }, { "accept-language": "es" });
  const jobs = () => door.test.db.sql<{ key: string }[]>`select key from jobs where kind = 'auth.reset_link'`;
  /** Does what the background does, and gives how many e-mails came of it. */
  async function work(attempt = 1): Promise<number> {
    const before = mailbox.mails.length;
    const handler = createResetMails({ ...door.deps, db: door.test.db, adminUrl: ADMIN_ORIGIN });
    for (const { key } of await jobs()) {
      await handler.run({ key, attempt }, new AbortController().signal);
      await door.test.db.sql`delete from jobs where key = ${key}`;
    }
    return mailbox.mails.length - before;
  }
  const linkOf = async () => /\/reset\/[\w-]+/.exec((await mailbox.next()).text)?.[0] ?? "";

  it("answers every address alike, does the same for each, and writes to whoever signs in with it", async () => {
    const answers = [await ask(person.email.toUpperCase()), await ask("nobody@example.com")];
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toEqual({ minutes: 60 });
    expect(await jobs()).toHaveLength(2);
    expect(await work()).toBe(1);
    const { to, subject, text } = await mailbox.next();
    expect({ to, subject }).toEqual({ to: [person.email], subject: "Una contraseña nueva para Parley" });
    const path = /\/reset\/[\w-]+/.exec(text)?.[0] ?? "";
    expect(text).toContain(`${ADMIN_ORIGIN}${path}`);
    expect(await accept(path)).toMatchObject({ id: person.operatorId });
    const entries = await door.test.db.sql`select actor, address from audit_entries
      where subject_id = ${person.operatorId} and action = 'reset_link_asked'`;
    expect(entries).toMatchObject([
      { actor: "unauthenticated", address: expect.stringContaining("127.0.0.1") },
    ]);
  });

  it("writes nothing to who is disabled or only invited", async () => {
    const { sql } = door.test.db;
    const invited = await addPerson(door, [{ role: "viewer", brandId: null, locationId: null }]);
    await sql`update operator_accounts set password = null where operator_id = ${invited.operatorId}`;
    await sql`update operators set disabled_at = now() where id = ${person.operatorId}`;
    expect([await ask(person.email), await ask(invited.email)]).toEqual([{ minutes: 60 }, { minutes: 60 }]);
    expect(await work()).toBe(0);
  });

  it("ends no link that the person has, so that nobody is kept out by others who ask", async () => {
    const made = await did(MAKE, about());
    await ask(person.email);
    await work();
    const asked = await linkOf();
    expect([await opens(made.path), await opens(asked)]).toEqual([true, true]);
    expect(await accept(asked)).toMatchObject({ id: person.operatorId });
    expect(await opens(made.path)).toBe(false);
  });

  it("is limited for an address from one network, and the inbox gets five at most", async () => {
    const codes = [];
    for (let n = 0; n < 4; n += 1) codes.push((await ask(person.email)).code ?? "asked");
    expect(codes).toEqual(["asked", "asked", "asked", "NOT_ALLOWED"]);
    let sent = 0;
    for (let n = 0; n < 7; n += 1) {
      await door.test.db.sql`delete from auth_rate_limits`;
      await ask(person.email);
      sent += await work();
    }
    expect(sent).toBe(5);
    for (let n = 0; n < sent; n += 1) await mailbox.next();
  });

  it("is tried again where the mail server does not take it, and given up at last", async () => {
    mailbox.isFull = true;
    await ask(person.email);
    await expect(work()).rejects.toThrow("did not take");
    expect(await work(5)).toBe(0);
    mailbox.isFull = false;
    await ask(person.email);
    expect(await work()).toBe(1);
    expect(await opens(await linkOf())).toBe(true);
  });

  it("is refused where no mail server is set", async () => {
    door.deps.mailer = null;
    expect(await ask(person.email)).toMatchObject({ code: "NOT_ALLOWED" });
    await expect(person.signIn("curl/8", PASSWORD)).resolves.toHaveProperty("cookie");
  });
});
