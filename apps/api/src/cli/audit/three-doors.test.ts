import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { commandNames } from "../testing/command-names.ts";

/**
 * One room behind three doors: what a command writes, a mutation of GraphQL writes too, and a page of the admin sends
 * it; and the other way round. The lists are closed: a command, a mutation or a page that comes or goes fails here.
 */

const REPOSITORY = resolve(import.meta.dirname, "../../../../..");

/** The commands that write, each with the mutation that does the same. */
const MUTATION_OF: Readonly<Record<string, string>> = {
  "operator create": "createOperator",
  "operator invite": "inviteOperator",
  "operator invite-again": "inviteAgain",
  "operator reset-link": "makeResetLink",
  "operator remove-second-factor": "removeSecondFactor",
  "operator remove-passkeys": "removePasskeys",
  "operator unlink-provider": "unlinkProvider",
  "sign-in-policy set": "setSignInPolicy",
  "redaction set": "setRedactionPolicy",
  "retention set": "setRetention",
  "retention run": "runRetention",
  "guest erase": "eraseGuest",
  "operator change": "changeOperator",
  "operator disable": "disableOperator",
  "operator enable": "enableOperator",
  "operator reset-password": "resetOperatorPassword",
  "operator end-sessions": "endSessions",
  "operator api-key create": "createApiKey",
  "operator api-key revoke": "revokeApiKey",
  "connection create": "createConnection",
  "connection set-switch": "setSwitches",
  "connection pause": "pauseConnection",
  "connection resume": "resumeConnection",
  "connection add-organization": "setMapping",
  "connection rotate": "rotateSharedId",
  "connection retire": "retireSharedId",
  "brand create": "createBrand",
  "location create": "createStore",
  "location change": "changeStore",
  "location pause": "pauseStore",
  "location resume": "resumeStore",
  "location rotate-key": "rotatePosKey",
  "location retire-key": "retirePosKey",
  "location pause-several": "pauseStores",
  "location resume-several": "resumeStores",
  "location set-pos": "setPos",
  "location conformance": "runConformance",
  "location mark-test": "markTestStore",
  "location mark-live": "markTestStore",
  "menu refresh": "refreshMenu",
  "menu pin": "pinMenu",
  "menu unpin": "unpinMenu",
  "menu stores-pin": "holdMenus",
  "menu stores-unpin": "releaseMenus",
  "menu rollout start": "startMenuRollout",
  "menu rollout stop": "stopMenuRollout",
  "menu rollout resume": "resumeMenuRollout",
  "menu rollout roll-back": "rollBackMenuRollout",
  "menu fire-drill": "startFireDrill",
  "menu fire-drill-stop": "stopFireDrill",
  "menu off": "setAvailability",
  "menu on": "setAvailability",
  "menu stores-off": "setAvailabilityInStores",
  "menu stores-on": "setAvailabilityInStores",
  "menu stores-undo": "undoTakeOff",
  "map organization": "setMapping",
  "map location": "setMapping",
  "map import": "importMappings",
  "map undo": "undoImport",
  "map end": "endMapping",
  "unmapped accept": "acceptCertain",
  "unmapped ignore": "ignoreUnmapped",
  "unmapped bring-back": "ignoreUnmapped",
  "map revert": "revertMapping",
  "orders try-now": "tryOrderNow",
  "orders confirm-placed": "confirmOrderPlaced",
  "orders confirm-absent": "confirmOrderAbsent",
  "orders resend": "resendOrder",
  "orders settle-dispute": "settleDispute",
  "orders share": "shareOrder",
  "orders unshare": "revokeShare",
  "alerts add": "createAlertChannel",
  "alerts change": "changeAlertChannel",
  "alerts delete": "deleteAlertChannel",
  "alerts restore": "restoreAlertChannel",
  "alerts test": "sendTestAlert",
  "alerts replay": "replayAlert",
  "case note": "addNote",
  "case assign": "assignCase",
  "case snooze": "snoozeCase",
  "case resolve": "resolveCase",
  "case reopen": "reopenCase",
  "view delete": "deleteView",
  "test-call send": "sendTestCall",
};

const READS = [
  ...["setup-code", "operator list", "operator api-key list", "changes", "audit verify", "audit head"],
  ...[
    "connection list",
    "connection shared-ids",
    "connection seen",
    "brand list",
    "location keys",
    "location list",
    "location show",
  ],
  ...[
    "menu check",
    "menu findings",
    "menu off-list",
    "map imports",
    "map list",
    "map export",
    "map history",
    "map impact",
  ],
  ...["menu versions", "menu diff", "unmapped list", "sign-in-policy show", "settings", "redaction show"],
  "retention status",
  ...["menu fire-drill-show", "menu rollout list", "menu rollout show"],
  ...[
    "orders list",
    "orders trace",
    "orders shares",
    "exchange show",
    "attention",
    "issues list",
    "alerts list",
    "alerts log",
  ],
  ...["case show", "view list", "view show"],
];

/** The mutations that no command sends, with the reason. */
const NO_COMMAND: Readonly<Record<string, string>> = {
  createFirstOperator: "`operator create` makes any operator, the first one too",
  acceptInvitation: "one's own sign-in",
  askForResetLink: "one's own sign-in",
  startSecondFactor: "one's own sign-in",
  confirmSecondFactor: "one's own sign-in",
  removeOwnSecondFactor: "one's own sign-in",
  replacePaperCodes: "one's own sign-in",
  startPasskey: "one's own sign-in",
  addPasskey: "one's own sign-in",
  removeOwnPasskey: "one's own sign-in",
  changeOwnName: "one's own account; `operator change` changes anybody's name",
  changeOwnPassword: "one's own account; `operator reset-password` gives anybody another",
  chooseLanguage: "one's own account",
  endOwnSessions: "one's own account; `operator end-sessions` ends anybody's",
  actInBulk: "the commands for one, in a loop of the shell",
  revealGuest: "the commands show what the database has, and whoever reads that has the key",
  saveView: "a view is what a page shows",
  renameView: "a view is what a page shows",
};

/** The mutations that no page sends, with the reason. */
const NO_PAGE: Readonly<Record<string, string>> = {
  renameView: "a view is saved under another name, and the old one deleted",
};

function mutations(): string[] {
  const schema = readFileSync(join(REPOSITORY, "apps/api/schema.graphql"), "utf8");
  const body = /^type Mutation \{\n([\s\S]*?)^\}/m.exec(schema)?.[1] ?? "";
  return [...body.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => String(name));
}

/** What the admin's documents send. */
function sentByPages(): Set<string> {
  const folder = join(REPOSITORY, "apps/admin/src");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const documents = files.filter((file) => file.endsWith(".graphql.ts"));
  const texts = documents.map((file) => readFileSync(join(folder, file), "utf8"));
  const sent = texts.flatMap((text) => [...text.matchAll(/mutation \w+\([^)]*\) \{\s+(\w+)\(/g)]);
  return new Set(sent.map(([, name]) => String(name)));
}

describe("what writes", () => {
  it("is known of every command, and what reads too", async () => {
    const known = [...Object.keys(MUTATION_OF), ...READS];
    expect(known.sort()).toEqual((await commandNames()).sort());
  });

  it("has a command for every mutation, but for those that say why not", () => {
    const sent = new Set(Object.values(MUTATION_OF));
    expect(
      mutations()
        .filter((name) => !sent.has(name))
        .sort(),
    ).toEqual(Object.keys(NO_COMMAND).sort());
    expect([...sent].filter((name) => !mutations().includes(name))).toEqual([]);
  });

  it("has a page for every mutation, but for those that say why not", () => {
    const sent = sentByPages();
    expect(
      mutations()
        .filter((name) => !sent.has(name))
        .sort(),
    ).toEqual(Object.keys(NO_PAGE).sort());
  });
});
