import type { IncomingMessage } from "node:http";
import type { Database } from "@parley/db";
import { type ClientAddress, createClientAddress } from "../http/client-address.ts";
import { createDevices } from "./device.ts";
import { type AuthLibrary, createLibrary, type LibraryConfig } from "./library.ts";
import { type OperatorSession, readOperator } from "./operator-session.ts";
import { trustedOriginsOf } from "./origin.ts";
import { createSignInLimit, type SignInLimit } from "./sign-in-limit.ts";

export interface AuthConfig extends LibraryConfig {
  /** The secret by which the admin's server proves who it is; null: it cannot. */
  adminSecret: string | null;
  /** The demo alone lets its published password in. */
  demo: boolean;
}

/** Everything about who an operator is. `authRouter` serves sign-in; GraphQL asks `readOperator`. */
export interface Auth {
  readonly db: Database;
  readonly config: AuthConfig;
  readonly library: AuthLibrary;
  /** The only origins whose pages may send a cookie along. */
  readonly trustedOrigins: readonly string[];
  readonly now: () => Date;
  readonly signInLimit: SignInLimit;
  /** The address of a request's client, through the admin too. */
  readonly addressOf: ClientAddress;
  /**
   * The operator of a request, by its session cookie or its `Bearer parley_key_…`; null for an
   * unauthenticated caller. `isIdle`: nobody did anything, so a session is not prolonged by it.
   */
  readOperator(
    req: Pick<IncomingMessage, "headers">,
    options?: { isIdle: boolean },
  ): Promise<OperatorSession | null>;
}

/** Sets up sign-in. Opens no connection: it uses the caller's pool. */
export function createAuth(args: { db: Database; config: AuthConfig; now: () => Date }): Auth {
  const { db, config, now } = args;
  const library = createLibrary({ db, config });
  return {
    db,
    config,
    library,
    now,
    signInLimit: createSignInLimit({ db, devices: createDevices(config), now }),
    addressOf: createClientAddress(config.adminSecret),
    trustedOrigins: trustedOriginsOf(config.adminUrl),
    readOperator: (req, { isIdle } = { isIdle: false }) =>
      readOperator({ db, library, headers: req.headers, now: now(), isIdle }),
  };
}
