/** Failures grouped by cause, and the sentence that the overview opens with. */
export const issues = {
  /** What is wrong, in one sentence. */
  title: {
    pos_silent: "The POS of {subject} has not answered for {span}",
    pos_unreachable: "The POS of {subject} cannot be reached, for {span} now",
    pos_fault: "The POS of {subject} has answered with faults for {span}",
    store_in_doubt: "The POS of {subject} has taken no order for {span}",
    order_fails_alone:
      "{count, plural, =0 {An order} one {One order} other {# orders}} of {subject} fail{count, plural, =0 {s} one {s} other {}} again and again, while others pass",
    store_setup: "The POS settings of {subject} are not right",
    crossed_orders: "The POS of {subject} crossed order numbers",
    pos_took_back: "The POS of {subject} took back orders that PAR was told are placed",
    pos_has_it: "The POS of {subject} has orders that PAR was told are not placed",
    contradicted: "Orders of {subject} are contradicted",
    pos_refused: "The POS of {subject} refuses orders",
    pos_not_verified: "Messages come for {subject} that its POS did not sign",
    pos_message: "Messages of the POS of {subject} are not understood",
    menu_mismatch: "Orders come for {subject} with what is not on its menu",
    price_mismatch: "Prices of PAR and of {subject} differ",
    payment: "Orders come for {subject} whose payment does not cover them",
    store_closed: "Orders came for {subject} while it was closed or paused",
    order_not_understood: "Orders for {subject} cannot be understood",
    menu_missing: "{subject} has no menu, so PAR can order nothing there",
    menu_held:
      "{subject} has been held at a version of its menu for {span}; what its POS changed since is not served",
    rollout_stopped:
      "A rollout of menus of {subject} stopped by itself {span} ago; it waits until somebody goes on, ends it or rolls it back",
    menu_stale: "The menu of {subject} has been old for {span}; the last pull failed or is late",
    refused_after_check:
      "PAR was told that orders of {subject} are right, and then their submits were refused",
    answers_late:
      "{count, plural, =0 {Submits for {subject} were answered too late} other {# of {of, number} submits for {subject} were answered too late in 15 minutes}}: the POS is slower than PAR waits",
    store_silent:
      "{subject} has had no order for {span}{count, plural, =0 {} other {; in these hours of each of the last three weeks there were # or more}}",
    secret_expiring: "PAR still signs with the old SharedId of {subject}, which ends in {left}",
    secret_over: "PAR signed with the old SharedId of {subject} shortly before its end",
    unmapped_id:
      "{count, plural, =0 {Ids} one {One id} other {# ids}} of {subject} {count, plural, one {is} other {are}} not mapped",
    ids_contradict: "Calls of {subject} name another store than their token",
    bad_signature: "Calls of {subject} come with a bad signature",
    bad_token: "Calls of {subject} come with a token that is not valid",
    body_not_readable: "Calls of {subject} cannot be read",
    too_large: "Calls of {subject} are too large",
    too_many_calls: "{subject} calls more often than it may",
    no_such_call: "{subject} calls what does not exist",
    unauthenticated: "Callers without a valid token try to get in from {subject}",
    gateway_busy: "Parley had no room for calls",
    database_away: "Parley could not reach its database",
    our_fault: "Parley failed by a fault of its own",
  },
  others: "many other addresses",
  gateway: "Parley",
  /** What is under its cause. */
  effects: {
    failures: "{count, plural, one {# failure} other {# failures}}",
    menuOld: "its menu has been old since {time}",
    menuNone: "it has no menu",
    metOrders: "{count, plural, one {# order met it} other {# orders met it}}",
  },
  step: {
    orders: "See the orders",
    bulk: "Mend the orders",
    calls: "See the calls",
    map: "Map them",
    menu: "See the menu",
    held: "See the versions",
    rollout: "See the rollout",
    connection: "See the connection",
    store: "See the store",
    dispute: "Look after them",
    exchange: "See the last call",
  },
  /** A list that holds only what is of an issue. */
  of: {
    one: "Only what is of this issue: <issue></issue>",
    gone: "Only what is of an issue that no longer exists, or that you may not see.",
    everything: "Show everything",
  },
  /** The first sentence of the overview. */
  sentence: {
    notPlaced:
      "{count, plural, one {# paid order} other {# paid orders}}, {money}, {count, plural, one {has} other {have}} not reached a kitchen",
    unconfirmed:
      "{count, plural, one {# paid order} other {# paid orders}}, {money}, {count, plural, one {is} other {are}} not confirmed by a kitchen",
    notPlacedBecause:
      "{count, plural, one {# paid order} other {# paid orders}}, {money}, {count, plural, one {has} other {have}} not reached a kitchen; {cause}",
    unconfirmedBecause:
      "{count, plural, one {# paid order} other {# paid orders}}, {money}, {count, plural, one {is} other {are}} not confirmed by a kitchen; {cause}",
    issues:
      "{first}{more, plural, =0 {.} one {; # more issue needs somebody.} other {; # more issues need somebody.}}",
    well: "All is well: {count, plural, one {# order} other {# orders}} in the last hour, every one is with its kitchen.",
    wellSome:
      "All is well: {count, plural, one {# order} other {# orders}} in the last hour, {placed, number} with {placed, plural, one {its} other {their}} kitchen{open, plural, =0 {} other {, {open, number} on the way}}{ended, plural, =0 {} other {, {ended, number} refused or given up}}.",
    quiet: "All is well: no order in the last hour.",
    ready: "Ready for the first order.",
  },
  /** Below those that need somebody. */
  besides: {
    rest: "{count, plural, one {# more issue rests.} other {# more issues rest.}}",
    test: "{count, plural, one {# issue is at a test store and is not counted.} other {# issues are at test stores and are not counted.}}",
  },
  filter: {
    brand: "Brand",
    everyBrand: "Every brand",
    store: "Store",
    everyStore: "Every store",
    cause: "Cause",
    everyCause: "Every cause",
  },
  page: {
    name: "Issues",
    what: "the issues",
    whatOne: "the issue",
    needs: "Needs somebody",
    all: "All issues",
    since: "since",
    waiting: "{count, plural, one {# order} other {# orders}}, {money}",
    has: "{name} has it",
    nobody: "nobody has it",
    rests: "rests",
    over: "over since",
    sentence:
      "{count, plural, =0 {No issue here.} one {# issue.} other {# issues, the greatest harm first.}}",
    past: "{count, plural, =0 {No issue here.} one {# issue, newest first.} other {# issues, newest first.}}",
    emptyTitle: "No issue here.",
    empty: "Failures are grouped here by their cause and by whose they are, each of them once.",
    open: "Open",
    current: "All that last",
    acknowledged: "Taken",
    snoozed: "Resting",
    overTab: "Over",
    resolved: "Resolved",
    state: "State",
    clock: "The clock of Parley is {seconds, number} s off the database's: its machine must be set by NTP.",
    orders: "Orders under it",
    calls: "Failed calls",
    seeOrders: "See the orders",
    actOnOrders: "Act on them together",
    noOrders: "No order stands or ended by it in this spell.",
    noCalls: "No call shows it.",
    spells: "{count, plural, one {It began once} other {It began # times}}, first",
  },
} as const;
