import type { StoreClass } from "./history.ts";
import type { TcpProxy } from "./net/proxy.ts";
import type { Postgres } from "./postgres.ts";
import type { ProvisionedStore, StorePlan } from "./provision.ts";
import type { Random } from "./random.ts";

/** What a drill says of its world before there is one. */

export interface DrillStore extends ProvisionedStore {
  /** Between the gateway and this store's POS. */
  wire: TcpProxy;
}

export interface WorldPlan {
  name: string;
  dir: string;
  random: Random;
  postgres: Postgres;
  /** The bundled API and POS. */
  programs: { api: string; pos: string };
  /** API processes that stay. Default 2. */
  apis?: number;
  /** Multiplies every wait. */
  timeScale?: number;
  /** More settings for every API process. */
  env?: Readonly<Record<string, string>>;
  /** By default one of each class. */
  stores?: readonly Omit<StorePlan, "posUrl">[];
  /** So many more tills of each store, of its class, which the store does not speak to yet: see `spareTill`. */
  spareTills?: number;
  /** How long an order waits for the person, before scaling; by default as long as a call to a store takes. */
  personPatienceMs?: number;
}

export interface StartOptions {
  env?: Readonly<Record<string, string>>;
  /** Puts a proxy between it and PostgreSQL. */
  isWired?: boolean;
  port?: number;
  /** Another bundled API than this repository's. */
  main?: string;
  /** A file that says by how many milliseconds its time of day is off; read again and again. */
  clockFile?: string;
}

export const CLASSES: readonly StoreClass[] = ["A", "B", "C", "D"];

/** One store of each class. */
export const DEFAULT_STORES: NonNullable<WorldPlan["stores"]> = CLASSES.map((storeClass) => ({
  code: `DR-${storeClass}`,
  storeClass,
}));
