import type { Words } from "@parley/words";

/** The order types of the contract. */
export const orderTypes = [
  "pickup",
  "takeout",
  "delivery",
  "dine_in",
  "table_service",
  "drive_thru",
  "curbside",
] as const;

/** How an order reaches its guest, in words; a kind that PAR made up meanwhile as it is written. */
export function orderTypeName(type: string, say: Words<"order">): string {
  const name = orderTypes.find((each) => each === type);
  return name === undefined ? type.replaceAll("_", " ") : say(`type.${name}`);
}
