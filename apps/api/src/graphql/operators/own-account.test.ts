import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, PASSWORD, type TestDoor } from "../testing/door.ts";
import { addPerson, type TestPerson } from "../testing/session.ts";

/** What somebody sees and changes of their own account, and of nobody else's. */

const REFUSED = "... on Error { code message }";
const SESSIONS = "{ mySessions { id isThis browser system address } }";
const END = `mutation($input: EndOwnSessionsInput!) { done: endOwnSessions(input: $input) {
  __typename ${REFUSED} } }`;
const PASSWORDS = `mutation($input: ChangeOwnPasswordInput!) { done: changeOwnPassword(input: $input) {
  __typename ${REFUSED} ... on InvalidInput { field } } }`;
const NAME = `mutation($input: ChangeOwnNameInput!) { done: changeOwnName(input: $input) {
  __typename ... on Operator { name version } ${REFUSED} } }`;
const LANGUAGE = `mutation($input: ChooseLanguageInput!) { done: chooseLanguage(input: $input) {
  __typename ... on Operator { language } ${REFUSED} } }`;
const END_OF = `mutation($input: EndSessionsInput!) { done: endSessions(input: $input) {
  __typename ... on Operator { sessionCount } ${REFUSED} } }`;

const EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";
const ANOTHER = "eleven grey herons at dawn";

type Headers = Record<string, string>;

let door: TestDoor;
let ada: TestPerson;
beforeAll(async () => {
  door = await openTestDoor();
  ada = await addPerson(door, [{ role: "viewer", brandId: door.own.brand.id, locationId: null }]);
});
afterAll(() => door[Symbol.asyncDispose]());

async function did(headers: Headers, query: string, input: object): Promise<unknown> {
  const { body } = await door.ask(headers, query, { input });
  expect(body.errors).toBeUndefined();
  return Object(body.data).done;
}

interface Seen {
  id: string;
  isThis: boolean;
  browser: string | null;
  system: string | null;
}

async function sessionsOf(headers: Headers): Promise<Seen[]> {
  const { body } = await door.ask(headers, SESSIONS);
  return Object(body.data).mySessions;
}

async function isIn(headers: Headers): Promise<boolean> {
  const { body } = await door.ask(headers, "{ me { id } }");
  return Object(body.data).me !== null;
}

describe("one's own sessions", () => {
  it("are seen with the device in words, and ended one by one or all others at once", async () => {
    const here = await ada.signIn();
    const there = await ada.signIn(EDGE);
    const third = await ada.signIn();
    const sessions = await sessionsOf(here);
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ isThis }) => isThis)).toHaveLength(1);
    const edge = sessions.find(({ browser }) => browser === "Edge");
    expect(edge).toMatchObject({ isThis: false, system: "Windows" });
    expect(await did(here, END, { sessionId: edge?.id })).toMatchObject({ __typename: "Operator" });
    expect(await isIn(there)).toBe(false);
    expect(await did(here, END, { sessionId: edge?.id })).toMatchObject({ code: "NOT_FOUND" });
    await did(here, END, {});
    expect(await isIn(third)).toBe(false);
    expect(await isIn(here)).toBe(true);
  });

  it("are nobody else's to see or end, whatever they administer", async () => {
    const here = await ada.signIn();
    const [mine] = (await sessionsOf(here)).filter(({ isThis }) => isThis);
    const owner = await addPerson(door, [{ role: "owner", brandId: null, locationId: null }]);
    const theirs = await owner.signIn();
    expect((await sessionsOf(theirs)).map(({ id }) => id)).not.toContain(mine?.id);
    expect(await did(theirs, END, { sessionId: mine?.id })).toMatchObject({ code: "NOT_FOUND" });
    expect(await isIn(here)).toBe(true);
    expect(await did(theirs, END_OF, { operatorId: ada.operatorId })).toMatchObject({ sessionCount: 0 });
    expect(await isIn(here)).toBe(false);
    const again = await ada.signIn();
    expect(await did(again, END_OF, { operatorId: owner.operatorId })).toMatchObject({ code: "NOT_FOUND" });
    expect(await isIn(theirs)).toBe(true);
  });

  it("and one's own account are closed to keys", async () => {
    const key = await door.headersOf("owner");
    expect(await sessionsOf(key)).toEqual([]);
    const asked: [string, object][] = [
      [END, {}],
      [NAME, { expectedVersion: 1, name: "Mallory" }],
      [LANGUAGE, { language: "ES" }],
      [PASSWORDS, { currentPassword: PASSWORD, password: ANOTHER }],
    ];
    for (const [query, input] of asked)
      expect(await did(key, query, input)).toMatchObject({ code: "NOT_ALLOWED" });
  });
});

describe("one's own account", () => {
  it("takes another name, of the version that was seen, and a language", async () => {
    const person = await addPerson(door, [{ role: "owner", brandId: null, locationId: null }]);
    const here = await person.signIn();
    expect(await did(here, NAME, { expectedVersion: 1, name: " Ada L " })).toMatchObject({ name: "Ada L" });
    expect(await did(here, NAME, { expectedVersion: 1, name: "Late" })).toMatchObject({ code: "CONFLICT" });
    expect(await did(here, NAME, { expectedVersion: 2, name: " " })).toMatchObject({ code: "INVALID" });
    expect(await did(here, LANGUAGE, { language: "ES" })).toMatchObject({ language: "ES" });
    expect(await did(here, LANGUAGE, {})).toMatchObject({ language: null });
  });

  it("takes another password from who knows the one before, and ends every other session", async () => {
    const person = await addPerson(door, [{ role: "owner", brandId: null, locationId: null }]);
    const [here, there] = [await person.signIn(), await person.signIn()];
    const wrong = { currentPassword: "not the password", password: ANOTHER };
    expect(await did(here, PASSWORDS, wrong)).toMatchObject({ code: "INVALID", field: "currentPassword" });
    const weak = { currentPassword: PASSWORD, password: "password1234" };
    expect(await did(here, PASSWORDS, weak)).toMatchObject({ code: "INVALID", field: "password" });
    const right = { currentPassword: PASSWORD, password: ANOTHER };
    expect(await did(here, PASSWORDS, right)).toMatchObject({ __typename: "Operator" });
    expect(await isIn(here)).toBe(true);
    expect(await isIn(there)).toBe(false);
    await person.signIn("curl/8", ANOTHER);
    await expect(person.signIn()).rejects.toThrow("Not signed in");
    const [audit] = await door.test.db.sql<{ text: string }[]>`
      select json_agg(a)::text as text from audit_entries a where subject_id = ${person.operatorId}`;
    expect(audit?.text).toContain("password_changed");
    expect(audit?.text).not.toContain(ANOTHER);
  });

  it("makes whoever guesses the password at an open browser wait", async () => {
    const person = await addPerson(door, [{ role: "owner", brandId: null, locationId: null }]);
    const here = await person.signIn();
    const wrong = { currentPassword: "not the password", password: ANOTHER };
    for (let n = 0; n < 6; n += 1)
      expect(await did(here, PASSWORDS, wrong)).toMatchObject({ code: "INVALID" });
    const right = { currentPassword: PASSWORD, password: ANOTHER };
    expect(await did(here, PASSWORDS, right)).toMatchObject({ code: "NOT_ALLOWED" });
  });
});
