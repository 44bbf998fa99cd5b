import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { REPOSITORY, readConfig } from "./config.ts";
import { StartError } from "./start-error.ts";

describe("readConfig", () => {
  it("needs nothing: the demo on loopback with its own PostgreSQL", () => {
    expect(readConfig({}, [])).toMatchObject({
      host: "127.0.0.1",
      port: 4000,
      adminPort: 3000,
      posSimulatorPort: 4600,
      dataDir: join(REPOSITORY, ".data"),
      databaseUrl: null,
      demo: true,
      dev: false,
      apiUrl: "http://127.0.0.1:4000",
    });
  });

  it("takes an empty variable for one that is not set", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: "", DEMO: "" }, [])).toMatchObject({
      port: 4000,
      databaseUrl: null,
      demo: true,
    });
  });

  it("seeds nothing into a database of the user's", () => {
    const own = {
      DATABASE_URL: "postgres://db.example/parley",
      MASTER_KEY: "0123456789abcdef0123456789abcdef",
    };
    expect(readConfig(own, []).demo).toBe(false);
  });

  it.each([
    [{ DATABASE_URL: "postgres://db.example/parley" }, /MASTER_KEY is not/],
    [
      {
        DATABASE_URL: "postgres://db.example/parley",
        MASTER_KEY: "0123456789abcdef0123456789abcdef",
        DEMO: "1",
      },
      /exclude each other/,
    ],
    [
      { DATABASE_URL: "mysql://db.example/parley", MASTER_KEY: "0123456789abcdef0123456789abcdef" },
      /postgres:\/\//,
    ],
    [{ MASTER_KEY: "short" }, /MASTER_KEY has 5 characters and needs 32/],
    [{ HOST: "0.0.0.0" }, /published passwords/],
    [{ HOST: "192.0.2.7" }, /published passwords/],
    [{ DEMO: "yes" }, /DEMO is "yes"/],
    [{ PORT: "0" }, /PORT is "0"/],
    [{ ADMIN_PORT: "http" }, /ADMIN_PORT is "http"/],
    [{ PORT: "3000" }, /PORT and ADMIN_PORT are both 3000/],
  ])("refuses %j in one sentence", (env, sentence) => {
    expect(() => readConfig(env, [])).toThrow(StartError);
    expect(() => readConfig(env, [])).toThrow(sentence);
  });

  it("lets a network address be used once the demo is off", () => {
    expect(readConfig({ HOST: "0.0.0.0", DEMO: "0" }, [])).toMatchObject({
      apiUrl: "http://127.0.0.1:4000",
      demo: false,
    });
  });

  it("refuses an argument that it does not know", () => {
    expect(() => readConfig({}, ["--production"])).toThrow("npm start knows no argument --production.");
  });
});
