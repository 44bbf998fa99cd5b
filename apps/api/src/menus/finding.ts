import { NUMBER_MAX, TEXT_MAX } from "@parley/limits";
import { type Words, wordsIn } from "@parley/words";
import type { Blocker } from "../pricing/derived-availability.ts";

/** Something about a store's menu that a person should mend at the POS. The menu is served all the same. */
export type MenuFinding = Found & {
  /** What kind of thing it is about, and the POS's id of it. */
  kind: "menu" | "category" | "product" | "price_level" | "modifier_group" | "modifier" | "tax" | "fee";
  id: string;
};

/** What was found, by its code. */
export type Found =
  | { code: "text_cleaned"; what: "name" | "description" }
  | { code: "name_blank" | "image_left_out" }
  | { code: "name_cut" | "description_cut"; length: number }
  | { code: "calories_left_out"; calories: number }
  | { code: "order_changed"; place: number }
  | { code: "group_never_filled"; fault: GroupFault }
  | { code: "item_never_ordered"; blocker: Blocker }
  /** `size`: the name of the one that is free; null where the item has none. */
  | { code: "zero_price"; size: string | null }
  /** How many items of the menu have a tax. */
  | { code: "no_tax"; taxed: number }
  /** The POS's id of the other, and the heading or group that has both. */
  | { code: "duplicate_name"; other: string; within: string };

/** Why a group can never be filled. */
export type GroupFault =
  | { kind: "without_options" }
  | { kind: "allows_less"; least: number; most: number }
  | { kind: "options_blocked"; least: number };

/** A finding as a sentence for people. */
export function findingWords(finding: Found, say: Words<"findings"> = wordsIn("en")("findings")): string {
  switch (finding.code) {
    case "text_cleaned":
      return say(`text_cleaned_${finding.what}`);
    case "name_blank":
    case "image_left_out":
      return say(finding.code);
    case "name_cut":
      return say("name_cut", textArgs(finding.length, TEXT_MAX.menuName));
    case "description_cut":
      return say("description_cut", textArgs(finding.length, TEXT_MAX.description));
    case "calories_left_out":
      return say("calories_left_out", { calories: String(finding.calories) });
    case "order_changed":
      return say("order_changed", { place: String(finding.place), max: String(NUMBER_MAX.count) });
    case "group_never_filled":
      return faultWords(finding.fault, say);
    case "zero_price":
      return finding.size === null ? say("zero_price") : say("zero_price_of_size", { size: finding.size });
    case "no_tax":
      return say("no_tax", { taxed: String(finding.taxed) });
    case "duplicate_name":
      return say("duplicate_name", { other: finding.other, within: finding.within });
    case "item_never_ordered":
      return say("item_never_ordered", { because: blockerWords(finding.blocker, say) });
  }
}

/** Why no order can have an item: a clause about it. What PAR is told of it is in English, and pricing's own. */
export function blockerWords(blocker: Blocker, say: Words<"findings"> = wordsIn("en")("findings")): string {
  if (blocker.kind !== "group") return say(`because.${blocker.kind}`);
  return say(blocker.isAnyLeft ? "because.group_short" : "because.group_empty", { group: blocker.group });
}

function faultWords(fault: GroupFault, say: Words<"findings">): string {
  switch (fault.kind) {
    case "without_options":
      return say("group_without_options");
    case "allows_less":
      return say("group_allows_less", { least: String(fault.least), most: String(fault.most) });
    case "options_blocked":
      return say("group_options_blocked", { least: String(fault.least) });
  }
}

function textArgs(length: number, max: number) {
  return { length: String(length), max: String(max) };
}
