import { idFrom, type LocationId } from "@parley/db";
import type { AmountRange, OrderFilter } from "@parley/db/orders";
import type { SubmitFilter as Filter } from "@parley/db/submits";
import { INSTANT_MS } from "@parley/limits";
import { callMatchesOf } from "../explain/causes/call-cause.ts";
import type { CauseClass as Cause } from "../explain/causes/cause-class.ts";
import { orderMatchesOf } from "../explain/causes/order-cause.ts";
import { orderStatesOf, type SubmitState as State, submitStates } from "./submit-state.ts";

const MINUTE_MS = 60_000;

/** What a list of submits is narrowed by, as GraphQL, the command line and saved views ask for it. */
export interface SubmitsAskedFor {
  states?: readonly State[] | null | undefined;
  causes?: readonly Cause[] | null | undefined;
  disputed?: boolean | null | undefined;
  brandId?: string | null | undefined;
  locationId?: string | null | undefined;
  minHundredths?: number | null | undefined;
  maxHundredths?: number | null | undefined;
  from?: Date | null | undefined;
  to?: Date | null | undefined;
  minAgeMinutes?: number | null | undefined;
  includeUnauthenticated?: boolean | null | undefined;
}

/**
 * The two halves of a filter: of orders, and of refused submits.
 *
 * @param within the orders of an issue, where only those are asked for; null where no order is of it
 */
export function submitFilterOf(
  input: SubmitsAskedFor | null | undefined,
  now: Date,
  within?: OrderFilter | null,
): Filter {
  const { states, causes, disputed, minHundredths, maxHundredths } = input ?? {};
  const shared = { ...placeAndTimeOf(input, now), amount: amountOf(minHundredths, maxHundredths) };
  const wanted = states ?? submitStates;
  const orderStates = states ? orderStatesOf(wanted) : undefined;
  const isForRefused = wanted.includes("refused") && disputed !== true && within === undefined;
  return {
    orders:
      orderStates?.length === 0 || within === null
        ? null
        : {
            ...shared,
            states: orderStates,
            isDisputed: disputed ?? undefined,
            matches: causes ? orderMatchesOf(causes) : undefined,
            within,
          },
    refused: isForRefused
      ? {
          ...shared,
          matches: causes ? callMatchesOf(causes).filter(({ kind }) => kind === "par") : undefined,
          includeUnauthenticated: input?.includeUnauthenticated ?? undefined,
        }
      : null,
  };
}

/** Where and when. */
export function placeAndTimeOf(
  input: Pick<SubmitsAskedFor, "brandId" | "locationId" | "from" | "to" | "minAgeMinutes"> | null | undefined,
  now: Date,
): {
  brandId?: string | undefined;
  locationId?: LocationId | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
} {
  const { brandId, locationId, from, to, minAgeMinutes } = input ?? {};
  // No more than the database can compare: nothing is as old as that either way.
  const agedMs = minAgeMinutes == null ? null : now.getTime() - minAgeMinutes * MINUTE_MS;
  const aged = agedMs === null ? null : new Date(Math.max(agedMs, INSTANT_MS.min));
  const until =
    aged !== null && to ? new Date(Math.min(aged.getTime(), to.getTime())) : (aged ?? to ?? undefined);
  return {
    brandId: brandId ?? undefined,
    locationId: locationId ? idFrom("loc", locationId) : undefined,
    from: from ?? undefined,
    until,
  };
}

function amountOf(min: number | null | undefined, max: number | null | undefined): AmountRange | undefined {
  return min == null && max == null ? undefined : { from: min ?? null, to: max ?? null };
}
