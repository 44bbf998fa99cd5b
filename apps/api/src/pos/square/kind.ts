import { definePosKind } from "../kind.ts";
import { SquareAdapter } from "./adapter.ts";
import { squareSettings } from "./settings.ts";
import { writeSpellings } from "./spellings.ts";

/** Where Square itself listens (its SDK's `SquareEnvironment`). */
const ENVIRONMENTS = {
  production: "https://connect.squareup.com",
  sandbox: "https://connect.squareupsandbox.com",
} as const;

export const squareKind = definePosKind({
  settings: squareSettings,
  secret: {
    name: "an access token",
    // Square's tokens are opaque; a text that cannot be sent in a header is not a token.
    parse: (text) => (/^[\x21-\x7e]{16,1024}$/.test(text) ? text : null),
    fault: "square_token",
    origin: {
      kind: "given",
      source: "Square makes its access tokens itself: take one from Square's Developer Dashboard.",
    },
  },
  needsUrl: false,
  canCheck: true,
  compose: ({ store, environment, url, quietPeriodS }) =>
    writeSpellings({
      location_id: store,
      ...(environment === undefined ? {} : { environment }),
      ...(url === undefined ? {} : { base_url: url }),
      ...(quietPeriodS === undefined ? {} : { quiet_period_s: quietPeriodS }),
    }),
  keeps: ["prep_minutes", "delivery_as", "dine_in_as"],
  problems: {
    location_id: { field: "store", fault: "square_location" },
  },
  describe: (settings) => ({
    url: settings.base_url ?? ENVIRONMENTS[settings.environment],
    store: settings.location_id,
    environment: settings.environment,
    // SquareAdapter proves this class in the conformance suite; no setting changes it.
    adapterClass: "A",
    canVoid: false,
    quietPeriodS: settings.quiet_period_s,
    summary: `${settings.location_id} ${settings.environment}`,
  }),
  create: ({ settings, secret: token, url, dispatcher, now, quietPeriodMs }) =>
    new SquareAdapter({ target: { dispatcher, url, token, now }, settings, quietPeriodMs }),
});
