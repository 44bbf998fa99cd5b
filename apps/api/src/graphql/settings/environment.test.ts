import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** The settings of the environment are for owners, in their language, and without secrets. */

const SETTINGS = "{ settings { name group about value fallback isSecret isSet source } }";

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

async function settingsFor(headers: Record<string, string>): Promise<Record<string, unknown>[] | null> {
  const { body } = await door.ask(headers, SETTINGS);
  expect(body.errors).toBeUndefined();
  return Object(body.data).settings;
}

describe("settings", () => {
  it("are what the process was started with", async () => {
    const settings = (await settingsFor(await door.headersOf("owner"))) ?? [];
    const of = (name: string) => settings.find((setting) => setting.name === name);
    expect(of("LOG_LEVEL")).toMatchObject({ value: "silent", fallback: "info", source: "ENVIRONMENT" });
    expect(of("PORT")).toMatchObject({ value: "4000", isSet: false, source: "DEFAULT", group: "LISTENING" });
    expect(of("MASTER_KEY")).toMatchObject({ value: null, isSecret: true, isSet: true });
    expect(of("DATABASE_URL")?.value).not.toContain("@");
    expect(of("API_URL")).toBeUndefined();
  });

  it("say what they are for in the caller's language", async () => {
    const headers = { ...(await door.headersOf("owner")), "accept-language": "es" };
    const settings = (await settingsFor(headers)) ?? [];
    expect(settings.find(({ name }) => name === "ADMIN_PORT")?.about).toBe(
      "La administración en el navegador.",
    );
  });

  it.each(["brand_admin", "support", "engineer", "viewer"] as const)("are nothing for a %s", async (role) => {
    expect(await settingsFor(await door.headersOf(role))).toBeNull();
  });
});
