/** What a person says about an order that the gateway cannot settle, or that something contradicts. */
export const settle = {
  order: {
    title: "Settle this order",
    aside: "kept with your name in its timeline",
    ask: "Ask the store to look for this ticket, among open, closed and voided ones. Until you say what they found, PAR hears “pending” and nothing is sent.",
    early: "The store has its ticket already",
    earlyAsk:
      "The gateway still looks for this order by itself, and PAR hears “pending”. Where the store has the ticket in its hands, say so: it is placed at once.",
    found: "What did the store find?",
    notBefore: "Not before",
    lookAgain: "Until then a late ticket may still come up. Have the store look again after that.",
    posOrderId: "POS order id",
    posOrderIdHint: "Needed: the order's number at the till. PAR is told it.",
    note: "Note (optional)",
    noteHint: "Whom you spoke to and what they saw.",
    go: "Continue…",
    overtaken: "This order does not wait for a person any more: somebody else, or the POS, was faster.",
    final: "This cannot be taken back.",
    cancel: "Cancel",
    busy: "Working…",
  },
  toCome: {
    CONFIRM_PLACED: "Say that the store has it",
    CONFIRM_ABSENT: "Say that the store does not have it",
  },
  act: {
    placed: {
      choice: "The ticket is there",
      effect:
        "PAR's next poll hears “placed”, and the guest keeps the order. Nothing is sent to the kitchen.",
      question: "Tell PAR that {name} is placed at {store} as {number}?",
      button: "Yes, it is placed",
    },
    taken: {
      effect:
        "PAR's next poll hears “placed”, and the guest keeps the order. Nothing is sent to the kitchen. {other} loses this number and is disputed: PAR keeps “placed” of it, so it needs a person next.",
      question: "Tell PAR that {name} is placed at {store} as {number}, a number that {other} has until now?",
      button: "Yes, take the number over",
    },
    absent: {
      choice: "There is no ticket",
      effect:
        "PAR's next poll hears “errored”: the guest may be refunded and may order again. Nothing is sent to the kitchen.",
      question: "Tell PAR that {store} does not have {name}?",
      button: "Yes, it is not there",
    },
    resend: {
      choice: "Send it to the kitchen again",
      once: "This POS knows the order's reference again, so the kitchen gets it once. PAR goes on hearing “pending” until the POS has answered.",
      twice:
        "This POS makes another order of it: where the first one did arrive, the kitchen cooks twice. Only when the store is certain that it has none. PAR goes on hearing “pending” until the POS has answered.",
      question: "Send {name} to the POS of {store} once more?",
      button: "Yes, send it again",
    },
  },
  result: {
    placed: "Done: placed as {number}. PAR hears it at its next poll.",
    takenOver:
      "Done: placed as {number}. PAR hears it at its next poll. {other} is disputed now: look after it too.",
    errored: "Done: errored. PAR hears it at its next poll; the guest may be refunded and may order again.",
    rejected: "Sent, and the POS refused it. PAR hears it at its next poll.",
    attention: "Sent, and the POS did not say whether it has it. It still needs a person.",
    open: "Sent. The POS has not settled it yet; this page follows it.",
  },
  taken: {
    is: "{number} is the number of <order>{other}</order>, and PAR was told so.",
    take: "The ticket names this order: take its number over. The other order is then disputed.",
  },
  dispute: {
    title: "Look after this order",
    ask: "What PAR was told does not change any more, so the guest hears of it from you or from the store. Tell the store which ticket it is:",
    done: "What was done",
    doneHint: "Whom you spoke to, and whether the guest was refunded or gets the food after all.",
    settle: "Mark as settled",
    settled: "Settled. Your note is in the timeline; PAR is told nothing.",
  },
  ticket: {
    call: "Call the store",
    noPhone: "{store} (no phone is stored)",
    requestUid: "Request uid",
    onlineOrderId: "Online order id",
    orderId: "order id",
    note: "The ticket's note begins",
    reference: "Reference at the POS",
    guest: "Guest",
    notTold: "not told",
    total: "Total",
    sent: "Sent by PAR",
  },
} as const;
