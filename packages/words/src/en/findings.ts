/** What somebody should mend in a menu at its POS, and why no order can have an item. */
export const findings = {
  text_cleaned_name: "Its name has line breaks or characters that cannot be seen; PAR gets it without them.",
  text_cleaned_description:
    "Its description has line breaks or characters that cannot be seen; PAR gets it without them.",
  name_blank: "It has no name; guests see its id.",
  name_cut: "Its name has {length} characters; PAR gets {max} of them.",
  description_cut: "Its description has {length} characters; PAR gets {max} of them.",
  calories_left_out: "{calories} calories cannot be; PAR gets none.",
  image_left_out: "Its picture's address is not one of the web; PAR gets none.",
  order_changed: "Its place {place} is not from 0 to {max}; PAR gets 0, 1, 2 and so on.",
  group_without_options: "It asks for a choice and has no options, so what requires it cannot be ordered.",
  group_allows_less:
    "It asks for {least} and its options allow {most}, so what requires it cannot be ordered.",
  group_options_blocked:
    "It asks for {least} and too few of its options can be chosen at all, so what requires it cannot be ordered.",
  item_never_ordered: "Nobody can order it: {because}.",
  zero_price: "It costs nothing: guests get it for free.",
  zero_price_of_size: "Its size {size} costs nothing: guests get it for free.",
  no_tax: "It has no tax, unlike {taxed} others of this menu.",
  duplicate_name: "Guests cannot tell it from {other}: both have one name in {within}.",
  /** Each a clause about the item, "it", without a stop. */
  because: {
    group_empty: "no option is left in {group}",
    group_short: "too few options are left in {group}",
    price_levels: "all of its sizes are sold out",
    no_menu: "no menu of the store offers it",
    too_many_choices: "it needs more choices than an order can list",
    too_deep: "its choices nest deeper than an order can",
  },
} as const;
