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
