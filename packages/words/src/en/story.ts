/** What happened to an order, step by step. `{count}` steps that repeat each other are told as one. */
export const story = {
  validated: {
    validated:
      "PAR asked {count, plural, one {} other {# times }}whether the order can be placed, and was told that it can",
    rejected:
      "PAR asked {count, plural, one {} other {# times }}whether the order can be placed, and was told that it cannot",
    errored:
      "PAR asked {count, plural, one {} other {# times }}whether the order can be placed; the store’s menu was not known yet",
    refused:
      "PAR asked {count, plural, one {} other {# times }}whether the order can be placed, in a way that was not accepted",
  },
  changed: "Changed since PAR asked: {changes}",
  change: {
    lineAdded: "{quantity}× {name} came in",
    lineGone: "{quantity}× {name} went out",
    quantity: "{name} from {before} to {after}",
    price: "{name} at {after} in place of {before}",
    priceUnknown: "the price of {name}",
    modifiers: "what goes with {name}",
    subtotal: "subtotal {after} in place of {before}",
    discount: "discounts {after} in place of {before}",
    tax: "tax {after} in place of {before}",
    fee: "fees {after} in place of {before}",
    tip: "tip {after} in place of {before}",
    grand: "total {after} in place of {before}",
    more: "{count, plural, one {# more thing} other {# more things}}",
  },
  submitRefused:
    "PAR tried to submit it {count, plural, one {before} other {# times before}}; that call was not accepted, so it made no order",
  submitted: "PAR submitted it: {total}, {items, plural, one {# item} other {# items}}",
  answered: {
    placed: "PAR was told that it is placed",
    pending: "PAR was told that it is not settled yet",
    rejected: "PAR was told that it is refused",
    errored: "PAR was told that it failed",
    other: "PAR got an answer that says nothing about it",
  },
  submittedAgain: {
    placed:
      "PAR submitted it {count, plural, one {again} other {# more times}} and was told that it is placed",
    pending:
      "PAR submitted it {count, plural, one {again} other {# more times}} and was told that it is not settled yet",
    rejected:
      "PAR submitted it {count, plural, one {again} other {# more times}} and was told that it is refused",
    errored: "PAR submitted it {count, plural, one {again} other {# more times}} and was told that it failed",
    other: "PAR submitted it {count, plural, one {again} other {# more times}}, which was not accepted",
  },
  conflicted: {
    requestUid:
      "PAR sent another order under its request uid{count, plural, one {} other { (# times)}}; it was refused, and this one stays as it is",
    onlineOrderId:
      "PAR sent another order under its online order id{count, plural, one {} other { (# times)}}; it was refused, and this one stays as it is",
  },
  asked: {
    placed: "PAR asked {count, plural, one {} other {# times }}what became of it, and heard: placed",
    pending:
      "PAR asked {count, plural, one {} other {# times }}what became of it, and heard: not settled yet",
    rejected: "PAR asked {count, plural, one {} other {# times }}what became of it, and heard: refused",
    errored: "PAR asked {count, plural, one {} other {# times }}what became of it, and heard: failed",
    other: "PAR asked {count, plural, one {} other {# times }}what became of it, and got no answer about it",
  },
  held: {
    busy: "It waited for its turn: the POS of {store} was working on as many orders as it takes at once",
    failing: "It waited: the POS of {store} answered, but placed and refused no order",
    down: "It waited: the POS of {store} did not answer",
    other: "It waited to be sent to {store}",
  },
  refused: "Refused before anything was sent to {store}: {reasons}",
  refusedBare: "Refused before anything was sent to {store}",
  tried: {
    placed: "{try}: the POS of {store} took it as {posOrderId}",
    refused: "{try}: the POS of {store} refused it: {reasons}",
    refusedBare: "{try}: the POS of {store} refused it and gave no reason",
    contradicted: "{try}: the POS of {store} contradicted itself",
    running: "{try}: sent to the POS of {store}, which has not answered yet",
    cutOff: "{try}: cut off on our side, so nobody knows whether the POS of {store} has it",
    unsent: "{try}: held back on our side; nothing of it was sent",
    unreached: "{try}: the POS of {store} could not be reached; nothing of it was sent",
    silent: "{try}: the POS of {store} did not answer",
    declined: "{try}: the POS of {store} answered that it made no order",
    fault: "{try}: the POS of {store} answered {status}, a fault of its own",
    unreadable: "{try}: the POS of {store} gave an answer that cannot be read",
    undecided: "{try}: the POS of {store} answered, but not whether it has the order",
  },
  try: "Try {number}",
  tries: "Tries {from}–{to}",
  toldLate: {
    counts: "The answer to try {number} came late, and it settles the order: the POS of {store} has it",
    other: "The answer to try {number} came too late to count",
  },
  lookedUp: {
    absent:
      "We asked the POS of {store} {count, plural, one {} other {# times }}for the order; it did not have it",
    other:
      "We asked the POS of {store} {count, plural, one {} other {# times }}for the order; it could not say",
  },
  found: "We asked the POS of {store} for the order; it has it as {posOrderId}",
  takenBack: "The POS of {store} took the order back, as we asked",
  gaveUp: {
    asked: "The time to try was over, and nobody knows whether {store} has it: a person is asked",
    other: "The time to try was over; {store} surely does not have it",
  },
  needsPerson: {
    crossed: "A person is asked: the POS gave the number of another order",
    neverTried: "A person is asked: the time to try was over before its turn came",
    unreadable: "A person is asked: what is stored of the order cannot be read",
    storeGone: "A person is asked: the store is not there any more",
    other: "A person is asked: nobody knows whether {store} has it",
  },
  confirmed: {
    there: "{who} found it at {store} as {posOrderId}: placed",
    absent: "{who} looked, and {store} does not have it",
  },
  sentAgain: "{who} had it sent again (try {number})",
  hurried: "{who} had the next step taken at once",
  disputed: {
    pos_cancelled: "The POS of {store} cancelled it after all",
    pos_refused: "The POS of {store} refused it after all",
    pos_has_it: "The POS of {store} has it after all",
    pos_order_of_another: "A person found that its ticket at {store} names another order",
    unlisted: "Something contradicts what PAR was told",
  },
  disputeSettled: "{who} has looked after the contradiction",
  posTold: "The POS of {store} told of it{count, plural, one {} other { # times}}, as we know it",
  page: {
    title: "What happened",
    tabs: "Views of this order",
    tabStory: "Story",
    tabEngineer: "For engineers",
    order: "Order of the steps",
    oldest: "Oldest first",
    newest: "Newest first",
    empty: "Nothing is written down yet.",
    call: "Call",
    callOf: "The recorded call of this step",
    noteSaid: "“{note}”",
    time: "Where the time went",
    timeOver: "{total} from PAR’s call until it was settled",
    timeOpen: "{total} since PAR’s call, and not settled yet",
    gateway: "Parley",
    pos: "the POS",
    wait: "pauses between tries",
    usual: "usual at this store",
    partOf: "{name}: {span}",
    guest: "Guest",
    guestUnknown: "PAR did not say who ordered.",
    otherTries: "Other tries of this online order",
    otherTryRefused: "refused before it became an order",
  },
  somebody: "Somebody of the team",
} as const;
