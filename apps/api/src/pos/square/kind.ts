import { isLoopbackUrl } from "../http/guard.ts";
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
  compose: ({ store, environment, url, quietPeriodS, prepMinutes, deliveryAs, dineInAs }) =>
    writeSpellings({
      location_id: store,
      ...(environment === undefined ? {} : { environment }),
      ...(url === undefined ? {} : { base_url: url }),
      ...(quietPeriodS === undefined ? {} : { quiet_period_s: quietPeriodS }),
      // Undefined takes the place of what is kept: nothing is stored then.
      ...(prepMinutes === undefined ? {} : { prep_minutes: prepMinutes === 0 ? undefined : prepMinutes }),
      ...(deliveryAs === undefined ? {} : { delivery_as: deliveryAs }),
      ...(dineInAs === undefined ? {} : { dine_in_as: dineInAs }),
    }),
  keeps: ["prep_minutes", "delivery_as", "dine_in_as"],
  problems: {
    location_id: { field: "store", fault: "square_location" },
    prep_minutes: { field: "prep_minutes", fault: "prep_minutes" },
  },
  // Whoever has the seller's token may take the seller's money: it goes to Square, or stays on this machine (ADR 0051).
  forbids: ({ base_url: url }) =>
    url === undefined || isLoopbackUrl(url) ? null : { field: "url", fault: "square_elsewhere" },
  describe: (settings) => ({
    url: settings.base_url ?? ENVIRONMENTS[settings.environment],
    store: settings.location_id,
    environment: settings.base_url === undefined ? settings.environment : "stand_in",
    // SquareAdapter proves this class in the conformance suite; no setting changes it.
    adapterClass: "A",
    canVoid: false,
    quietPeriodS: settings.quiet_period_s,
    showing: {
      prepMinutes: settings.prep_minutes ?? null,
      deliveryAs: settings.delivery_as,
      dineInAs: settings.dine_in_as,
    },
    summary: `${settings.location_id} ${settings.base_url ?? settings.environment}`,
  }),
  create: ({ settings, secret: token, url, dispatcher, now, quietPeriodMs }) =>
    new SquareAdapter({ target: { dispatcher, url, token, now }, settings, quietPeriodMs }),
});
