import type { IncomingMessage } from "node:http";
import type { Database } from "@parley/db";
import { noteApiKeyUse } from "@parley/db/operators";
import { type ClientAddress, createClientAddress } from "../http/client-address.ts";
import { createDevices } from "./device.ts";
import { type AuthLibrary, createLibrary, type LibraryConfig } from "./library.ts";
import { type OperatorSession, readExpiry, readOperator } from "./operator-session.ts";
import { trustedOriginsOf } from "./origin.ts";
import type { ProviderSettings } from "./provider/client.ts";
import { createSignInLimit, type SignInLimit } from "./sign-in-limit.ts";

export interface AuthConfig extends LibraryConfig {
  /** The secret by which the admin's server proves who it is; null: it cannot. */
  adminSecret: string | null;
  /** The demo alone lets its published password in. */
  demo: boolean;
  /** The company's identity provider; null or left out where there is none. */
  provider?: ProviderSettings | null;
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
  /** Since when the API key of a request is over, for whoever has it and is refused; null where that is not why. */
  readExpiry(req: Pick<IncomingMessage, "headers">): Promise<Date | null>;
}

/** Sets up sign-in. Opens no connection: it uses the caller's pool. */
export function createAuth(args: {
  db: Database;
  config: AuthConfig;
  now: () => Date;
  log?: { warn(details: object, message: string): void };
}): Auth {
  const { db, config, now, log } = args;
  const library = createLibrary({ db, config, now });
  const onKeyUse = (keyId: string) => {
    noteApiKeyUse(db, { keyId, now: now() }).catch((error) =>
      log?.warn({ err: error }, "the use of an API key was not noted"),
    );
  };
  return {
    db,
    config,
    library,
    now,
    signInLimit: createSignInLimit({ db, devices: createDevices(config), now }),
    addressOf: createClientAddress(config.adminSecret),
    trustedOrigins: trustedOriginsOf(config.adminUrl),
    readOperator: (req, { isIdle } = { isIdle: false }) =>
      readOperator({ db, library, headers: req.headers, now: now(), onKeyUse, isIdle }),
    readExpiry: (req) => readExpiry({ db, headers: req.headers, now: now() }),
  };
}
