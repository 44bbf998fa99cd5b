/** The list of the stores' menus, and the button that pulls one. */
export const menus = {
  name: "Menus",
  what: "the menus",
  note: "PAR is served from here. Parley pulls each menu at its start, every half an hour, and on demand.",
  sentence: {
    none: "No store yet.",
    current: "Every store's menu is current.",
    missing:
      "{count, plural, one {# store has no menu: PAR cannot order there.} other {# stores have no menu: PAR cannot order there.}}",
    stale: "{count, plural, one {# menu could not be refreshed.} other {# menus could not be refreshed.}}",
    held: "{count, plural, one {# store is held} other {# stores are held}}, {waiting, plural, =0 {and no newer version waits} other {a newer version waits at #}}.",
  },
  emptyHelp: "Add one under <link>Stores</link>; its menu is pulled from its POS.",
  column: {
    store: "Store",
    brand: "Brand",
    parLocation: "PAR location",
    menu: "Menu",
    version: "Version",
    changes: "Changes",
    pos: "POS",
    acts: "Acts",
  },
  changes: "What changed<hidden> at {store}</hidden>",
  paused: "paused",
  notMapped: "not mapped",
  pos: "{kind}, class {letter}",
  state: {
    none: "none: PAR cannot order here",
    confirmed: "confirmed <at></at>",
    stale: "last pull failed, confirmed <at></at>",
    held: "held{waits, select, yes { · a newer version waits} other {}}<hidden>: versions of {store}</hidden>",
  },
  refresh: {
    act: "Refresh now",
    pending: "Refreshing…",
    ofStore: "the menu of {store}",
    done: "Up to date",
    held: "Stays held",
    waits: "A newer version waits",
  },
} as const;
