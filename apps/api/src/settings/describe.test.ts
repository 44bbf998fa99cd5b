import { describe, expect, it } from "vitest";
import { describeSettings } from "./describe.ts";
import { givenBy, tellGiven } from "./source.ts";
import { SETTINGS, type SettingName } from "./table.ts";

/** What owners see of the environment says where a value comes from, and never what opens something. */

const names = new Set<string>(SETTINGS.map(({ name }) => name));
const CANARY = "canary-8f3b-never-shown";

function find(env: Record<string, string>, name: SettingName, told?: string) {
  return describeSettings(env, { names, told }).find((setting) => setting.name === name);
}

describe("describeSettings", () => {
  it("gives the default where nothing is set, or the variable is empty", () => {
    const asMade = { value: "4000", fallback: "4000", isSet: false, source: "default" };
    expect(find({}, "PORT")).toMatchObject(asMade);
    expect(find({ PORT: "" }, "PORT")).toMatchObject(asMade);
    expect(find({}, "DATABASE_URL")).toMatchObject({ value: null, isSet: false, source: "default" });
  });

  it("leaves out what this process does not read", () => {
    const shown = describeSettings({}, { names: new Set(["PORT"]), told: undefined });
    expect(shown.map(({ name }) => name)).toEqual(["PORT"]);
  });

  it.each(["MASTER_KEY", "ADMIN_SECRET", "POS_SIMULATOR_KEY", "OIDC_CLIENT_SECRET"] as const)(
    "never shows %s",
    (name) => {
      const setting = find({ [name]: CANARY }, name);
      expect(setting).toMatchObject({ value: null, isSecret: true, isSet: true, source: "environment" });
      expect(JSON.stringify(setting)).not.toContain(CANARY);
    },
  );

  it.each([
    ["DATABASE_URL", `postgres://parley:${CANARY}@db.example.com:5432/parley?password=${CANARY}`],
    ["SMTP_URL", `smtps://${CANARY}:${CANARY}@mail.example.com:465`],
  ] as const)("shows of %s where it leads, and not who signs in", (name, value) => {
    const setting = find({ [name]: value }, name);
    expect(setting?.value).toMatch(/^\w+:\/\/(db|mail)\.example\.com:\d+/);
    expect(JSON.stringify(setting)).not.toContain(CANARY);
  });

  it.each([`parley ${CANARY}`, `postgres:///parley?password=${CANARY}`, `host=db password=${CANARY}`])(
    "shows nothing of an address that it cannot take apart",
    (value) => {
      expect(find({ DATABASE_URL: value }, "DATABASE_URL")).toMatchObject({ value: null, isSet: true });
    },
  );
});

describe("where a value comes from", () => {
  const file = "PORT=4100\nADMIN_PORT=\nLOG_LEVEL=debug\nUNKNOWN=1\n";
  const told = tellGiven(givenBy({ LOG_LEVEL: "warn", HOST: "", PATH: "/bin" }, file), names);

  it("is told by names alone, and of our variables alone", () => {
    expect(told).toBe("LOG_LEVEL;PORT");
  });

  it("is the shell before the file, and the launcher where neither gave it", () => {
    const env = { PORT: "4100", LOG_LEVEL: "warn", MASTER_KEY: "made", ADMIN_PORT: "3000" };
    expect(find(env, "PORT", told)?.source).toBe("file");
    expect(find(env, "LOG_LEVEL", told)?.source).toBe("environment");
    expect(find(env, "MASTER_KEY", told)?.source).toBe("launcher");
    expect(find(env, "ADMIN_PORT", told)?.source).toBe("default");
  });
});
