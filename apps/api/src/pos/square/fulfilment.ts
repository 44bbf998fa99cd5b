import type { Square } from "square";
import type { PosOrder } from "../adapter.ts";
import type { SquareSettings } from "./settings.ts";

/** Square's limits on texts, in characters. */
const PICKUP_NOTE_MAX = 500;
const DELIVERY_NOTE_MAX = 550;
const CURBSIDE_MAX = 250;
const TEXT_MAX = 255;
const ADDRESS_MAX = 500;

/**
 * How the guest gets the order. Square shows an order to a kitchen only with a fulfilment, and a DELIVERY
 * only to partners, so by default everything is a PICKUP whose note says what it really is.
 */
export function writeFulfilment(order: PosOrder, settings: SquareSettings): Square.Fulfillment {
  const isDelivery = order.orderType === "delivery";
  const isAtTable = order.orderType === "dine_in" || order.orderType === "table_service";
  if (isDelivery && settings.delivery_as === "delivery") {
    return {
      uid: "fulfilment",
      type: "DELIVERY",
      state: "PROPOSED",
      deliveryDetails: {
        recipient: { ...recipientOf(order), ...addressOf(order) },
        ...scheduleOf(order, settings),
        ...(order.scheduledAt === null ? {} : { deliverAt: order.scheduledAt }),
        ...noteOf([order.delivery?.instructions, order.notes], DELIVERY_NOTE_MAX),
      },
    };
  }
  if (isAtTable && settings.dine_in_as === "in_store") {
    return {
      uid: "fulfilment",
      type: "IN_STORE",
      state: "PROPOSED",
      inStoreDetails: {
        recipient: recipientOf(order),
        ...noteOf([tableOf(order), order.notes], PICKUP_NOTE_MAX),
      },
    };
  }
  const marks = [isDelivery ? deliveryText(order) : null, isAtTable ? tableOf(order) : null];
  return {
    uid: "fulfilment",
    type: "PICKUP",
    state: "PROPOSED",
    pickupDetails: {
      recipient: { ...recipientOf(order), ...(isDelivery ? addressOf(order) : {}) },
      ...scheduleOf(order, settings),
      ...(order.scheduledAt === null ? {} : { pickupAt: order.scheduledAt }),
      ...noteOf([...marks, order.notes], PICKUP_NOTE_MAX),
      ...curbsideOf(order),
    },
  };
}

/** `SCHEDULED` needs a time; `ASAP` gets one from Square if the preparation time is known. */
function scheduleOf(order: PosOrder, { prep_minutes }: SquareSettings) {
  const scheduleType: "ASAP" | "SCHEDULED" = order.scheduledAt === null ? "ASAP" : "SCHEDULED";
  return { scheduleType, ...(prep_minutes === undefined ? {} : { prepTimeDuration: `PT${prep_minutes}M` }) };
}

/** Square refuses a phone number or email address that it cannot read; the order matters more than either. */
function recipientOf({ guest, onlineOrderId }: PosOrder): Square.FulfillmentRecipient {
  const phone = guest?.phone ?? "";
  const email = guest?.email ?? "";
  const digits = phone.replace(/[^0-9]/g, "").length;
  return {
    displayName: cut(guest?.name ?? onlineOrderId ?? "Guest", TEXT_MAX),
    ...(/^\+[0-9 ().-]{1,16}$/.test(phone) && digits >= 9 && digits <= 16 ? { phoneNumber: phone } : {}),
    ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) && email.length <= TEXT_MAX ? { emailAddress: email } : {}),
  };
}

function addressOf({ delivery }: PosOrder): { address?: Square.Address } {
  if (delivery === null) return {};
  const { addressLine1, addressLine2, city, state, postalCode } = delivery;
  return {
    address: {
      ...(addressLine1 ? { addressLine1: cut(addressLine1, ADDRESS_MAX) } : {}),
      ...(addressLine2 ? { addressLine2: cut(addressLine2, ADDRESS_MAX) } : {}),
      ...(city ? { locality: cut(city, TEXT_MAX) } : {}),
      ...(state ? { administrativeDistrictLevel1: cut(state, TEXT_MAX) } : {}),
      ...(postalCode ? { postalCode: cut(postalCode, TEXT_MAX) } : {}),
    },
  };
}

function deliveryText({ delivery }: PosOrder): string {
  const place = [delivery?.addressLine1, delivery?.addressLine2, delivery?.city, delivery?.postalCode];
  const where = place.filter((part) => part).join(", ");
  return [`DELIVERY to ${where}`, delivery?.instructions].filter((part) => part).join("\n");
}

function tableOf({ tableNumber }: PosOrder): string {
  return tableNumber ? `DINE IN, table ${tableNumber}` : "DINE IN";
}

function curbsideOf({ orderType, curbside }: PosOrder) {
  if (orderType !== "curbside") return {};
  const { vehicleColor, vehicleMake, vehicleModel, licensePlate, notes } = curbside ?? {};
  const car = [vehicleColor, vehicleMake, vehicleModel, licensePlate].filter((part) => part).join(" ");
  const curbsideDetails = cut([car, notes].filter((part) => part).join("; "), CURBSIDE_MAX);
  return {
    isCurbsidePickup: true,
    ...(curbsideDetails ? { curbsidePickupDetails: { curbsideDetails } } : {}),
  };
}

function noteOf(parts: readonly (string | null | undefined)[], max: number): { note?: string } {
  const note = cut(parts.filter((part) => part).join("\n"), max);
  return note ? { note } : {};
}

/** The first `max` characters of the text at most, with a mark if some are missing. */
export function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}
