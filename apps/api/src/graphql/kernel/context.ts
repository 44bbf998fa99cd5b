import type { BrandScope, Database, LedgerNow, LocationId } from "@parley/db";
import { scopeOf } from "@parley/db/operators";
import type { Vault } from "@parley/db/secrets";
import type { OperatorSession } from "../../auth/operator-session.ts";
import { createPeople, type People } from "../../auth/people.ts";
import { createSignatureExplainer, type SignatureExplainer } from "../../explain/explainer.ts";
import type { Availability } from "../../menus/availability/availability.ts";
import type { CurrentMenu, RefreshOutcome } from "../../menus/current-menu.ts";
import type { OrderActs } from "../../orders/people/acts.ts";
import { createSharedIds, type SharedIds } from "../../stores/provisioning/shared-ids.ts";
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
  };
  /** The availability of single items, as operators and POSs set it. */
  availability: Availability;
  /** What a person may do about an order that cannot be settled without one. */
  dispatcher: { acts: OrderActs };
  config: { masterKey: string; demo: boolean; graphqlIntrospection: boolean };
  log: { error(details: object, message: string): void };
  now: () => Date;
  ledgerNow: () => LedgerNow;
  /** How far the process's clock is ahead of the ledger's, where that is too far. */
  clockWatch: { aheadMs(): number | null };
}

/** One request of an operator: who they are, what they may see, and what the other modules offer. */
export interface GraphqlContext extends Omit<GraphqlDeps, "vault" | "databaseHealth"> {
  operator: OperatorSession | null;
  /** The brands that they may see; every query of the database takes it. */
  scope: BrandScope;
  /** The brands whose guests they may see unmasked. */
  guestScope: BrandScope;
  /** The brands that they may change. */
  adminScope: BrandScope;
  /** The caller's address, from the socket or a trusted proxy. */
  address: string;
  explainer: SignatureExplainer;
  people: People;
  sharedIds: SharedIds;
  /** Told when the request is a mutation, which may take longer than a query. */
  allowMutation(): void;
  loaders: Loaders;
}

const NOTHING: BrandScope = { all: false, brandIds: [] };

/** The context of one request; loaders live as long as it does. */
export function createGraphqlContext(
  deps: GraphqlDeps,
  request: { operator: OperatorSession | null; address: string },
): GraphqlContext {
  const grants = request.operator?.grants;
  const scope = grants === undefined ? NOTHING : scopeOf(grants, "viewer");
  return {
    db: deps.db,
    explainer: createSignatureExplainer(deps),
    people: createPeople(deps),
    sharedIds: createSharedIds({ ...deps, demo: deps.config.demo }),
    menus: deps.menus,
    availability: deps.availability,
    dispatcher: deps.dispatcher,
    config: deps.config,
    log: deps.log,
    now: deps.now,
    allowMutation: () => {},
    ledgerNow: deps.ledgerNow,
    clockWatch: deps.clockWatch,
    ...request,
    scope,
    guestScope: grants === undefined ? NOTHING : scopeOf(grants, "support"),
    adminScope: grants === undefined ? NOTHING : scopeOf(grants, "admin"),
    loaders: createLoaders(deps, scope),
  };
}

/** Whether a brand is in a scope. */
export function covers(scope: BrandScope, brandId: string | null): boolean {
  return scope.all || (brandId !== null && scope.brandIds.includes(brandId));
}
