import type { Command } from "commander";
import type { Run } from "./kernel/run.ts";

type Add = (program: Command, run: Run) => void;

/** What the CLI is about, as `--help` lists it. A noun's commands are read only when they are asked for. */
export interface Noun {
  name: string;
  /** As its commands give it, which a test compares. */
  description: string;
  /** Its other name; null where it has none. */
  alias: string | null;
  load(): Promise<Add>;
}

const noun = (
  name: string,
  description: string,
  load: () => Promise<Add>,
  alias: string | null = null,
): Noun => ({ name, description, load, alias });

export const NOUNS: readonly Noun[] = [
  noun(
    "setup-code",
    "the code that the admin's first-run page asks for",
    async () => (await import("./operators/setup-code.ts")).addSetupCodeCommand,
  ),
  noun(
    "operator",
    "people who use the admin",
    async () => (await import("./operators/operator.ts")).addOperatorCommands,
  ),
  noun(
    "sign-in-policy",
    "what sign-in asks of operators",
    async () => (await import("./operators/sign-in-policy.ts")).addSignInPolicyCommands,
  ),
  noun(
    "settings",
    "what this machine's environment and .env set, without secrets; a running API keeps what it began with",
    async () => (await import("./settings/setting.ts")).addSettingsCommand,
  ),
  noun(
    "redaction",
    "what of guests is hidden beyond what always is",
    async () => (await import("./settings/redaction.ts")).addRedactionCommands,
  ),
  noun(
    "retention",
    "how long what is recorded is kept",
    async () => (await import("./settings/retention.ts")).addRetentionCommands,
  ),
  noun(
    "guest",
    "one guest, in every brand",
    async () => (await import("./settings/erase.ts")).addGuestCommands,
  ),
  noun(
    "changes",
    "who changed or revealed what, and when; the newest first",
    async () => (await import("./operators/changes.ts")).addChangesCommand,
  ),
  noun(
    "audit",
    "the record of who changed what, as a chain",
    async () => (await import("./audit/audit.ts")).addAuditCommands,
  ),
  noun(
    "connection",
    "our relationships with PAR",
    async () => (await import("./connections/connection.ts")).addConnectionCommands,
  ),
  noun(
    "brand",
    "our side of PAR's organizations",
    async () => (await import("./brands/brand.ts")).addBrandCommands,
  ),
  noun("location", "our stores", async () => (await import("./stores/location.ts")).addLocationCommands),
  noun(
    "menu",
    "what PAR is served as a store's menu",
    async () => (await import("./menus/menu.ts")).addMenuCommands,
  ),
  noun(
    "map",
    "which PAR id is which brand or store of ours",
    async () => (await import("./mappings/map.ts")).addMapCommands,
  ),
  noun(
    "unmapped",
    "ids that PAR sent and no mapping knows",
    async () => (await import("./mappings/unmapped.ts")).addUnmappedCommands,
  ),
  noun(
    "orders",
    "what PAR submitted and what became of it",
    async () => (await import("./orders/order.ts")).addOrderCommands,
    "order",
  ),
  noun(
    "exchange",
    "recorded calls of PAR's and to a POS",
    async () => (await import("./exchanges/exchange.ts")).addExchangeCommands,
  ),
  noun(
    "attention",
    "orders that only a person can settle, and those that their POS contradicts",
    async () => (await import("./attention/attention.ts")).addAttentionCommand,
  ),
  noun(
    "issues",
    "what fails now, grouped by cause and by store, connection or network",
    async () => (await import("./issues/issue.ts")).addIssueCommands,
    "issue",
  ),
  noun(
    "alerts",
    "where issues are told, and whether it arrived",
    async () => (await import("./alerts/alerts.ts")).addAlertCommands,
  ),
  noun(
    "case",
    "who looks after an order, a refused call or an issue, and what was done about it",
    async () => (await import("./cases/case.ts")).addCaseCommands,
  ),
  noun(
    "view",
    "saved views: the filters of a list under a name",
    async () => (await import("./views/view.ts")).addViewCommands,
  ),
  noun(
    "test-call",
    "calls that are sent as PAR to the running API, as the admin's simulator sends them",
    async () => (await import("./test-calls/test-call.ts")).addTestCallCommands,
  ),
];
