export const mending = {
  effect: {
    first_try:
      "Sends it to the POS now, as soon as the POS takes orders. It was never sent, so it cannot be made twice.",
    try_again:
      "Sends it to the POS again now. Nothing of it has reached the POS so far, so it cannot be made twice.",
    same_reference:
      "Sends it to the POS again now, with the same reference. This POS makes one order of a reference, so it cannot be made twice.",
    asked_then_sent:
      "Asks the POS for it now, and sends it again with the same reference if it is not there. It cannot be made twice.",
    asked:
      "Asks the POS for it now. If it is not there, it is asked once more a little later, and only then is the order sent again. It cannot be made twice.",
    to_person: "Nobody can ask this POS for an order, so it goes to a person at once.",
    given_up:
      "Its time is over: the POS is asked for it once more, where it can be asked. Then a person decides.",
    taken_back:
      "Its time is over: the POS is asked to take it back. Where it does, PAR hears that there is no order.",
    may_double:
      "Sends it to the POS again. This POS does not know an order again: if it has the first one after all, the kitchen makes two. Have the store look first.",
    told_placed: "You found it at the POS: PAR hears that it is placed. This cannot be undone.",
    told_absent:
      "You looked and the POS does not have it: PAR hears that there is no order, and the guest may be refunded. This cannot be undone.",
    looked_after: "Says that you have looked after it. Neither PAR nor the POS hears of it.",
    only_reads:
      "Judges what PAR sent by today's mappings, menu and prices. It changes nothing and sends nothing: only a new order of the guest is placed.",
  },
  blocked: {
    being_sent: "It is being sent or asked for at this moment. Look again in some seconds.",
    its_turn: "It is its turn already: the gateway takes it as soon as the POS has a place for it.",
    on_its_way: "What was sent may still reach the POS, so that not finding it proves nothing yet.",
    asked_lately:
      "The POS was asked a moment ago. It is asked again by itself: two answers count only some time apart.",
    never_arrived: "Nothing of it has reached the POS, so it cannot be there.",
    gateway_tries:
      "The gateway itself still looks for it, and what was sent may still arrive. A person may say that it is not there once its time is over. What the store finds can be confirmed at once.",
    being_taken_back:
      "Its time is over and the POS is being asked to take it back. Look again in some seconds.",
    no_store: "Its store is gone, so it cannot be sent.",
  },
  refused: {
    no_order: "There is no such order.",
    not_allowed: "Only an admin or support of this brand may settle its orders.",
    acted_meanwhile: "Somebody else acted on this order at the same moment. Look at it again.",
    not_waiting: "This order does not wait for a person any more. Look at it again.",
    look_again_from:
      "What was sent of this order may still reach the till. Have the store look again after {from}.",
    pos_order_taken:
      "The POS order {number} belongs to another order. Compare the ticket's online order id: where it names this order, take the number over.",
    pos_order_taken_outside:
      "The POS order {number} belongs to another order. That one is not yours to change: where the ticket names this order, ask an admin of all brands.",
    sent_again:
      "This order was sent again since you looked: tries so far: {tries}. Have the store look once more.",
    unreadable:
      "What we stored of this order cannot be read, so it cannot be sent again. Have the store look for it, and confirm what they find.",
    not_disputed: "Nothing contradicts this order any more: somebody settled it. Look at it again.",
    note: "A note has {max} characters at most.",
    pos_order_id:
      "A POS order id has 1 to {max} characters, none of them a control or format character, and no blank at its ends.",
    under_way: "The order is being sent, asked for or taken back at this moment. Look again in some seconds.",
    too_early: "Not yet: what was sent or asked a moment ago has to have its time, until {from}.",
  },
  recheck: {
    placed: "It would be placed now. Nothing was sent: have the guest order again in the app.",
    rejected: "It would be refused again.",
    unmapped_organization: "PAR's organization {id} still leads to no brand here.",
    unmapped_location: "PAR's location {id} still leads to no store here.",
    no_menu: "The menu of {store} is not known yet, so nothing can be said.",
    invalid: "What PAR sent cannot be read as an order.",
    no_request: "What PAR sent is not kept any more, so it cannot be judged again.",
    not_refused: "It was not refused, so there is nothing to judge again.",
  },
} as const;
