/** The versions of a store's menu, and what it is held at. */
export const versions = {
  name: "Versions of the menu",
  what: "the versions of this menu",
  sentence:
    "{count, plural, =0 {No version is kept yet.} one {# version is kept.} other {# versions are kept.}}",
  empty: "The first one comes with the first pull from the POS.",
  title: "Versions",
  aside: "What the POS gave last comes first.",
  newest: "newest",
  inForce: "in force",
  pinned: "held",
  waits: "waits",
  seen: "First seen",
  confirmed: "last confirmed",
  served:
    "Served to <connection></connection>: {menuCalls, plural, one {# menu call} other {# menu calls}}, {validates, plural, one {# validate} other {# validates}} and {submits, plural, one {# submit} other {# submits}} judged by it, the first <first></first>, the last <last></last>",
  open: "Open it",
  changes: "What changed<hidden> with {version}</hidden>",
  heldLine:
    "This store is held at a version of its menu: <reason></reason>. What its POS gave since waits; <link>see the versions</link>.",
  held: {
    since: "{by} held this store at version <code></code> <time></time>: “{reason}”.",
    nothing: "The POS has given no other version since.",
    waiting: "The POS’s newest version, first seen <time></time>, waits. What it says is off counts already.",
  },
  hold: "Hold this version…",
  rollBack: "Roll back to it…",
  release: "Release the newest…",
  cancel: "Cancel",
  why: "Why",
  whyHelp: "For those who wonder; PAR and guests do not see it.",
  dialog: {
    hold: "Hold {store} at this version?",
    rollBack: "Roll {store} back to this version?",
    holdWhat:
      "PAR is served it and orders are priced by it until somebody releases the newest. New versions are pulled and wait; what the POS says is off counts at once.",
    release: "Release the newest version at {store}?",
    releaseWhat: "What the POS gave last is in force at once, for PAR’s menu and for the prices of orders.",
    doHold: "Hold",
    doRollBack: "Roll back",
    doRelease: "Release",
  },
  done: {
    pinned: "{store} is held at this version.",
    released: "{store} has its POS’s newest menu.",
  },
  refused: {
    noStore: "There is no such store.",
    noVersion: "The store keeps no such version of its menu.",
    notAllowed: "Only an owner or admin of this brand may hold its stores at a version of their menu.",
    conflict: "Another version has come into force meanwhile. Look at it first.",
    notPinned: "The store is not held at a version.",
    reason: "Say why, in 1 to {max, number} characters.",
    unusable: "That version cannot be used any more: it does not fit this store or this release.",
    formerPos: "That version is of a POS which the store no longer has: the POS of now knows nothing of it.",
  },
} as const;
