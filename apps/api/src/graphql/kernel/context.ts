import { covers, type Database, type LedgerNow, type LocationId, type Place, type Scope } from "@parley/db";
import { type Permission, scopeOf } from "@parley/db/operators";
import type { Actor } from "@parley/db/orders";
import type { Vault } from "@parley/db/secrets";
import { type Language, type WordsOf, wordsIn } from "@parley/words";
import { type AlertActs, alertActsOf } from "../../alerts/acts.ts";
import type { OperatorSession } from "../../auth/operator-session.ts";
import { type OwnPasskeys, ownPasskeysOf } from "../../auth/own-passkeys.ts";
import { createPeople, type People } from "../../auth/people.ts";
import { type OwnSecondFactor, ownSecondFactorOf } from "../../auth/second-factor.ts";
import { type Cases, createCases } from "../../cases/cases.ts";
import { createSignatureExplainer, type SignatureExplainer } from "../../explain/explainer.ts";
import type { Siblings } from "../../http/siblings.ts";
import type { Mailer } from "../../mail/mailer.ts";
import type { Availability } from "../../menus/availability/availability.ts";
import type { CurrentMenu, RefreshOutcome } from "../../menus/current-menu.ts";
import { createFireDrillActs, type FireDrillActs } from "../../menus/fire-drill/acts.ts";
import type { Pictures } from "../../menus/pictures.ts";
import { createRolloutActs, type RolloutActs } from "../../menus/rollout/acts.ts";
import type { SharedLanes } from "../../orders/dispatch/shared-lanes.ts";
import type { OrderActs } from "../../orders/people/acts.ts";
import { type Masking, memberKey } from "../../orders/people/guests/body-mask.ts";
import { guestReferenceOf } from "../../orders/people/guests/search-record.ts";
import type { RecheckSubmit } from "../../orders/people/recheck.ts";
import type { DescribedSetting } from "../../settings/describe.ts";
import type { Conformance } from "../../stores/conformance/run.ts";
import { type SetStorePosOutcome, type StorePosInput, setStorePos } from "../../stores/provisioning/pos.ts";
import { retireKey, rotateKey } from "../../stores/provisioning/pos-keys.ts";
import { createSharedIds, type SharedIds } from "../../stores/provisioning/shared-ids.ts";
import type { Baskets } from "../../test-calls/basket.ts";
import type { TestCalls } from "../../test-calls/test-calls.ts";
import type { LiveFeed } from "../live/live-feed.ts";
import { createLoaders, type Loaders } from "./loaders.ts";

/** What GraphQL needs from the other modules and from the process. */
export interface GraphqlDeps {
  db: Database;
  databaseHealth: { mustAnswer(): Promise<void> };
  /** Opens SharedIds to explain a digest that does not match, and seals those that are added. */
  vault: Vault;
  menus: {
    getCurrent(locationId: LocationId): Promise<CurrentMenu | null>;
    refresh(locationId: LocationId): Promise<RefreshOutcome>;
    forgetMenu(locationId: LocationId): void;
  };
  /** The pictures that stored menus name. */
  pictures: Pick<Pictures, "find">;
  /** The availability of single items, as operators and POSs set it. */
  availability: Availability;
  /** What a person may do about an order that cannot be settled without one. */
  dispatcher: { acts: OrderActs; lanes: Pick<SharedLanes, "stateOf"> };
  /** What would become of a refused submit today; reads only. */
  recheck: RecheckSubmit;
  /** Calls that an operator sends as PAR. */
  testCalls: TestCalls;
  /** What PAR's validate of a basket would be answered. */
  baskets: Baskets;
  /** The other processes behind the same port; left out where there is none. */
  siblings?: Siblings;
  /** Runs of the checks of a class against a store's POS. */
  conformance: Conformance;
  config: {
    masterKey: string;
    demo: boolean;
    graphqlIntrospection: boolean;
    allowLoopbackHttp: boolean;
    adminUrl: string;
    /** The company's identity provider; null or left out where there is none. */
    provider?: { name: string } | null;
    /** Where PAR's calls reach this gateway; `isSet` where somebody said so. */
    parDoor: { url: string; isSet: boolean };
    /** What the process was started with, without secrets. */
    settings: readonly DescribedSetting[];
  };
  /** Null: no e-mail is sent. */
  mailer: Mailer | null;
  log: { error(details: object, message: string): void };
  now: () => Date;
  ledgerNow: () => LedgerNow;
  /** How far the process's clock is ahead of the ledger's, where that is too far. */
  clockWatch: { aheadMs(): number | null };
  /** What happens to orders and calls, as it happens. */
  live: LiveFeed;
  /** Work in the background, which is woken for what was asked here. */
  jobs: { wake(): void };
}

/** One request of an operator: who they are, what they may see, and what the other modules offer. */
export interface GraphqlContext extends Omit<GraphqlDeps, "vault" | "databaseHealth" | "jobs" | "pictures"> {
  operator: OperatorSession | null;
  /** Where they have a permission: nowhere unless a grant gives it. Every query of the database takes it. */
  scopeFor(permission: Permission): Scope;
  /** Whether they have a permission for something of this brand and store. */
  may(permission: Permission, place: Place): boolean;
  /** What of a body is hidden from them that was recorded at this brand and store. */
  maskingAt(place: Place): Masking;
  /** The caller's address, from the socket or a trusted proxy. */
  address: string;
  /** The language that the caller reads, by `Accept-Language`. */
  language: Language;
  /** The texts of a room in that language. */
  words: WordsOf;
  explainer: SignatureExplainer;
  /** A keyed reference to a guest by what somebody typed: nothing can be read from it. */
  guestReference(text: string): string;
  people: People;
  /** What somebody does about their own second factor. */
  secondFactor: OwnSecondFactor;
  /** What somebody does about their own passkeys. */
  passkeys: OwnPasskeys;
  /** What people do about orders, refused calls and issues. */
  cases: Cases;
  sharedIds: SharedIds;
  /** Menus, item by item against the check of their POS. */
  fireDrills: FireDrillActs;
  /** Waiting menus of held stores, let into force in waves. */
  rollouts: RolloutActs;
  /** The change of the key of a store's bridge; the caller asks whether they may. */
  posKeys: {
    rotate(args: Parameters<typeof rotateKey>[1]): ReturnType<typeof rotateKey>;
    retire(args: Parameters<typeof retireKey>[1]): ReturnType<typeof retireKey>;
  };
  /** Sets the POS of a store. */
  setStorePos(input: StorePosInput, by: Actor): Promise<SetStorePosOutcome>;
  /** What the caller may do about channels of alerts; the caller asks whether they may. */
  alertActs(by: Actor): AlertActs;
  /** Looks for work in the background at once, after a job was asked for. */
  wakeJobs(): void;
  /** Told when the request is a mutation, which may take longer than a query, and is done whoever waits. */
  allowMutation(): void;
  /** Told by what judges or writes many thousands of rows, which takes longer still. */
  allowBulk(): void;
  /**
   * Waits until a query may run, among those of its operator and all others.
   * @throws GraphQLError where its operator has too many waiting, or nobody waits any more
   */
  takeTurn(): Promise<void>;
  /** @throws GraphQLError where nobody waits for the query any more */
  mustGoOn(): void;
  loaders: Loaders;
  /** Of a subscription: when its client is gone, and the last event that it saw before. */
  stream: { signal: AbortSignal; lastEventId: string | null };
}

/** The context of one request; loaders live as long as it does. */
export function createGraphqlContext(
  deps: GraphqlDeps,
  request: { operator: OperatorSession | null; address: string; language: Language },
): GraphqlContext {
  const grants = request.operator?.grants ?? [];
  const { revealedBy, members } = request.operator?.redaction ?? { revealedBy: "admins", members: [] };
  const hiddenMembers = new Set(members.map(memberKey));
  // Where admins alone may reveal, whoever may administer people may.
  const askedFor = (permission: Permission) =>
    permission === "guests.reveal" && revealedBy === "admins" ? "operators.edit" : permission;
  const scopes = new Map<Permission, Scope>();
  function scopeFor(permission: Permission): Scope {
    const scope = scopes.get(permission) ?? scopeOf(grants, askedFor(permission));
    scopes.set(permission, scope);
    return scope;
  }
  return {
    db: deps.db,
    explainer: createSignatureExplainer(deps),
    guestReference: (text) => guestReferenceOf(deps.vault, text),
    people: createPeople({ ...deps, adminUrl: deps.config.adminUrl }),
    passkeys: ownPasskeysOf(deps),
    secondFactor: ownSecondFactorOf({ ...deps, adminUrl: deps.config.adminUrl }),
    cases: createCases(deps),
    sharedIds: createSharedIds({ ...deps, demo: deps.config.demo }),
    fireDrills: createFireDrillActs({ ...deps, wake: () => deps.jobs.wake() }),
    rollouts: createRolloutActs({
      ...{ ...deps, wake: () => deps.jobs.wake(), onChange: deps.menus.forgetMenu },
    }),
    posKeys: {
      rotate: (args) => rotateKey({ ...deps, now: deps.now() }, args),
      retire: (args) => retireKey({ ...deps, now: deps.now() }, args),
    },
    setStorePos: (input, by) => setStorePos({ ...deps, ...deps.config, by, now: deps.now() }, input),
    alertActs: (by) =>
      alertActsOf(
        { ...deps, adminUrl: deps.config.adminUrl, guard: deps.config, wake: () => deps.jobs.wake() },
        { by, words: wordsIn(request.language) },
      ),
    menus: deps.menus,
    availability: deps.availability,
    dispatcher: deps.dispatcher,
    recheck: deps.recheck,
    testCalls: deps.testCalls,
    baskets: deps.baskets,
    conformance: deps.conformance,
    config: deps.config,
    wakeJobs: () => deps.jobs.wake(),
    mailer: deps.mailer,
    log: deps.log,
    now: deps.now,
    allowMutation: () => {},
    allowBulk: () => {},
    takeTurn: async () => {},
    mustGoOn: () => {},
    ledgerNow: deps.ledgerNow,
    clockWatch: deps.clockWatch,
    live: deps.live,
    ...request,
    words: wordsIn(request.language),
    scopeFor,
    may: (permission, place) => covers(scopeFor(permission), place),
    maskingAt: (place) => ({
      hiding: covers(scopeFor("guests.read"), place) ? "contacts" : "everything",
      members: hiddenMembers,
    }),
    loaders: createLoaders(deps, scopeFor),
    stream: { signal: new AbortController().signal, lastEventId: null },
  };
}
