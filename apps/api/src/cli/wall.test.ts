import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCurrentMenu } from "@parley/db/menus";
import { insertApiKey, insertOperator } from "@parley/db/operators";
import { setLocationPos } from "@parley/db/stores";
import { insertTestStore, type TestStore } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putMenu, teaRoomMenu } from "../menus/testing/stored-menu.ts";
import { type Cli, openCli } from "./testing/cli.ts";
import { commandNames } from "./testing/command-names.ts";

/**
 * J: brands are a wall at the command line too. Whoever sits there may do everything, so what is tried is to name
 * ids of two brands in one command. The list is the program's own: a command without a row fails.
 */

interface World {
  own: TestStore;
  other: TestStore;
  /** Files of mappings from the own connection to the other brand. */
  locations: string;
  organizations: string;
  /** An operator, and the API key and SharedId of somebody else. */
  operator: string;
  otherKey: string;
  otherSecret: string;
  /** A version of the other store's menu. */
  otherMenu: string;
  /** A key of the other store's bridge. */
  otherPosKey: string;
}

type Row = "names one thing only" | { args: (world: World) => readonly string[]; code: string | null };

const ONE = "names one thing only";

/** Codes: what the command is refused with; null where its report has the rows that are. */
const COMMANDS: Readonly<Record<string, Row | readonly Row[]>> = {
  "setup-code": ONE,
  "operator create": ONE,
  "operator list": ONE,
  "operator invite": ONE,
  "operator invite-again": ONE,
  "operator change": ONE,
  "operator disable": ONE,
  "operator enable": ONE,
  "operator reset-password": ONE,
  settings: ONE,
  "redaction show": ONE,
  "redaction set": ONE,
  "retention status": ONE,
  "retention set": ONE,
  "retention run": ONE,
  "guest erase": ONE,
  "sign-in-policy show": ONE,
  "sign-in-policy set": ONE,
  "operator remove-second-factor": ONE,
  "operator remove-passkeys": ONE,
  "operator unlink-provider": ONE,
  "operator reset-link": ONE,
  "operator end-sessions": ONE,
  "operator api-key create": ONE,
  "operator api-key list": ONE,
  changes: ONE,
  "audit verify": ONE,
  "audit head": ONE,
  "operator api-key revoke": {
    args: ({ operator, otherKey }) => [otherKey, "--operator", operator],
    code: "not_found",
  },
  "connection create": ONE,
  "connection list": ONE,
  "connection set-switch": ONE,
  "connection add-organization": {
    args: ({ own, other }) => [own.connection.slug, "IA-WALL", "--brand", other.brand.code],
    code: "crosses_brands",
  },
  "connection seen": ONE,
  "connection pause": ONE,
  "connection resume": ONE,
  "connection shared-ids": ONE,
  "connection rotate": ONE,
  "connection retire": {
    args: ({ own, otherSecret }) => [own.connection.slug, otherSecret],
    code: "not_found",
  },
  "brand create": ONE,
  "brand list": ONE,
  "location create": ONE,
  "location list": ONE,
  "location change": ONE,
  "location set-pos": ONE,
  "location conformance": ONE,
  "location show": ONE,
  "location mark-test": ONE,
  "location mark-live": ONE,
  "location pause": ONE,
  "location resume": ONE,
  "location keys": ONE,
  "location rotate-key": ONE,
  "location retire-key": {
    args: ({ own, otherPosKey }) => [own.location.code, otherPosKey],
    code: "not_found",
  },
  "location pause-several": ONE,
  "location resume-several": ONE,
  "menu refresh": ONE,
  "menu findings": ONE,
  "menu check": ONE,
  "menu versions": ONE,
  "menu diff": { args: ({ own, otherMenu }) => [own.location.code, otherMenu], code: "not_found" },
  "menu pin": {
    args: ({ own, otherMenu }) => [own.location.code, otherMenu, "--reason", "x"],
    code: "not_found",
  },
  "menu unpin": ONE,
  "menu stores-pin": {
    args: ({ own, other }) => [own.brand.code, "--stores", other.location.code, "--reason", "x"],
    code: "not_found",
  },
  "menu stores-unpin": {
    args: ({ own, other }) => [own.brand.code, "--stores", other.location.code],
    code: "not_found",
  },
  "menu rollout start": {
    args: ({ own, other }) => [own.brand.code, "--stores", other.location.code],
    code: "not_found",
  },
  "menu rollout list": ONE,
  "menu rollout show": ONE,
  "menu rollout stop": ONE,
  "menu rollout resume": ONE,
  "menu rollout roll-back": ONE,
  "menu fire-drill": ONE,
  "menu fire-drill-stop": ONE,
  "menu fire-drill-show": ONE,
  "menu off": ONE,
  "menu on": ONE,
  "menu off-list": ONE,
  "menu stores-off": {
    args: ({ own, other }) => [own.location.code, "tea", "--stores", other.location.code],
    code: "crosses_brands",
  },
  "menu stores-on": {
    args: ({ own, other }) => [own.location.code, "tea", "--stores", other.location.code],
    code: "crosses_brands",
  },
  "menu stores-undo": ONE,
  "map organization": [
    {
      args: ({ own, other }) => ["IA-WALL", other.brand.code, "--connection", own.connection.slug],
      code: "crosses_brands",
    },
    {
      args: ({ own, other }) => [
        ...[own.parOrganizationId, other.brand.code, "--connection", own.connection.slug, "--replace"],
      ],
      code: "crosses_brands",
    },
  ],
  "map location": [
    {
      args: ({ own, other }) => ["PAR-WALL", other.location.code, "--connection", own.connection.slug],
      code: "crosses_brands",
    },
    {
      args: ({ own, other }) => [
        ...[own.parLocationId, other.location.code, "--connection", own.connection.slug, "--replace"],
      ],
      code: "crosses_brands",
    },
  ],
  "map import": [
    { args: ({ locations }) => [locations], code: null },
    { args: ({ locations }) => [locations, "--dry-run"], code: null },
    { args: ({ organizations }) => [organizations, "--dry-run"], code: null },
  ],
  "map imports": ONE,
  "map list": ONE,
  "map undo": ONE,
  "map export": ONE,
  "map end": ONE,
  "map history": ONE,
  "map impact": ONE,
  "map revert": ONE,
  "unmapped list": ONE,
  "unmapped accept": ONE,
  "unmapped ignore": ONE,
  "unmapped bring-back": ONE,
  "view list": ONE,
  "view show": ONE,
  "view delete": ONE,
  "orders list": ONE,
  "orders trace": ONE,
  "orders try-now": ONE,
  "orders confirm-placed": ONE,
  "orders confirm-absent": ONE,
  "orders resend": ONE,
  "orders settle-dispute": ONE,
  "orders share": ONE,
  "orders shares": ONE,
  "orders unshare": ONE,
  "exchange show": ONE,
  attention: ONE,
  "issues list": ONE,
  "alerts list": ONE,
  "alerts add": {
    args: ({ own, other }) => [
      ...["--kind", "email", "--name", "Wall", "--to", "a@example.com"],
      ...["--brand", other.brand.code, "--store", own.location.code],
    ],
    code: "crosses_brands",
  },
  "alerts change": ONE,
  "alerts delete": ONE,
  "alerts restore": ONE,
  "alerts test": ONE,
  "alerts log": ONE,
  "alerts replay": ONE,
  "test-call send": ONE,
  "case show": ONE,
  "case note": ONE,
  "case assign": ONE,
  "case snooze": ONE,
  "case resolve": ONE,
  "case reopen": ONE,
};

const crossing = Object.entries(COMMANDS).flatMap(([name, rows]) =>
  [rows].flat().flatMap((row) => (row === ONE || typeof row === "string" ? [] : [[name, row] as const])),
);

describe("the command line", () => {
  let cli: Cli;
  let world: World;
  const folder = mkdtempSync(join(tmpdir(), "parley-wall-"));

  beforeAll(async () => {
    cli = await openCli();
    const { db, vault } = cli;
    const [own, other] = [await insertTestStore({ db, vault }), await insertTestStore({ db, vault })];
    const now = new Date();
    const add = async (email: string) => {
      const operator = { name: "Ada", email, passwordHash: "x", grants: [] };
      return (await insertOperator(db, { operator, now }))?.id ?? "";
    };
    const [operator, somebody] = ["ada@example.com", await add("grace@example.com")];
    await add(operator);
    const { key } = await insertApiKey(db, { operatorId: somebody, name: "script", now });
    const [secret] =
      await db.sql`select id from connection_secrets where connection_id = ${other.connection.id}`;
    const menuOf = async ({ location }: TestStore) => {
      await putMenu(db, location.id, teaRoomMenu());
      return (await findCurrentMenu(db, location.id))?.id ?? "";
    };
    await menuOf(own);
    await setLocationPos(db, {
      ...{ vault, locationId: other.location.id, posKind: "bridge", now },
      ...{
        posSettings: { url: "https://pos.example.com", store: "1" },
        posSecret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      },
    });
    const [posKey] = await db.sql`select id from pos_keys where location_id = ${other.location.id}`;
    const file = (name: string, lines: readonly string[]) => {
      const path = join(folder, name);
      writeFileSync(path, `${lines.join("\n")}\n`);
      return path;
    };
    const { slug } = own.connection;
    world = {
      own,
      other,
      operator,
      otherKey: key.id,
      otherSecret: String(secret?.id),
      otherMenu: await menuOf(other),
      otherPosKey: String(posKey?.id),
      locations: file("locations.csv", [
        "connection,par_location_id,location",
        `${slug},${own.parLocationId},${other.location.code}`,
        `${slug},PAR-WALL,${other.location.code}`,
      ]),
      organizations: file("organizations.csv", [
        "connection,par_organization_id,brand",
        `${slug},${own.parOrganizationId},${other.brand.code}`,
        `${slug},IA-WALL,${other.brand.code}`,
      ]),
    };
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await cli[Symbol.asyncDispose]();
  });

  it("has a row for every command", async () => {
    expect(Object.keys(COMMANDS).sort()).toEqual((await commandNames()).sort());
  });

  it.each(crossing)("%s takes nothing from one brand to another", async (name, { args, code }) => {
    const before = await everything();
    const { json, code: exit } = await cli.parley([...name.split(" "), ...args(world), "--json"]);
    expect(exit).toBe(1);
    if (code !== null) expect(json).toMatchObject({ error: { code } });
    else expect(json).toMatchObject({ written: false, rows: [{ result: "error" }, { result: "error" }] });
    expect(await everything()).toBe(before);
  });

  async function everything(): Promise<string> {
    const tables = ["location_mappings", "organization_mappings", "connection_secrets", "operator_api_keys"];
    const rows = await Promise.all(
      tables.map((table) => cli.db.sql.unsafe(`select jsonb_agg(to_jsonb(t) order by t.id) from ${table} t`)),
    );
    return JSON.stringify(rows);
  }
});
