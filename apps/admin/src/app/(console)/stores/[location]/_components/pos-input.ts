import type { VariablesOf } from "@/graphql/document.ts";
import type { setPos } from "../set-pos.graphql.ts";
import type { Store } from "../store.graphql.ts";

export type SetPosInput = VariablesOf<typeof setPos>["input"];

/** A POS as a form holds it: numbers are what was typed. */
export interface PosGiven {
  kind: SetPosInput["kind"];
  url: string;
  store: string;
  /** `STAND_IN`: a program on this machine plays Square; it listens at `url`. */
  environment: NonNullable<SetPosInput["environment"]> | "STAND_IN";
  key: "make" | "give" | "keep";
  keyText: string;
  adapterClass: NonNullable<SetPosInput["adapterClass"]>;
  canVoid: boolean;
  quietSeconds: string;
  prepMinutes: string;
  deliveryAs: NonNullable<SetPosInput["deliveryAs"]>;
  dineInAs: NonNullable<SetPosInput["dineInAs"]>;
  slots: string;
  whenUnreachable: NonNullable<SetPosInput["whenUnreachable"]>;
}

/** What a store's form begins with: the POS that it has, or a new one of the bridge. */
export function posGivenOf({ pos }: Pick<Store, "pos">): PosGiven {
  const isSet = pos.kind !== "none";
  return {
    kind: pos.kind === "square" ? "SQUARE" : "BRIDGE",
    // Where Square listens is no choice, and nothing that a POS of the bridge begins with.
    url: pos.kind === "square" && pos.environment !== "stand_in" ? "" : (pos.url ?? ""),
    store: pos.store ?? "",
    environment: ENVIRONMENTS[pos.environment ?? ""] ?? "PRODUCTION",
    key: isSet ? "keep" : "make",
    keyText: "",
    adapterClass: isClass(pos.adapterClass) ? pos.adapterClass : "D",
    canVoid: pos.canVoid,
    quietSeconds: String(pos.quietPeriodSeconds ?? ""),
    prepMinutes: String(pos.prepMinutes ?? ""),
    deliveryAs: pos.deliveryAs === "delivery" ? "DELIVERY" : "PICKUP",
    dineInAs: pos.dineInAs === "in_store" ? "IN_STORE" : "PICKUP",
    slots: String(pos.slots),
    whenUnreachable: pos.whenUnreachable === "error" ? "ERROR" : "HOLD",
  };
}

const ENVIRONMENTS: Readonly<Record<string, PosGiven["environment"]>> = {
  sandbox: "SANDBOX",
  stand_in: "STAND_IN",
};

export const CLASSES = ["A", "B", "C", "D"] as const;

function isClass(text: string): text is PosGiven["adapterClass"] {
  return CLASSES.some((each) => each === text);
}

/** What a form says, for the API: of each kind what it has. */
export function inputOf(given: PosGiven): Omit<SetPosInput, "locationId" | "expectedVersion"> {
  const { kind, store, key, keyText, adapterClass, whenUnreachable } = given;
  const secret =
    key === "give" ? { key: keyText } : key === "make" && kind === "BRIDGE" ? { makeKey: true } : {};
  const use = { slots: Number(given.slots), whenUnreachable };
  if (kind === "SQUARE") return { kind, store, ...squareOf(given), ...secret, ...use };
  const quiet = adapterClass === "C" && given.quietSeconds !== "";
  return {
    ...{ kind, store, url: given.url, adapterClass, canVoid: given.canVoid },
    ...(quiet && { quietPeriodSeconds: Number(given.quietSeconds) }),
    ...secret,
    ...use,
  };
}

function squareOf({ environment, url, prepMinutes, deliveryAs, dineInAs }: PosGiven) {
  const server = environment === "STAND_IN" ? { url } : { environment };
  return { ...server, prepMinutes: Number(prepMinutes), deliveryAs, dineInAs };
}
