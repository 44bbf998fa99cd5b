/** The fire drill: a menu, item by item against its POS's check. */
export const drill = {
  name: "Fire drill",
  what: "the fire drill of this menu",
  title: {
    none: "No fire drill has been held here yet",
    running: "{checked, number} of {items, number} items checked",
    fine: "The POS takes every item as PAR sells it",
    differs: "{count, plural, one {# item differs} other {# items differ}} between our menu and the POS",
    stopped: "Stopped after {checked, number} of {items, number} items",
    failed: "Broken off after {checked, number} of {items, number} items",
  },
  waits: {
    orders: "Orders go first: it goes on when none is under way at this store.",
    pos: "The POS takes no orders at the moment: it goes on when it does, and gives up after ten minutes.",
  },
  failed: {
    no_answer: "The POS does not answer. See that it is on and reachable, then start again.",
    not_offered:
      "This POS has no check: it cannot be asked whether it would take an order without placing it. Send a test order instead.",
    store_closed: "The POS says that the store is closed. Start again while it is open.",
    menu_gone: "The version of the menu that was checked cannot be read any more. Start again.",
    pos_gone: "The store’s POS was removed, or its settings cannot be used. Mend them, then start again.",
  },
  kinds: {
    price: "Prices differ",
    unknown: "Unknown to the POS",
    off: "Sold out at the POS",
    choices: "Choices refused",
    other: "Refused for another reason",
    no_answer: "No answer",
  },
  next: {
    price: "Set the price right at the POS and pull the menu again: PAR is served what the POS’s menu says.",
    unknown:
      "The POS’s menu names an id that its till does not know. Publish the menu at the POS again, then pull it.",
    off: "Take it off here, or put it back on sale at the POS.",
    choices:
      "The till asks for other choices than its menu says. Publish the menu at the POS again, then pull it.",
    other: "Read what the POS says, mend it there and pull the menu again.",
    no_answer: "See that the POS is on and reachable, then start the drill again.",
  },
  said: {
    price: "{item} costs {ours} with us and {theirs} at the POS",
    priceAlone: "{item} costs {ours} with us, and something else at the POS",
    unknown: "the POS does not know {item}",
    off: "{item} is on sale with us and sold out at the POS",
    choices: "the POS does not take the choices of {item} that our menu allows",
    other: "the POS does not take {item}",
    no_answer: "the POS gave no answer about {item}",
  },
  sized: "{item} ({size})",
  cli: {
    running: "{store}: {checked, number} of {items, number} items checked so far.",
    fine: "{store}: the POS takes every item as PAR sells it ({items, number} items, {skipped, number} of them not on sale now).",
    none: "{store}: no fire drill has been held yet.",
    stopped: "{store}: stopped after {checked, number} of {items, number} items.",
  },
  refused: {
    noStore: "There is no such store.",
    notAllowed: "Only owners, brand admins and support may hold a fire drill.",
    running: "A fire drill runs at this store already.",
    notRunning: "That fire drill does not run any more.",
    noPos: "The store has no POS that could be asked.",
    noCheck:
      "The store’s kind of POS has no check: it cannot be asked whether it would take an order without placing it.",
    noMenu: "The store has no menu yet.",
  },
} as const;
