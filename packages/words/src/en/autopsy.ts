import { autopsyOfCall } from "./autopsy-of-call.ts";

/**
 * What happened to an order or a call, for the person who has the guest on the phone. Several of these follow each
 * other, each a sentence of its own.
 */
export const autopsy = {
  // Final, and well.
  placed: "Placed at {store} as {number}.",
  placedAfter: "Placed at {store} as {number}, {took} after PAR sent it.",
  // A span, in place of a figure that would be 0.0 s.
  hardlyAny: "less than 0.1 s",
  placedAndSettled: "That was contradicted later; a person has looked after it.",
  placedByPerson: "A person confirmed it at the POS.",
  // {difference} is a sentence of the bill without its full stop.
  billDiffers: "The bill there differs. {difference}.",
  placedInTries: "It took {tries} tries; the POS has it once.",

  // How a try at the POS ended. {why} is empty, or a reason in brackets with a blank before it.
  tried: {
    not_called: "The POS of {store} was not called{why}.",
    unreached: "The POS of {store} could not be reached{why}.",
    silent: "The POS of {store} did not answer{why}.",
    restarted: "Parley was restarted while it sent the order to the POS of {store}.",
    declined: "The POS of {store} answered {status} and made no order{why}.",
    declined_bare: "The POS of {store} answered that it made no order{why}.",
    fault: "The POS of {store} answered with a fault ({status}).",
    unreadable: "The POS of {store} gave an answer that cannot be read{why}.",
    unusable: "The POS of {store} answered {status}, but its answer cannot be used{why}.",
    refused_late: "The POS of {store} refused a later try, which proves nothing about an earlier one.",
    contradicted: "The POS of {store} contradicted itself{why}.",
    unpaid: "The POS of {store} made the order, but nobody knows whether it is paid there{why}.",
    unsaid: "The POS of {store} answered {status}, which does not say whether it has the order{why}.",
  },
  posWrote: "The POS wrote: “{quote}”",

  // Final, and not placed.
  notPlaced: "Not placed{tries, plural, =0 {} one {, in one try} other {, in # tries}}.",
  notPlacedAfter: "Not placed in {took}{tries, plural, =0 {} one {, in one try} other {, in # tries}}.",
  neverSent: "It was never sent to the POS of {store}.",
  takenBack: "We had the POS take the order back.",
  surelyNotThere: "The kitchen surely does not have it, and PAR hears so when it asks.",
  personFoundNothing:
    "Not placed: a person looked at the POS of {store} and the order is not there. PAR hears so when it asks.",
  refusedByUs: "Refused before it reached {store}: {why}. The kitchen does not have it, and PAR was told so.",
  refusedByPos: "The POS of {store} refused it: {why}. The kitchen does not have it, and PAR is told so.",
  moreReasons: "{why} (and {count} more)",
  figure: {
    grand_total: "Grand total",
    subtotal: "Subtotal",
    discount_total: "Discount total",
    tax_total: "Tax total",
    fee_total: "Fee total",
    tip_total: "Tip total",
    unit_price: "Unit price",
    amount: "Amount",
  },
  figures: "{field}: PAR sent {theirs}; by the store’s menu it is {ours}.",

  // Nobody knows yet.
  doNotKnow: "We do not know whether the kitchen has the order.",
  askAgainNow: "We are asking again now, with the same reference, so it cannot be made twice.",
  askAgainAt: "We ask again at {time}, with the same reference, so it cannot be made twice.",
  failsAlone:
    "This order failed {failures} times; {others, plural, one {1 other order of this store was} other {# other orders of this store were}} placed or refused meanwhile: the order itself is the problem, not the POS.",

  // Only a person can tell.
  neverSaid:
    "The POS of {store} never said whether it took the order, in {tries, plural, one {one try} other {# tries}}; PAR sent it {age} ago.",
  crossed:
    "The POS of {store} answered with an order number that belongs to another order. We do not know whether the kitchen has this one.",
  unreadable:
    "What we stored of the order for {store} cannot be read, so we do not send it. PAR sent it {age} ago.",
  storeGone:
    "The store {store} is no longer set up here, so the order cannot be sent. PAR sent it {age} ago.",
  waitsForPerson: "The order for {store} waits for a person; PAR sent it {age} ago.",
  notSent: "It was not sent to the POS.",
  formerTill: "It went to the till that the store had until {time}: {where}.",
  notThere: "The kitchen does not have it.",
  neverTried:
    "Never sent: the POS of {store} answered, but placed or refused no order{since}, and this one waited until its time was over. PAR sent it {age} ago. The kitchen does not have it.",

  // On its way.
  sending: "On its way to {store}: PAR sent it {age} ago and the POS has not answered yet.",
  toBeSent: "On its way to {store}: PAR sent it {age} ago, and nothing of it has reached the POS yet.",
  triedBefore: "That was {tries, plural, one {one try} other {# tries}}.",
  surelyNotYet: "The kitchen surely does not have the order yet.",
  waitsForTurn:
    "Waits for its turn at {store}: its POS is working on as many orders as it takes at once. PAR sent it {age} ago; nothing of it was sent yet. It is sent as soon as one of them is done.",
  waitsForFailing:
    "Waits: the POS of {store} answers, but has not placed or refused an order{since}. PAR sent it {age} ago; nothing of it was sent yet, so the kitchen does not have it. Every few seconds one of the waiting orders is tried; the first that passes ends the wait of all.",
  waitsBehindOne:
    "Waits: another order fails at the POS of {store} again and again{since}, and no order has passed meanwhile. PAR sent this one {age} ago; nothing of it was sent yet, so the kitchen does not have it. Every few seconds one of the waiting orders is tried; the first that passes ends the wait of all.",
  waitsForSilent:
    "Waits: the POS of {store} does not answer{since}. PAR sent it {age} ago; nothing of it was sent yet, so the kitchen does not have it. Every few seconds we ask whether the POS is back, and send what waits once it takes an order.",
  since: " since {time} ({orders, plural, one {1 order failed} other {# orders failed}})",

  // Contradicted after it was final. {told} and {when} are empty, or a time with a blank before it.
  toldAt: " at {time}",
  foundAgo: " {age} ago",
  tookBack:
    "PAR was told{told} that it is placed at {store} as {number}, and{when} the POS took it back. The guest waits for food that nobody makes.",
  refusedAfterAll:
    "PAR was told{told} that it is placed at {store} as {number}, and{when} the POS refused it after all. The guest waits for food that nobody makes.",
  hasItAfterAll:
    "PAR was told{told} that it is not placed at {store}, and{when} the POS said that it has it. The kitchen may be making an order that nobody pays for.",
  ticketOfAnother:
    "PAR was told{told} that it is placed at {store} as {number}, and{when} a person found that this ticket names another order. This one probably has a ticket of its own; else the guest waits for food that nobody makes.",
  contradicted: "Something said{when} contradicts what PAR was told{told} of this order at {store}.",

  // Whose job it is, where that is not said by the cause alone.
  job: {
    well: "Nobody's: all is well.",
    sending: "Nobody's: it is being sent.",
    turn: "Nobody's: it is sent as soon as there is a place.",
    asking: "Nobody's yet: we keep asking the POS.",
    tellsFaster: "Support: the store can tell faster than its POS.",
    over: "Nobody's any more.",
    reachable: "The store and its POS provider: the POS must be reachable.",
    takesNone:
      "The POS provider: the POS answers, but takes no order. The store's POS settings may be wrong.",
    settings: "A brand admin, or those who run Parley: the store's POS settings here cannot be used.",
    failing: "The store and its POS provider: the POS fails the orders before this one.",
    behindOne: "Support: look at the order that fails. The POS itself may be well.",
    alone: "Support, now; then the integration engineers: only this order fails.",
    crossed: "Support, then the POS provider.",
    ours: "Support, now; then those who run Parley.",
    menu: "The brand's menu people: PAR shows something that the store's menu does not have.",
    soldOut: "Nobody's: it is sold out. PAR learns it with its next menu import.",
    price: "The brand's menu people: PAR's prices are not the store's.",
    bill: "The brand's menu people: the till does not charge what the menu here says.",
    closed: "The store: its hours, order types or a pause of it or of the connection.",
    payment: "PAR's side: the payments do not cover the order.",
    posRefused: "The store: its POS decided against the order.",
    mapping: "A brand admin's: the id has to be mapped to a store or brand of ours.",
    parRepeats: "Nobody's: PAR tries again by itself.",
    unknownCaller: "Nobody's, unless PAR says that it is theirs: then the connection's secret is another.",
  },

  // What to do.
  next: {
    callStore: "Call the store{phone} and ask for order {order}{guest}.",
    phone: " ({phone})",
    guest: ", guest {guest}",
    noRefundYet: "Do not refund before they have looked.",
    doNotRefund: "Do not refund yet.",
    cannotWait: "If the guest cannot wait, call the store{phone} and ask for order {order}{guest}.",
    sendTrace: "Send this trace to the POS provider.",
    mayRefund: "The guest may be refunded and may order again.",
    checkPos: "Check the store's POS before the next guest does.",
    makeOrRefund: "Have it made again, or refund the guest. Then mark it as settled.",
    voidOrPay: "Have it voided, or agree with the guest who pays. Then mark it as settled.",
    findTicket:
      "It is not {number}: have them find its own ticket by that id. Where there is none, have it made, or refund the guest. Then mark it as settled.",
    putRight: "Put it right for the guest. Then mark it as settled.",
    personAsked:
      "Where it was not tried by {time}, a person is asked. The store has no ticket of it to ask for.",
    parToldFailed:
      "Where its POS has answered nobody by {time}, PAR is told that it failed. The store has no ticket of it to ask for.",
    nothingYet:
      "Nobody can do anything about it while it is being sent. By {time} it is decided, or a person is asked.",
    keepTrying:
      "We keep trying until {time}, then PAR is told that it failed. The store has no ticket of it to ask for.",
    sendOrMark:
      "Send it now, where the POS takes orders again. Else mark it as not there, so that the guest can be refunded.",
    importMenu:
      "Compare the store's menu here with what PAR shows, and let PAR import the menu again. The guest may order again.",
    samePrices:
      "The kitchen has the order, so there is nothing to send. Have the prices at the till and those of the menu made the same.",
    importPrices: "Let PAR import the menu again. The guest may order again after that.",
    orderOther: "The guest may order something else.",
    checkHours:
      "Check the store's hours and whether it or the connection is paused. The guest may order for another time.",
    wasPaused:
      "Nothing has to be found out: it was paused. Once it takes orders again, the guest may order again.",
    askPayment: "Ask PAR what was charged. The guest's money is with PAR's payment provider, not here.",
    sendEngineers: "Send them this trace. The guest may order by phone meanwhile.",
    askWhyRefused: "Ask the store why its POS refuses such orders. The guest may be refunded.",
  },

  // What to tell the guest.
  guest: {
    placed: "Your order is with the store, under number {number}.",
    waits:
      "Your order is paid and is on its way to the store, which is slow just now. Please do not order again.",
    unknown: "We are finding out whether the store has your order. Please do not order again until we know.",
    notThere: "The store does not have your order, and nothing is being made. You may order again.",
    soldOut: "Something in your order is sold out, so it was not placed. You may order something else.",
    closed: "The store does not take this order at that time, so it was not placed.",
    refused: "Your order was not placed, and nothing is being made.",
    tookBack: "The store cannot make your order as it is. We are calling them now.",
    again: "Your order has not been taken yet. The ordering site tries again by itself; ask us in a minute.",
  },

  // What PAR was told that bears on the guest's money. Never more than is known: PAR takes the payment, not we.
  money: {
    refused:
      "Our answer to PAR is “refused”, so PAR must not charge the guest, or must pay back what it charged. Whether it charged anything is not known here.",
    refusedTry:
      "Our answer to this try was “refused”. Unless another try of the same order was placed, PAR must not charge the guest, or must pay back what it charged. Whether it charged anything is not known here.",
    failed:
      "PAR got an error from us, and no order. Whether it charged the guest, or tries again, is not known here.",
    unknownCaller:
      "Whoever called was told “refused”. Whether anybody charged a guest for it is not known here.",
  },

  pausedThen: "it was paused when PAR asked",

  // What to do here, on a link or a button.
  step: {
    settle: "Say what the store found",
    tryNow: "Try now",
    resend: "Send it again",
    settleDispute: "Mark as settled",
    recheck: "Check with today's menu and mapping",
    assign: "Give it to somebody",
    reveal: "Show the guest",
    mapping: "Map it",
    menu: "Open the store's menu",
    store: "Open the store",
    signature: "See what was signed",
    connection: "Open the connection",
    call: "Open the call",
    order: "Open the order",
    failingOrder: "Open the order that fails",
    posCalls: "See the failing calls to the POS",
    sameId: "See every call with this id",
  },

  // Beside a step that the reader may not take.
  whoMay: {
    support: "Support can do this.",
    admin: "A brand admin can do this.",
  },

  // A call, by its row. {what} is one of `what`.
  what: {
    submit_order: "PAR's order",
    validate_order: "PAR's question about an order",
    get_order: "PAR's question what became of an order",
    get_menu: "PAR's call for a menu",
    other: "A call",
  },
  ...autopsyOfCall,
} as const;
