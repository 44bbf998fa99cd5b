import { type Database, everyBrand, idFrom, type LocationId, type Scope } from "@parley/db";
import { type AlertChannel, listChannelsById } from "@parley/db/alerts";
import { type Case, type CaseEvent, type CaseSubject, listCaseEvents, listCases } from "@parley/db/cases";
import { type Connection, type ConnectionSecret, listConnections, listSecrets } from "@parley/db/connections";
import {
  type Exchange,
  type ExchangeBody,
  listExchangeBodies,
  listExchangesById,
  listRefusedContents,
  type RefusedContent,
  type RefusedFate,
  readRefusedFates,
} from "@parley/db/exchanges";
import { listMappings, type Mapping, type MappingKind } from "@parley/db/mappings";
import {
  type FireDrill,
  listLastFireDrills,
  listMenuServings,
  listMenusInForce,
  listWaitingVersions,
  type MenuServing,
  type MenuVersionHead,
} from "@parley/db/menus";
import {
  type ApiKey,
  countPasskeys,
  listApiKeys,
  listInvited,
  listIssuers,
  listLastSeen,
  listOperators,
  type Permission,
  type Session,
} from "@parley/db/operators";
import {
  getOrderTrace,
  listOrdersById,
  type Order,
  type OrderTrace,
  readUsualTime,
  type UsualTime,
} from "@parley/db/orders";
import { listErasedAt, listRetentionPolicies, type RetentionPolicy } from "@parley/db/retention";
import { listShares, type OpenedShare } from "@parley/db/shares";
import {
  type Brand,
  type FormerPosFacts,
  type Location,
  listBrands,
  listFormerPosById,
  listLocations,
  listPausesAt,
  listPausesById,
  listPosKeys,
  NO_PULSE,
  type PosKey,
  readStorePulses,
  type SaidPause,
  type StorePulse,
} from "@parley/db/stores";
import DataLoader from "dataloader";
import { openSessions } from "../../auth/sessions.ts";
import type { CurrentMenu } from "../../menus/current-menu.ts";
import type { Menus } from "../../menus/menus.ts";
import type { OrderActs } from "../../orders/people/acts.ts";
import type { PossibleAct } from "../../orders/people/possible-acts.ts";
import { TARGETS, type Target } from "../../stores/mappings/targets.ts";

/**
 * Rows that fields refer to, read in batches and once per request. A brand, location or connection belongs to
 * a row that the operator was allowed to read, so it is looked up by id alone: for its name. Whatever else it has
 * asks for its own permission. Lists of other rows are
 * filtered by the operator's scope.
 */
export interface Loaders {
  alertChannel: DataLoader<string, AlertChannel>;
  brand: DataLoader<string, Brand>;
  location: DataLoader<string, Location>;
  connection: DataLoader<string, Connection>;
  /** Whether the operator may see a connection itself, and not only that a row of theirs came on it. */
  connectionIsReadable: DataLoader<string, boolean>;
  /** The secrets of a connection, newest first. */
  secrets: DataLoader<string, ConnectionSecret[]>;
  /** The menu in force of a location, without content. */
  menuHead: DataLoader<LocationId, MenuVersionHead | null>;
  /** What the POS of a held store gave last, where that waits. */
  waitingMenu: DataLoader<LocationId, MenuVersionHead | null>;
  /** The last fire drill of a store that the operator may see. */
  lastFireDrill: DataLoader<LocationId, FireDrill | null>;
  /** To whom a version of a menu was served. */
  menuServings: DataLoader<string, MenuServing[]>;
  /** The menu of a location with its overrides, read once for all fields of an answer, so that they agree. */
  currentMenu: DataLoader<LocationId, CurrentMenu | null>;
  /** A POS that a store had before, by the name that its orders have for it; null where it is that of now. */
  formerPos: DataLoader<string, FormerPosFacts | null>;
  /** The last signs of life of a store that the operator may see. */
  storePulse: DataLoader<LocationId, StorePulse>;
  /** The keys of a store's bridge, newest first. The store was read within the scope. */
  posKeys: DataLoader<LocationId, PosKey[]>;
  /** What was said of the pauses that a store or a connection is in now. */
  pausesNow: DataLoader<string, SaidPause[]>;
  /** Why something was paused, by the id that the audit names; null where that is not known. */
  pauseReason: DataLoader<string, string | null>;
  /** An exchange that the operator may see, by its id; without its bodies. */
  exchange: DataLoader<string, Exchange | null>;
  bodies: DataLoader<string, ExchangeBody | null>;
  /** When the guest of an order or call was erased; null where nobody was. The row was read within the scope. */
  erasedAt: DataLoader<string, Date | null>;
  trace: DataLoader<string, OrderTrace | null>;
  /** An order that the operator may see, by its id. */
  order: DataLoader<string, Order | null>;
  /** What a person may do about an order, judged once for all fields of an answer, so that they agree. */
  possibleActs: DataLoader<Order, PossibleAct[], string>;
  /** What else PAR sent about a refused submit. */
  refusedFate: DataLoader<Exchange, RefusedFate | null, string>;
  /** What the body of a refused submit says; null where nobody could read it. The call was read within the scope. */
  refusedContent: DataLoader<string, RefusedContent | null>;
  /** What people did about a subject that the operator may see; null where nobody did anything. */
  case: DataLoader<CaseSubject, Case | null, string>;
  /** Everything that was done about a case, the oldest first. */
  caseEvents: DataLoader<string, CaseEvent[]>;
  /** Links to an order, the oldest first. */
  shares: DataLoader<string, OpenedShare[]>;
  /** How long the other orders of an order's store take to be placed; null where there are too few to tell. */
  usualTime: DataLoader<Order, UsualTime | null>;
  /** The API keys of an operator, newest first. */
  apiKeys: DataLoader<string, ApiKey[]>;
  /** The open sessions of an operator. */
  sessions: DataLoader<string, Session[]>;
  /** When an operator was last in the admin; null for never. */
  lastSeen: DataLoader<string, Date | null>;
  /** Of who has no password yet: until when their link is open, null where none is. Undefined for all others. */
  passkeys: DataLoader<string, number>;
  isTiedToProvider: DataLoader<string, boolean>;
  invitedUntil: DataLoader<string, Date | null | undefined>;
  /** The name of an operator, or null for an id that is not an operator's. */
  operatorName: DataLoader<string, string | null>;
  /** The name of what a PAR id means by now, as far as the operator may know; null if nothing. */
  mappedTo: DataLoader<MappedId, string | null, string>;
  /** Every mapping of a kind that is in force in the operator's brands, read at most once. */
  mappings(kind: MappingKind): Promise<Mapping[]>;
  /** How long what is recorded is kept, of every brand, read at most once: for what was recorded at rows that they may read. */
  retention(): Promise<RetentionPolicy[]>;
  /** Everything in the operator's brands that a PAR id of a kind can mean, read at most once. */
  targets(kind: MappingKind): Promise<Target[]>;
}

/** A PAR id of one connection. */
export interface MappedId {
  kind: MappingKind;
  connectionId: string;
  parId: string;
}

/** Mappings of one operator's brands that one request may look through. */
const MAPPINGS_MAX = 100_000;

export function createLoaders(
  {
    db,
    menus,
    dispatcher,
    now,
  }: {
    db: Database;
    now: () => Date;
    menus: Pick<Menus, "getCurrent">;
    dispatcher: { acts: Pick<OrderActs, "possible"> };
  },
  scopeFor: (permission: Permission) => Scope,
): Loaders {
  const mappings = new Map<MappingKind, Promise<Mapping[]>>();
  const targets = new Map<MappingKind, Promise<Target[]>>();
  let limits: Promise<RetentionPolicy[]> | undefined;
  return {
    alertChannel: byId("channel", (ids) => listChannelsById(db, ids)),
    brand: byId("brand", (ids) => listBrands(db, { scope: everyBrand, ids })),
    location: byId("location", (ids) =>
      listLocations(db, { scope: everyBrand, ids: ids.map((id) => idFrom("loc", id)) }),
    ),
    connection: byId("connection", (ids) => listConnections(db, { scope: everyBrand, ids })),
    connectionIsReadable: new DataLoader(async (ids) => {
      const rows = await listConnections(db, { scope: scopeFor("connections.read"), ids });
      return ids.map((id) => rows.some((row) => row.id === id));
    }),
    secrets: new DataLoader(async (ids) => {
      const rows = await listSecrets(db, ids);
      return ids.map((id) => rows.filter((row) => row.connectionId === id));
    }),
    menuHead: new DataLoader(async (ids) => {
      const rows = await listMenusInForce(db, { scope: scopeFor("stores.read"), locationIds: ids });
      return ids.map((id) => rows.find((row) => row.locationId === id) ?? null);
    }),
    waitingMenu: new DataLoader(async (ids) => {
      const rows = await listWaitingVersions(db, { scope: scopeFor("stores.read"), locationIds: ids });
      return ids.map((id) => rows.find((row) => row.locationId === id) ?? null);
    }),
    lastFireDrill: new DataLoader(async (ids) => {
      const rows = await listLastFireDrills(db, { scope: scopeFor("stores.read"), locationIds: ids });
      return ids.map((id) => rows.find((row) => row.locationId === id) ?? null);
    }),
    menuServings: new DataLoader(async (ids) => {
      const rows = await listMenuServings(db, ids);
      return ids.map((id) => rows.filter(({ menuId }) => menuId === id));
    }),
    currentMenu: new DataLoader((ids) => Promise.all(ids.map((id) => menus.getCurrent(id)))),
    formerPos: new DataLoader(async (ids) => {
      const rows = await listFormerPosById(db, ids);
      return ids.map((id) => rows.find((row) => row.id === id) ?? null);
    }),
    storePulse: new DataLoader(async (ids) => {
      const pulses = await readStorePulses(db, ids);
      return ids.map((id) => pulses.get(id) ?? NO_PULSE);
    }),
    posKeys: new DataLoader(async (ids) => {
      const rows = await listPosKeys(db, ids);
      return ids.map((id) => rows.filter(({ locationId }) => locationId === id));
    }),
    pausesNow: new DataLoader(async (ids) => {
      const rows = await listPausesAt(db, { subjectIds: ids, at: now() });
      return ids.map((id) => rows.filter(({ subjectId }) => subjectId === id));
    }),
    pauseReason: new DataLoader(async (ids) => {
      const rows = await listPausesById(db, ids);
      return ids.map((id) => rows.find((row) => row.id === id)?.reason ?? null);
    }),
    exchange: new DataLoader(async (ids) => {
      const rows = await listExchangesById(db, { scope: scopeFor("orders.read"), ids });
      return ids.map((id) => rows.find((row) => row.id === id) ?? null);
    }),
    bodies: new DataLoader(async (ids) => {
      const rows = await listExchangeBodies(db, { scope: scopeFor("orders.read"), exchangeIds: ids });
      return ids.map((id) => rows.find((row) => row.exchangeId === id) ?? null);
    }),
    erasedAt: new DataLoader(async (ids) => {
      const found = await listErasedAt(db, ids);
      return ids.map((id) => found.get(id) ?? null);
    }),
    order: new DataLoader(async (ids) => {
      const rows = await listOrdersById(db, { scope: scopeFor("orders.read"), ids });
      return ids.map((id) => rows.find((row) => row.id === id) ?? null);
    }),
    possibleActs: new DataLoader((rows) => Promise.all(rows.map((row) => dispatcher.acts.possible(row))), {
      cacheKeyFn: ({ id }) => id,
    }),
    refusedFate: new DataLoader(
      async (calls) => {
        const fates = await readRefusedFates(db, calls);
        return calls.map(({ id }) => fates.find(({ exchangeId }) => exchangeId === id) ?? null);
      },
      { cacheKeyFn: ({ id }) => id },
    ),
    refusedContent: new DataLoader(async (ids) => {
      const contents = await listRefusedContents(db, ids);
      return ids.map((id) => contents.get(id) ?? null);
    }),
    trace: new DataLoader((ids) =>
      Promise.all(ids.map((orderId) => getOrderTrace(db, { scope: scopeFor("orders.read"), orderId }))),
    ),
    case: new DataLoader(
      async (subjects) => {
        const kinds = [...new Set(subjects.map(({ kind }) => kind))];
        const ofKind = kinds.map((kind) =>
          listCases(db, { kind, ids: subjects.filter((one) => one.kind === kind).map(({ id }) => id) }),
        );
        const rows = new Map((await Promise.all(ofKind)).flat().map((row) => [keyOf(subjectOf(row)), row]));
        return subjects.map((subject) => rows.get(keyOf(subject)) ?? null);
      },
      { cacheKeyFn: keyOf },
    ),
    caseEvents: new DataLoader(async (ids) => {
      const rows = await listCaseEvents(db, ids);
      return ids.map((id) => rows.filter((row) => row.caseId === id));
    }),
    shares: new DataLoader(async (ids) => {
      const rows = await listShares(db, ids);
      return ids.map((id) => rows.filter((row) => row.orderId === id));
    }),
    usualTime: new DataLoader((rows) =>
      Promise.all(rows.map(({ id, locationId }) => readUsualTime(db, { locationId, exceptOrderId: id }))),
    ),
    apiKeys: new DataLoader(async (ids) => {
      const rows = await listApiKeys(db, ids);
      return ids.map((id) => rows.filter((row) => row.operatorId === id));
    }),
    sessions: new DataLoader(async (ids) => {
      const rows = await openSessions({ db, now: now() }, ids);
      return ids.map((id) => rows.filter(({ operatorId }) => operatorId === id));
    }),
    passkeys: new DataLoader(async (ids) => {
      const counts = await countPasskeys(db, ids);
      return ids.map((id) => counts.get(id) ?? 0);
    }),
    isTiedToProvider: new DataLoader(async (ids) => {
      const issuers = await listIssuers(db, ids);
      return ids.map((id) => issuers.has(id));
    }),
    lastSeen: new DataLoader(async (ids) => {
      const seen = await listLastSeen(db, ids);
      return ids.map((id) => seen.get(id) ?? null);
    }),
    invitedUntil: new DataLoader(async (ids) => {
      const invited = await listInvited(db, ids);
      return ids.map((id) => invited.get(id));
    }),
    operatorName: new DataLoader(async (ids) => {
      const rows = await listOperators(db, { ids });
      return ids.map((id) => rows.find(({ operator }) => operator.id === id)?.operator.name ?? null);
    }),
    mappedTo: new DataLoader(
      async (ids) => {
        const ofKind = [...new Set(ids.map(({ kind }) => kind))].map((kind) => {
          const parIds = ids.filter((id) => id.kind === kind).map(({ parId }) => parId);
          const filter = { parIds, limit: MAPPINGS_MAX };
          return listMappings(db, { scope: scopeFor("mappings.read"), kind, filter });
        });
        const names = new Map(
          (await Promise.all(ofKind)).flat().map((row) => [keyOfId(row), row.targetName]),
        );
        return ids.map((id) => names.get(keyOfId(id)) ?? null);
      },
      { cacheKeyFn: keyOfId },
    ),
    retention() {
      limits ??= listRetentionPolicies(db);
      return limits;
    },
    mappings(kind) {
      const args = { scope: scopeFor("mappings.read"), kind, filter: { limit: MAPPINGS_MAX } };
      const read = mappings.get(kind) ?? listMappings(db, args);
      mappings.set(kind, read);
      return read;
    },
    targets(kind) {
      const read = targets.get(kind) ?? TARGETS[kind].list(db, { scope: scopeFor("mappings.read") });
      targets.set(kind, read);
      return read;
    },
  };
}

function keyOfId({ kind, connectionId, parId }: MappedId): string {
  return JSON.stringify([kind, connectionId, parId]);
}

function byId<Row extends { id: string }>(what: string, list: (ids: readonly string[]) => Promise<Row[]>) {
  return new DataLoader<string, Row>(async (ids) => {
    const rows = new Map((await list(ids)).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? new Error(`A row names the ${what} ${id}, which does not exist.`));
  });
}

const keyOf = ({ kind, id }: CaseSubject): string => `${kind} ${id}`;
const subjectOf = ({ subjectKind: kind, subjectId: id }: Case): CaseSubject => ({ kind, id });
